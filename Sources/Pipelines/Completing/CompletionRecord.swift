/// What came of completing given rows.
public struct CompletionRecord: Codable, Sendable, Equatable {
  /// The name of the file with the given rows.
  public var file: String
  /// Rows completed: all of the file.
  public var rowCount: Int
  /// The columns of which cells were given.
  public var columns: [String]
  /// Cells that were given.
  public var givenCellCount: Int
  /// Cells that were drawn given these.
  public var drawnCellCount: Int
  /// Rows that were drawn more than once, as they broke a requirement.
  public var redrawnRowCount: Int
  /// What a person should know of the given cells.
  public var notes: [String]
  /// Whether the comparison judged rows drawn freely in place of these.
  public var judgesFreeRows = false

  /// What a person should know of it, sentence by sentence.
  var sentences: [String] {
    let names = columns.prefix(6).map { "'\($0.shown(30))'" }.joined(separator: ", ")
    let given =
      columns.isEmpty
      ? "no cells" : names + (columns.count > 6 ? " and \(columns.count - 6) more" : "")
    var sentences = [
      "Completed \(rowCount.counted("row")) of \(file.shown(60)): \(given) given ("
        + "\(givenCellCount.counted("cell"))), \(drawnCellCount.counted("cell")) drawn given them."
    ]
    if redrawnRowCount > 0 {
      sentences.append(
        "Drawn more than once to meet what every row must: \(redrawnRowCount.counted("row")).")
    }
    sentences += notes.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    if judgesFreeRows {
      sentences.append(
        "Given cells are nobody's sample, so the report judges rows drawn freely from the same model."
      )
    }
    return sentences
  }
}
