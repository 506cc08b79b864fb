internal import Foundation

extension Inspection {
  /// The findings for a person.
  public var text: String {
    ([headline, ""] + columnLines + [""] + classLines + noteLines + constraintLines + [""]
      + planLines)
      .joined(separator: "\n") + "\n"
  }

  private var headline: String {
    "\(path == "-" ? "Standard input" : path): \(rowCount.counted("row")), "
      + "\(columns.count.counted("column")); \(holdoutRowCount.grouped) of the rows are held out for "
      + "the comparison."
  }

  private var columnLines: [String] {
    var rows = [["column", "kind", "distinct", "missing", "format", "example"]]
    for column in columns {
      let missing =
        column.missingCount == 0
        ? "-" : (Double(column.missingCount) / Double(max(rowCount, 1))).inPercent
      rows.append([
        column.name.shown(30), column.kind.rawValue, column.distinctCount.grouped, missing,
        column.detail.shown(24), column.example.shown(30),
      ])
    }
    return TextTable.lines(rows).map { "  " + $0 }
  }

  private var classLines: [String] {
    var lines = ["Label: \(labelReason)."]
    guard label != nil else { return lines }
    let shown = classes.prefix(20)
    let width = shown.map { $0.name.shown(40).count }.max() ?? 0
    for item in shown {
      lines.append(
        "  \(item.name.shown(40).padded(width))  \(item.trainingCount.grouped) rows to learn from, "
          + "\(item.plannedCount?.grouped ?? (condition == nil ? "as many as help" : "as many as satisfy the condition")) to make"
      )
    }
    if classes.count > shown.count {
      lines.append("  and \(classes.count - shown.count) more classes")
    }
    return lines
  }

  private var noteLines: [String] { notes.map { "Note: \($0)." } }

  private var constraintLines: [String] {
    guard !suggestedConstraints.isEmpty else { return [] }
    return [
      "",
      "Constraints that every row keeps; to have every row made keep one, put it in a file for --schema:",
      "constraints:",
    ] + suggestedConstraints.map { "  " + $0 }
  }

  private var planLines: [String] {
    var lines = [
      "Plan: \(plan.networks.count.counted("generator")) over \(tokenCount.counted("token"))"
    ]
    for network in plan.networks.prefix(20) {
      lines.append(
        "  \(network.name.shown(40)): \(network.stepCount.grouped) steps on "
          + "\(network.rowCount.grouped) rows")
    }
    if plan.networks.count > 20 { lines.append("  and \(plan.networks.count - 20) more") }
    lines.append(
      "Expected training time: about \(expectedTrainingSeconds.spokenSeconds) with "
        + "\(threadCount.counted("thread")).")
    return lines
  }

  /// The findings as a JSON document, for scripts.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }
}
