/// Reads a date or time piece by piece.
///
/// Leading zeros of days, months and hours may be there or not, whatever the pattern says, as
/// spreadsheets mix them; everything else must be as the pattern writes it.
struct TemporalReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var year = 1970
  private var month = 1
  private var day = 1
  private var weekday: Int?
  private var hour = 0
  private var isAfternoon: Bool?
  private var minute = 0
  private var second = 0
  private var fraction = 0.0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// Takes one piece; false when the text does not have it here.
  mutating func read(_ part: TemporalPart) -> Bool {
    switch part {
    case .literal(let text):
      guard bytes[position...].starts(with: text) else { return false }
      position += text.count
      return true
    case .year: return assign(\.year, digits(4, isExact: true), 0...9_999)
    case .shortYear:
      guard let value = digits(2, isExact: true) else { return false }
      // POSIX strptime: 69 to 99 are in the twentieth century.
      year = value < 69 ? 2_000 + value : 1_900 + value
      return true
    case .month: return assign(\.month, digits(2, isExact: false), 1...12)
    case .day: return assign(\.day, digits(2, isExact: false), 1...31)
    case .monthName(let isFull, let isUpper):
      return assign(
        \.month, name(TemporalPart.monthNames, isFull, isUpper).map { $0 + 1 }, 1...12)
    case .weekday(let isFull, let isUpper):
      weekday = name(TemporalPart.weekdayNames, isFull, isUpper)
      return weekday != nil
    case .hour: return assign(\.hour, digits(2, isExact: false), 0...99)
    case .halfDayHour: return assign(\.hour, digits(2, isExact: false), 1...12)
    case .minute: return assign(\.minute, digits(2, isExact: true), 0...59)
    case .second: return assign(\.second, digits(2, isExact: true), 0...59)
    case .fraction(let count):
      guard let value = digits(count, isExact: true) else { return false }
      fraction = Double(value) / NumberScanner.powers[count]
      return true
    case .halfDay(let isUpper): return readHalfDay(isUpper)
    }
  }

  /// The moment that was read; nil when there is no such day or hour.
  func seconds(hasDate: Bool) -> Double? {
    var hours = hour
    if let isAfternoon {
      guard hour >= 1, hour <= 12 else { return nil }
      hours = hour % 12 + (isAfternoon ? 12 : 0)
    }
    let time = Double(hours * 3_600 + minute * 60 + second) + fraction
    guard hasDate else { return time }
    guard hours < 24, day <= Calendar.dayCount(year: year, month: month) else { return nil }
    let days = Calendar.days(year: year, month: month, day: day)
    if let weekday, weekday != Calendar.weekday(days: days) { return nil }
    return Double(days) * 86_400 + time
  }

  private mutating func assign(
    _ field: WritableKeyPath<TemporalReader, Int>, _ value: Int?, _ range: ClosedRange<Int>
  ) -> Bool {
    guard let value, range.contains(value) else { return false }
    self[keyPath: field] = value
    return true
  }

  /// A number of exactly so many digits, or of up to so many.
  private mutating func digits(_ count: Int, isExact: Bool) -> Int? {
    let start = position
    var value = 0
    while position < bytes.count, position - start < count, bytes[position] &- 0x30 < 10 {
      value = value * 10 + Int(bytes[position] &- 0x30)
      position += 1
    }
    let length = position - start
    return length == count || (length > 0 && !isExact) ? value : nil
  }

  /// The index of the name that stands here in exactly this spelling.
  private mutating func name(_ names: [String], _ isFull: Bool, _ isUpper: Bool) -> Int? {
    for (index, name) in names.enumerated() {
      let text = TemporalPart.spelled(name, isFull: isFull, isUpper: isUpper).utf8
      if bytes[position...].starts(with: text) {
        position += text.count
        return index
      }
    }
    return nil
  }

  private mutating func readHalfDay(_ isUpper: Bool) -> Bool {
    guard position + 2 <= bytes.count else { return false }
    let letter = bytes[position]
    let bit: UInt8 = isUpper ? 0 : 0x20
    guard bytes[position + 1] == UInt8(ascii: "M") | bit,
      letter == UInt8(ascii: "A") | bit || letter == UInt8(ascii: "P") | bit
    else { return false }
    isAfternoon = letter == UInt8(ascii: "P") | bit
    position += 2
    return true
  }
}
