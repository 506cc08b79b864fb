internal import Validation

/// The label's classes before and after.
struct ClassesView {
  /// One class.
  struct Row {
    var name: String
    var real: String
    var synthetic: String
    var total: String
    var difference: String
    var detection: String
    var copies: String
    var f1: [String]
    var recall: [String]
  }

  let hasClasses: Bool
  let chart: String?
  let summary: String
  let leftOut: String?
  let rows: [Row]
  let absence: String?

  init(_ report: ValidationReport) {
    let classes = report.classes
    hasClasses = !classes.isEmpty
    let order = classes.indices.sorted {
      (-classes[$0].realCount, $0) < (-classes[$1].realCount, $1)
    }
    chart = classes.isEmpty ? nil : ClassChart(order.map { classes[$0] }).svg
    leftOut =
      order.count > ClassChart.limit
      ? "The \(ClassChart.limit) largest of \(order.count) classes are drawn." : nil
    summary = Self.summary(classes)
    rows = order.map { Row(classes[$0]) }
    absence = Self.absence(report)
  }

  private static func absence(_ report: ValidationReport) -> String? {
    guard report.classes.isEmpty else { return nil }
    if let utility = report.utility {
      return "The label '\(utility.label)' is a number, so there are no classes; its distribution "
        + "is among the columns."
    }
    return "There is no label with classes."
  }

  /// How many rows the largest class has for each of the smallest, before and after.
  private static func summary(_ classes: [ClassEntry]) -> String {
    func ratio(_ counts: [Int]) -> String? {
      guard let least = counts.min(), let most = counts.max(), least > 0 else { return nil }
      return "\((Double(most) / Double(least)).compact(step: 0.1)) to 1"
    }
    let real = classes.map(\.realCount)
    guard classes.count > 1, let before = ratio(real),
      let after = ratio(classes.map { $0.realCount + $0.syntheticCount })
    else { return "" }
    return "The largest class outnumbers the smallest \(before) among the real rows and \(after) "
      + "with the synthetic rows."
  }
}

extension ClassesView.Row {
  init(_ entry: ClassEntry) {
    name = entry.name.isEmpty ? "(empty)" : PageText.name(entry.name)
    real = entry.realCount.grouped
    synthetic = entry.syntheticCount.grouped
    total = (entry.realCount + entry.syntheticCount).grouped
    difference = entry.shape.value.map { percent(1 - $0) } ?? "–"
    detection = entry.detection.value.spelled(decimal)
    copies = entry.copies.value.spelled(percent)
    f1 = [entry.f1.real, entry.f1.synthetic, entry.f1.both].map { $0.spelled(decimal) }
    recall = [entry.recall.real, entry.recall.synthetic, entry.recall.both]
      .map { $0.spelled(decimal) }
  }
}
