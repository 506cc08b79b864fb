/// What was drawn from a saved model, for the terminal and for scripts.
public struct SamplingSummary: Codable, Sendable, Equatable {
  /// What was drawn.
  public enum Kind: String, Codable, Sendable {
    /// Rows of a table.
    case rows
    /// Images.
    case images
  }

  /// A class and how many were drawn of it.
  public struct ClassCount: Codable, Sendable, Equatable {
    /// The class.
    public var name: String
    /// How many.
    public var count: Int
  }

  /// What was drawn.
  public var kind: Kind
  /// Where the model is.
  public var model: String
  /// The file or folder; `-` for standard output.
  public var output: String
  /// How many.
  public var count: Int
  /// The classes; one without a label.
  public var classes: [ClassCount]
  /// What came of drawing rows that must satisfy something; nil where nothing must be.
  public var drawing: DrawingRecord?
  /// How the constraints of the run were met; nil without any.
  public var constraints: ConstraintFindings?
  /// What came of completing given rows; nil for none.
  public var completion: CompletionRecord?
  /// The seed.
  public var seed: UInt64
  /// Threads used.
  public var threadCount: Int
  /// Seconds from start to end.
  public var totalSeconds: Double

  /// The text at the end, for a person.
  public var text: String {
    let noun = kind == .rows ? "row" : "image"
    var lines = ["Drew \(count.counted(noun)) from the model in \(model)/."]
    if classes.count > 1 {
      var parts = classes.prefix(6).map { "\($0.name.shown(30)): \($0.count.grouped)" }
      if classes.count > 6 { parts.append("and \(classes.count - 6) more classes") }
      lines.append("Classes: \(parts.joined(separator: ", ")).")
    }
    if let constraints { lines.append(constraints.sentence(rowCount: count)) }
    lines += (drawing?.sentences ?? []) + (completion?.sentences ?? [])
    let pace = Int(Double(count) / max(totalSeconds, 1e-3))
    lines += [
      "Written to \(output == "-" ? "standard output" : output).",
      "Took \(totalSeconds.spokenSeconds), \(pace.counted(noun)) per second, with "
        + "\(threadCount.counted("thread")) and seed \(seed).",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The summary as a JSON document, for scripts.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }
}
