/// How a column spells its dates and times.
public struct TemporalFormat: Sendable, Equatable {
  /// The pattern in strptime's letters, such as `%Y-%m-%d %H:%M:%S`.
  ///
  /// Known are `%Y %y %m %d %H %I %M %S`, `%b %B` (month names in English), `%a %A` (weekdays),
  /// `%p` (AM, PM), `%P` (am, pm), `%f` (six decimals of a second; `%3f` for three) and `%%`. A
  /// minus as in `%-d` means without leading zeros; `%^b` and `%^a` are upper case. Everything else
  /// stands for itself, among it a constant time zone.
  public var pattern: String {
    didSet { parts = TemporalPart.parts(of: pattern) ?? [] }
  }

  private var parts: [TemporalPart]

  /// A format with this pattern; one with unknown letters matches no text.
  public init(pattern: String) {
    self.pattern = pattern
    parts = TemporalPart.parts(of: pattern) ?? []
  }

  /// Whether the pattern has only letters that are known, and names a date or a time.
  public var isValid: Bool { hasDate || parts.contains { $0.isTime } }

  /// Whether the pattern names a date; otherwise it is a time of day.
  public var hasDate: Bool { parts.contains { $0.isDate } }

  /// The pattern alone says everything.
  public static func == (left: TemporalFormat, right: TemporalFormat) -> Bool {
    left.pattern == right.pattern
  }

  /// Seconds since 1970-01-01 00:00:00 UTC, or since midnight for a time of day; nil when the text
  /// does not match.
  ///
  /// A time zone in the pattern is constant text, so the seconds are local ones. Times of day run
  /// to 99 hours, as timetables write trips past midnight.
  public func number(_ text: String) -> Double? {
    guard !parts.isEmpty else { return nil }
    var text = text
    return text.withUTF8 { bytes in
      var reader = TemporalReader(bytes)
      for part in parts {
        guard reader.read(part) else { return nil }
      }
      return reader.isAtEnd ? reader.seconds(hasDate: hasDate) : nil
    }
  }

  /// The text of a moment, rounded to the pattern's resolution; times of day below zero are written
  /// as midnight.
  public func text(_ number: Double) -> String {
    guard number.isFinite else { return "" }
    var writer = TemporalWriter(seconds: number, resolution: resolution, hasDate: hasDate)
    for part in parts { writer.write(part) }
    return writer.text
  }

  /// The seconds between two neighbouring texts: a day for dates, a fraction where decimals are
  /// shown.
  public var resolution: Double {
    parts.map(\.resolution).min() ?? 86_400
  }
}

extension TemporalFormat: Codable {
  private enum CodingKeys: String, CodingKey { case pattern }

  /// Reads the pattern.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(pattern: try container.decode(String.self, forKey: .pattern))
  }

  /// Writes the pattern.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(pattern, forKey: .pattern)
  }
}
