internal import Foundation
internal import Validation

extension Int {
  /// With commas between thousands.
  var grouped: String {
    var digits = String(magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (self < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// The number with its noun.
  func counted(_ noun: String, _ plural: String? = nil) -> String {
    self == 1 ? "1 \(noun)" : "\(grouped) \(plural ?? noun + "s")"
  }
}

extension Double {
  /// Four decimals, whole numbers without any, with a real minus sign.
  var fine: String {
    if self == rounded() && abs(self) < 1e6 { return String(Int(self)).withMinus }
    return String(format: abs(self) < 1_000 ? "%.4f" : "%.4g", self).withMinus
  }

  /// Three decimals with a sign, `+0.012`; zero has none.
  var signed: String {
    let text = String(format: "%.3f", abs(self))
    if text.allSatisfy({ $0 == "0" || $0 == "." }) { return text }
    return (self < 0 ? "−" : "+") + text
  }

  /// A share in per cent with a sign, `+1.25 %`.
  var signedPercent: String {
    if abs(self) < 0.00005 { return percent(0) }
    return (self < 0 ? "−" : "+") + percent(abs(self))
  }

  /// Few characters, for axes: `12`, `1.5k`, `20M`, `3e+12`; `step` is the distance of two ticks.
  func compact(step: Double) -> String {
    if self == 0 { return "0" }
    let size = Swift.max(abs(self), abs(step))
    let (scale, unit): (Double, String) =
      switch size {
      case ..<1e-4: (0, "")
      case ..<1e4: (1, "")
      case ..<1e6: (1e3, "k")
      case ..<1e9: (1e6, "M")
      case ..<1e12: (1e9, "bn")
      default: (0, "")
      }
    if scale == 0 { return String(format: "%.3g", self).withMinus }
    // Numbers far from zero and near each other are told apart best in full, such as years and postal codes.
    if scale == 1e3 && step > 0 && step < 100 { return String(format: "%.0f", self).withMinus }
    let digits = step > 0 ? Swift.max(0, -Int(floor(log10(step / scale) + 1e-9))) : 2
    return String(format: "%.\(Swift.min(digits, 6))f", self / scale).withMinus + unit
  }
}

extension String {
  /// With U+2212 in the place of a hyphen before digits.
  fileprivate var withMinus: String {
    replacingOccurrences(of: "-", with: "−")
  }
}

extension Optional where Wrapped == Double {
  /// The number in some spelling, or a dash.
  func spelled(_ spelling: (Double) -> String) -> String { map(spelling) ?? "–" }
}
