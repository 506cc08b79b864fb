extension RunSummary {
  /// The text at the end of a run, for a person.
  public var text: String {
    ([headline] + classLines
      + [constraints?.sentence(rowCount: syntheticRowCount)].compactMap { $0 }
      + (drawing?.sentences ?? []) + (completion?.sentences ?? []) + [""] + verdict + adviceLines
      + GateText(gate, gateChecks).lines + [""] + fileLines
      + [timeLine])
      .joined(separator: "\n") + "\n"
  }

  private var headline: String {
    let made =
      syntheticRowCount == 0 ? "no synthetic rows" : syntheticRowCount.counted("synthetic row")
    let source = "\(realRowCount.grouped) real ones (\(columnCount.grouped) columns)"
    return "Made \(made) from \(source)" + (isPublished ? "." : ", but did not publish them.")
  }

  /// The label and at most a few classes.
  private var classLines: [String] {
    guard label != nil else { return ["Label: \(labelReason)."] }
    let shown = classes.filter { $0.syntheticCount > 0 || $0.trainingCount > 0 }
    var parts = shown.prefix(6).map { "\($0.name.shown(30)): \($0.syntheticCount.grouped)" }
    if shown.count > 6 { parts.append("and \(shown.count - 6) more classes") }
    return ["Label: \(labelReason).", "Classes: \(parts.joined(separator: ", "))."]
  }

  /// The way to the other choice of the number of rows.
  private var adviceLines: [String] {
    if choosesRowCount && syntheticRowCount == 0 {
      return [
        "No rows were made, as none help. To make some all the same, name a number with --rows."
      ]
    }
    guard !choosesRowCount, drawing?.condition == nil, completion == nil,
      let helpful = helpfulRowCount, helpful > 0,
      helpful != syntheticRowCount
    else { return [] }
    return ["To make just the rows that help most, pass --rows auto."]
  }

  private var fileLines: [String] {
    let width = files.map(\.name.count).max() ?? 0
    return ["Files in \(directory)/"] + files.map { "  \($0.name.padded(width))  \($0.detail)" }
  }

  private var timeLine: String {
    let training = stages.first { $0.stage == .train }?.seconds ?? 0
    return "Took \(totalSeconds.spokenSeconds), \(training.spokenSeconds) of it training, with "
      + "\(threadCount.counted("thread")) and seed \(seed)."
  }

  /// The summary as a JSON document, for scripts.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }
}
