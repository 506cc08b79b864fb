/// What every comparison says at its end, after its headline and verdict.
enum ComparisonText {
  /// A metric: its name, its value, and what real data reach in place of the synthetic.
  typealias Metric = (name: String, value: Double?, floor: Double?)

  /// A line per metric that has a value.
  static func lines(_ metrics: [Metric], real: String) -> [String] {
    let shown = metrics.filter { $0.value != nil }
    let width = shown.map(\.name.count).max() ?? 0
    return shown.map { entry in
      let floor = entry.floor.map { "   \(real): \($0.fourDecimals)" } ?? ""
      return "  \(entry.name.padded(width))  \(entry.value?.fourDecimals ?? "")\(floor)"
    }
  }

  /// The checks that did not pass, after an empty line; nothing where all did.
  static func lines(_ checks: [Gate.Check]) -> [String] {
    if checks.isEmpty { return [] }
    return [""]
      + checks.map { ($0.outcome == .fail ? "Failed: " : "Note: ") + $0.reason + "." }
  }

  /// Where the report is and how long it took.
  static func end(directory: String, seconds: Double) -> [String] {
    [
      "", "Report in \(directory)/: open \(RunFile.page) first",
      "Took \(seconds.spokenSeconds).",
    ]
  }
}
