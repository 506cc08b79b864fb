/// Writes a date or time piece by piece.
struct TemporalWriter {
  private var bytes: [UInt8] = []
  private let year: Int
  private let month: Int
  private let day: Int
  private let weekday: Int
  private let hour: Int
  private let minute: Int
  private let second: Int
  /// Nanoseconds within the second.
  private let nanoseconds: Int

  /// The earliest and latest days written: years 0 to 9999.
  private static let dayRange =
    Calendar.days(
      year: 0, month: 1, day: 1)...Calendar.days(
      year: 9_999, month: 12, day: 31)

  /// Splits a moment, rounded to a multiple of `resolution` seconds.
  init(seconds: Double, resolution: Double, hasDate: Bool) {
    let bounded = min(max(seconds, -1e12), 1e12)
    // Whole seconds and the rest are rounded apart, so that a billion seconds do not blur the
    // decimals.
    var whole = bounded.rounded(.down)
    var rest = 0
    if resolution < 1 {
      let ticks = (1 / resolution).rounded()
      var tick = ((bounded - whole) * ticks).rounded()
      if tick >= ticks {
        tick = 0
        whole += 1
      }
      rest = Int(tick) * Int((1e9 / ticks).rounded())
    } else {
      whole = (bounded / resolution).rounded() * resolution
    }
    var total = Int(whole)
    if hasDate {
      let day = total >= 0 ? total / 86_400 : (total - 86_399) / 86_400
      total -= day * 86_400
      let days = min(max(day, Self.dayRange.lowerBound), Self.dayRange.upperBound)
      (year, month, self.day) = Calendar.date(days: days)
      weekday = Calendar.weekday(days: days)
    } else {
      total = min(max(total, 0), 100 * 3_600 - 1)
      (year, month, day, weekday) = (1970, 1, 1, 4)
    }
    hour = total / 3_600
    minute = total / 60 % 60
    second = total % 60
    nanoseconds = rest
  }

  /// What has been written.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes one piece.
  mutating func write(_ part: TemporalPart) {
    switch part {
    case .literal(let text): bytes += text
    case .year: append(year, width: 4)
    case .shortYear: append(year % 100, width: 2)
    case .month(let isPadded): append(month, width: isPadded ? 2 : 1)
    case .day(let isPadded): append(day, width: isPadded ? 2 : 1)
    case .monthName(let isFull, let isUpper):
      let name = TemporalPart.monthNames[month - 1]
      bytes += TemporalPart.spelled(name, isFull: isFull, isUpper: isUpper).utf8
    case .weekday(let isFull, let isUpper):
      let name = TemporalPart.weekdayNames[weekday]
      bytes += TemporalPart.spelled(name, isFull: isFull, isUpper: isUpper).utf8
    case .hour(let isPadded): append(hour, width: isPadded ? 2 : 1)
    case .halfDayHour(let isPadded): append((hour + 11) % 12 + 1, width: isPadded ? 2 : 1)
    case .minute: append(minute, width: 2)
    case .second: append(second, width: 2)
    case .fraction(let digits):
      append(nanoseconds / Int(NumberScanner.powers[9 - min(digits, 9)]), width: digits)
    case .halfDay(let isUpper):
      let name = hour % 24 < 12 ? "AM" : "PM"
      bytes += (isUpper ? name : name.lowercased()).utf8
    }
  }

  private mutating func append(_ value: Int, width: Int) {
    let digits = String(value).utf8
    if digits.count < width { bytes += [UInt8](repeating: 0x30, count: width - digits.count) }
    bytes += digits
  }
}
