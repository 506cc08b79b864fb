internal import Foundation

/// What the gate says at the end of a run.
struct GateText {
  let lines: [String]

  /// The lines for the checks that did not pass.
  init(_ outcome: Gate.Outcome, _ checks: [Gate.Check]) {
    switch outcome {
    case .pass: lines = []
    case .warn: lines = checks.map { "Note: \($0.reason)." }
    case .fail:
      let failed = checks.filter { $0.outcome == .fail }
      lines =
        [""] + ["The gate failed:"] + failed.map { "  - \($0.reason)" } + [
          "Nothing was published. To publish all the same, pass --no-gate, or raise a limit:",
          "  " + failed.map { "--gate \($0.name)=\(Self.raised($0.value))" }.joined(separator: " "),
        ]
    }
  }

  /// A limit just above a value, with two digits.
  private static func raised(_ value: Double?) -> String {
    guard let value, value > 0 else { return "1" }
    let step = pow(10, floor(log10(value)) - 1)
    let digits = max(0, Int(1 - floor(log10(value))))
    return String(format: "%.\(digits)f", (floor(value / step) + 1) * step)
  }
}
