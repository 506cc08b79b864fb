/// One piece of a date or time pattern.
enum TemporalPart: Sendable, Equatable {
  case literal([UInt8])
  case year
  case shortYear
  case month(isPadded: Bool)
  case day(isPadded: Bool)
  case monthName(isFull: Bool, isUpper: Bool)
  case weekday(isFull: Bool, isUpper: Bool)
  case hour(isPadded: Bool)
  case halfDayHour(isPadded: Bool)
  case minute
  case second
  case fraction(digits: Int)
  case halfDay(isUpper: Bool)

  /// The pieces of a pattern; nil when it has letters that are not known.
  static func parts(of pattern: String) -> [TemporalPart]? {
    var parts: [TemporalPart] = []
    var literal: [UInt8] = []
    var bytes = pattern.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "%") else {
        literal.append(byte)
        continue
      }
      guard var letter = bytes.next() else { return nil }
      if letter == UInt8(ascii: "%") {
        literal.append(letter)
        continue
      }
      var flag: UInt8 = 0
      if letter == UInt8(ascii: "-") || letter == UInt8(ascii: "^") || letter &- 0x31 < 9 {
        flag = letter
        guard let following = bytes.next() else { return nil }
        letter = following
      }
      guard let part = part(letter, flag: flag) else { return nil }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = []
      parts.append(part)
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
    return parts
  }

  private static func part(_ letter: UInt8, flag: UInt8) -> TemporalPart? {
    let isPadded = flag != UInt8(ascii: "-")
    let isUpper = flag == UInt8(ascii: "^")
    return switch letter {
    case UInt8(ascii: "Y"): .year
    case UInt8(ascii: "y"): .shortYear
    case UInt8(ascii: "m"): .month(isPadded: isPadded)
    case UInt8(ascii: "d"): .day(isPadded: isPadded)
    case UInt8(ascii: "b"): .monthName(isFull: false, isUpper: isUpper)
    case UInt8(ascii: "B"): .monthName(isFull: true, isUpper: isUpper)
    case UInt8(ascii: "a"): .weekday(isFull: false, isUpper: isUpper)
    case UInt8(ascii: "A"): .weekday(isFull: true, isUpper: isUpper)
    case UInt8(ascii: "H"): .hour(isPadded: isPadded)
    case UInt8(ascii: "I"): .halfDayHour(isPadded: isPadded)
    case UInt8(ascii: "M"): .minute
    case UInt8(ascii: "S"): .second
    case UInt8(ascii: "f"): .fraction(digits: flag == 0 ? 6 : Int(flag) - 0x30)
    case UInt8(ascii: "p"): .halfDay(isUpper: true)
    case UInt8(ascii: "P"): .halfDay(isUpper: false)
    default: nil
    }
  }

  var isDate: Bool {
    switch self {
    case .year, .shortYear, .month, .day, .monthName: true
    default: false
    }
  }

  var isTime: Bool {
    switch self {
    case .hour, .halfDayHour, .minute, .second: true
    default: false
    }
  }

  /// Seconds between neighbouring values.
  var resolution: Double {
    switch self {
    case .hour, .halfDayHour: 3_600
    case .minute: 60
    case .second: 1
    case .fraction(let digits): 1 / NumberScanner.powers[min(max(digits, 1), 9)]
    default: 86_400
    }
  }

  /// English names, in capitals and small letters; the short ones are their first three letters.
  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// From Sunday.
  static let weekdayNames = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  /// A name as a pattern asks for it.
  static func spelled(_ name: String, isFull: Bool, isUpper: Bool) -> String {
    let text = isFull ? name : String(name.prefix(3))
    return isUpper ? text.uppercased() : text
  }
}
