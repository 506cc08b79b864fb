internal import Foundation

extension Int {
  /// The number with its noun: `1 row`, `2,000 rows`, `3 classes`.
  public func counted(_ noun: String, plural: String? = nil) -> String {
    self == 1 ? "1 \(noun)" : "\(grouped) \(plural ?? noun + "s")"
  }

  /// With commas between thousands, for reading.
  public var grouped: String {
    var digits = String(magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }
}

extension Double {
  /// Seconds as a person says them: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
  public var spokenSeconds: String {
    if self < 9.95 { return String(format: "%.1f s", max(0, self)) }
    let seconds = Int(Swift.min(rounded(), 1e9))
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
  }

  /// With four decimals, for tables of metrics.
  var fourDecimals: String { String(format: "%.4f", self) }

  /// A share in per cent, such as `12.5 %`.
  var inPercent: String { String(format: "%.1f %%", self * 100) }
}

extension String {
  /// Safe to print: control characters, which could steer a terminal, become question marks, and long texts are cut.
  public func shown(_ limit: Int = 60) -> String {
    let cut = count > limit ? prefix(limit - 3) + "..." : self[...]
    return String(
      String.UnicodeScalarView(
        cut.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control ? "?" : scalar
        }))
  }

  /// With blanks behind, up to a width.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
