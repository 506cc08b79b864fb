/// A number as it is spelled in a cell.
struct ScannedNumber: Equatable {
  var value: Double
  /// Digits after the decimal mark, as shown.
  var shownDecimals = 0
  /// Digits after the decimal mark without the zeros at the end; with an exponent, as if written
  /// without.
  var decimals = 0
  /// All digits before an exponent, leading zeros aside.
  var significantDigits = 0
  /// Whether thousands are set apart.
  var isGrouped = false
  /// Whether it is written like `1e5`.
  var hasExponent = false
  /// Whether the whole part begins with a zero that a number does not need: `007`.
  var hasLeadingZero = false
}

/// Reads decimal numbers: a sign, digits that may be grouped by thousands, a decimal mark, an
/// exponent.
///
/// Words such as `nan`, `inf` and hexadecimal digits, which the C library would take, are not
/// numbers here.
struct NumberScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let mark: UInt8
  private let separator: UInt8
  private var position = 0
  private var mantissa: UInt64 = 0
  private var number = ScannedNumber(value: 0)
  private var exponent = 0
  private var isNegative = false

  /// The number that the whole text spells; nil when it spells none.
  ///
  /// With `usesDecimalComma` a comma is the decimal mark and a point groups thousands.
  static func scan(_ text: String, usesDecimalComma: Bool = false) -> ScannedNumber? {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = NumberScanner(bytes, usesDecimalComma)
      return scanner.scan()
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ usesDecimalComma: Bool) {
    self.bytes = bytes
    mark = usesDecimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    separator = usesDecimalComma ? UInt8(ascii: ".") : UInt8(ascii: ",")
  }

  private var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func scan() -> ScannedNumber? {
    if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") {
      isNegative = next == UInt8(ascii: "-")
      position += 1
    }
    guard let wholeDigits = scanWhole() else { return nil }
    var digits = wholeDigits
    if next == mark {
      position += 1
      number.shownDecimals = scanDigits()
      digits += number.shownDecimals
    }
    guard digits > 0, scanExponent(), position == bytes.count else { return nil }
    number.decimals = max(0, number.shownDecimals - trailingZeros() - exponent)
    guard let value = value() else { return nil }
    number.value = value
    return number
  }

  /// The digits before the decimal mark, with separators only where they belong; their count.
  private mutating func scanWhole() -> Int? {
    let start = position
    let digits = scanDigits()
    number.hasLeadingZero = digits > 1 && bytes[start] == 0x30
    guard next == separator, digits >= 1, digits <= 3 else { return digits }
    var count = digits
    while next == separator {
      position += 1
      guard scanDigits() == 3 else { return nil }
      count += 3
    }
    number.isGrouped = true
    number.hasLeadingZero = bytes[start] == 0x30
    return count
  }

  /// Takes digits into the mantissa; their count.
  private mutating func scanDigits() -> Int {
    let start = position
    while position < bytes.count, bytes[position] &- 0x30 < 10 {
      let digit = bytes[position] &- 0x30
      if number.significantDigits > 0 || digit > 0 { number.significantDigits += 1 }
      if number.significantDigits <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
      position += 1
    }
    return position - start
  }

  /// False when an exponent begins and does not end.
  private mutating func scanExponent() -> Bool {
    guard next | 0x20 == UInt8(ascii: "e") else { return true }
    number.hasExponent = true
    position += 1
    let isDown = next == UInt8(ascii: "-")
    if isDown || next == UInt8(ascii: "+") { position += 1 }
    let start = position
    while position < bytes.count, bytes[position] &- 0x30 < 10, position - start < 4 {
      exponent = exponent * 10 + Int(bytes[position] &- 0x30)
      position += 1
    }
    if isDown { exponent = -exponent }
    return position > start
  }

  /// Zeros at the end of the shown decimals.
  private func trailingZeros() -> Int {
    var end = bytes.count
    if number.hasExponent, let letter = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") })
    {
      end = letter
    }
    var count = 0
    while count < number.shownDecimals, bytes[end - 1 - count] == 0x30 { count += 1 }
    return count
  }

  /// The value, correctly rounded; nil beyond the range of `Double`.
  private func value() -> Double? {
    let power = exponent - number.shownDecimals
    if number.significantDigits <= 15, abs(power) <= 22 {
      // Both factors are exact, so one rounding gives the nearest double (Clinger 1990).
      let magnitude = Double(mantissa)
      let result = power < 0 ? magnitude / Self.powers[-power] : magnitude * Self.powers[power]
      return isNegative ? -result : result
    }
    var plain = bytes.filter { $0 != separator }
    if let index = plain.firstIndex(of: mark) { plain[index] = UInt8(ascii: ".") }
    guard let result = Double(String(decoding: plain, as: UTF8.self)), result.isFinite else {
      return nil
    }
    return result
  }

  /// 10⁰ to 10²², all exact.
  static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
