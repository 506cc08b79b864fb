/// The date and time patterns that are looked for, and the search.
enum TemporalPatterns {
  /// Dates, the likelier reading first.
  ///
  /// Where no day is above 12, `1/2/2020` is read month first, as the
  /// public data with slashes mostly are; `1.2.2020` and `1-2-2020` are read day first.
  private static let dates =
    [
      "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y-%-m-%-d", "%Y/%-m/%-d", "%m/%d/%Y", "%d/%m/%Y",
      "%-m/%-d/%Y", "%-d/%-m/%Y", "%d.%m.%Y", "%-d.%-m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%-d-%-m-%Y",
      "%-m-%-d-%Y", "%m/%d/%y", "%d/%m/%y", "%-m/%-d/%y", "%-d/%-m/%y", "%d.%m.%y", "%-d.%-m.%y",
      "%d-%m-%y", "%m-%d-%y", "%y-%m-%d", "%-m.%-d.%Y", "%m.%d.%Y",
    ] + namedDates
    + namedDates.map { $0.replacing("%b", with: "%^b") }.filter { $0.contains("%^b") }

  /// Dates with the name of the month.
  private static let namedDates = [
    "%d-%b-%Y", "%-d-%b-%Y", "%d-%b-%y", "%-d-%b-%y", "%d %b %Y", "%-d %b %Y", "%d/%b/%Y",
    "%b %d, %Y", "%b %-d, %Y", "%b %d %Y", "%b %-d %Y", "%B %d, %Y", "%B %-d, %Y", "%d %B %Y",
    "%-d %B %Y", "%Y-%b-%d", "%d%b%Y", "%a, %d %b %Y", "%a, %-d %b %Y", "%a %b %d %Y",
    "%A, %B %-d, %Y", "%A, %B %d, %Y", "%b %Y", "%B %Y", "%b-%y", "%b-%Y", "%b %y",
  ]

  /// Dates that are whole months; never with a time.
  private static let months = ["%Y-%m", "%Y/%m", "%m/%Y"]

  /// Times, alone or after a date.
  private static let times = [
    "%H:%M:%S", "%H:%M", "%-H:%M:%S", "%-H:%M", "%I:%M:%S %p", "%I:%M %p", "%-I:%M:%S %p",
    "%-I:%M %p", "%I:%M:%S %P", "%I:%M %P", "%-I:%M:%S %P", "%-I:%M %P", "%I:%M%p", "%-I:%M%p",
    "%I:%M%P", "%-I:%M%P", "%-I %p", "%-I%p",
  ]

  private static let separators = [" ", "T", ", "]

  /// Written without separators.
  private static let compact = ["%Y%m%dT%H%M%S", "%Y%m%d %H%M%S", "%Y%m%d%H%M%S", "%Y%m%dT%H%M"]

  private static let dateFormats = formats(dates)
  private static let timeFormats = formats(times)
  private static let otherFormats = formats(months + compact)

  private static func formats(_ patterns: [String]) -> [TemporalFormat] {
    patterns.map { TemporalFormat(pattern: $0) }
  }

  /// The first pattern that fits every text; nil when none does or there are no texts.
  static func firstMatch(_ texts: [String]) -> TemporalFormat? {
    guard let sample = texts.first, (4...48).contains(sample.utf8.count),
      sample.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    let (body, decimals, zone) = dissect(sample)
    let formats = candidates(body).compactMap { format in
      decimals == 0 && zone.isEmpty ? format : extend(format, decimals, zone)
    }
    for format in formats where texts.allSatisfy({ isSpelled($0, by: format) }) { return format }
    return mostFaithful(formats, texts)
  }

  /// Where leading zeros stand here and there: the format that spells most texts as they are.
  private static func mostFaithful(
    _ formats: [TemporalFormat], _ texts: [String]
  ) -> TemporalFormat? {
    var best: (format: TemporalFormat, count: Int)?
    for format in formats where texts.allSatisfy({ format.number($0) != nil }) {
      let count = texts.count { isSpelled($0, by: format) }
      if count > best?.count ?? 0 { best = (format, count) }
    }
    return best?.format
  }

  /// The formats that fit one text, the likelier first: a date, a time, or a date, a separator and
  /// a time.
  private static func candidates(_ body: String) -> [TemporalFormat] {
    var found = (dateFormats + timeFormats + otherFormats).filter { $0.number(body) != nil }
    for separator in separators {
      for place in body.ranges(of: separator) {
        let tail = String(body[place.upperBound...])
        let matchingTimes = timeFormats.filter { $0.number(tail) != nil }
        if matchingTimes.isEmpty { continue }
        let head = String(body[..<place.lowerBound])
        for date in dateFormats where date.number(head) != nil {
          found += matchingTimes.map {
            TemporalFormat(pattern: date.pattern + separator + $0.pattern)
          }
        }
      }
    }
    return found
  }

  /// Whether a text is read by the format and written back as it was.
  static func isSpelled(_ text: String, by format: TemporalFormat) -> Bool {
    format.number(text).map { format.text($0) == text } ?? false
  }

  /// Puts decimals after the seconds and the zone at the end.
  private static func extend(_ format: TemporalFormat, _ decimals: Int, _ zone: String)
    -> TemporalFormat?
  {
    var pattern = format.pattern
    if decimals > 0 {
      guard let seconds = pattern.firstRange(of: "%S") else { return nil }
      pattern.replaceSubrange(seconds, with: "%S." + (decimals == 6 ? "%f" : "%\(decimals)f"))
    }
    return TemporalFormat(pattern: pattern + zone.replacing("%", with: "%%"))
  }

  /// Takes the decimals of a second and the time zone off a text: the rest, how many decimals, the
  /// zone.
  private static func dissect(_ text: String) -> (body: String, decimals: Int, zone: String) {
    guard text.contains(":") else { return (text, 0, "") }
    let zone = zoneSuffix(of: text)
    let rest = text.dropLast(zone.count)
    guard let point = rest.lastIndex(of: "."), let colon = rest.lastIndex(of: ":"), colon < point
    else {
      return (String(rest), 0, zone)
    }
    let digits = rest[rest.index(after: point)...].prefix { $0.isASCII && $0.isNumber }
    guard (1...9).contains(digits.count) else { return (String(rest), 0, zone) }
    return (String(rest[..<point] + rest[digits.endIndex...]), digits.count, zone)
  }

  /// `Z`, `+01:00`, `+0100`, `+01` or ` UTC` at the end of a text with a time.
  private static func zoneSuffix(of text: String) -> String {
    for name in ["Z", " UTC", " GMT", "UTC", " Z"] where text.hasSuffix(name) { return name }
    let tail = text.suffix(7)
    guard let sign = tail.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return "" }
    let digits = tail[tail.index(after: sign)...]
    let isOffset =
      (digits.count == 5 && digits.dropFirst(2).first == ":" && digits.count { $0.isNumber } == 4)
      || ((digits.count == 4 || digits.count == 2) && digits.allSatisfy(\.isNumber))
    guard isOffset, let colon = text.lastIndex(of: ":"),
      text.firstIndex(of: ":") != colon || digits.count != 5
    else { return "" }
    let before = text.dropLast(digits.count + 1)
    // `12-05` is no time with a zone: a time must stand right before the sign.
    guard before.contains(":") else { return "" }
    return (before.last == " " ? " " : "") + String(text.suffix(digits.count + 1))
  }
}
