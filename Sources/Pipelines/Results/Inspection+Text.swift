internal import Foundation

extension Inspection {
  /// The findings for a person.
  public var text: String {
    ([headline, ""] + columnLines + [""] + classLines + noteLines + [""] + planLines)
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
    let widths = rows[0].indices.map { index in rows.map { $0[index].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { $0.padded($1) }
      return ("  " + cells.joined(separator: "  ")).trimmingRight
    }
  }

  private var classLines: [String] {
    var lines = ["Label: \(labelReason)."]
    guard label != nil else { return lines }
    let shown = classes.prefix(20)
    let width = shown.map { $0.name.shown(40).count }.max() ?? 0
    for item in shown {
      lines.append(
        "  \(item.name.shown(40).padded(width))  \(item.trainingCount.grouped) rows to learn from, "
          + "\(item.plannedCount?.grouped ?? "as many as help") to make")
    }
    if classes.count > shown.count {
      lines.append("  and \(classes.count - shown.count) more classes")
    }
    return lines
  }

  private var noteLines: [String] { notes.map { "Note: \($0)." } }

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

extension String {
  fileprivate var trimmingRight: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
