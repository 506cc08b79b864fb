internal import Glibc

/// The digits of a number, laid out: sign, whole part, decimals, exponent.
struct NumberSpelling {
  private var isNegative = false
  private var whole = ""
  private var decimals = ""
  private var exponent = ""
  private var mark = "."

  /// Rounds to `decimals` digits after the mark and shows at least `shown` of them.
  init(of number: Double, decimals limit: Int, shown: Int, exponents: ExponentStyle) {
    let magnitude = abs(number)
    isNegative = number.sign == .minus
    if exponents != .never, spellWithExponent(magnitude, exponents, limit: limit, shown: shown) {
      return
    }
    // Below 2⁵⁰ the product's error stays under a quarter, so rounding finds the digits that were
    // read.
    if limit <= 15, magnitude * NumberScanner.powers[max(limit, 0)] < 0x1p50 {
      spellScaled(magnitude, digits: max(limit, 0))
    } else {
      spellShortest(magnitude, limit: limit)
    }
    if decimals.utf8.count > shown { trimZeros(to: shown) }
    if decimals.utf8.count < shown {
      decimals += String(repeating: "0", count: shown - decimals.utf8.count)
    }
    // A small negative number may round to nothing; a negative zero that was read stays.
    if number != 0, !whole.utf8.contains(where: { $0 > 0x30 }),
      !decimals.utf8.contains(where: { $0 > 0x30 })
    {
      isNegative = false
    }
  }

  private mutating func spellScaled(_ magnitude: Double, digits: Int) {
    let scaled = UInt64((magnitude * NumberScanner.powers[digits]).rounded())
    guard digits > 0 else {
      whole = String(scaled)
      return
    }
    let unit = UInt64(NumberScanner.powers[digits])
    whole = String(scaled / unit)
    let rest = String(scaled % unit)
    decimals = String(repeating: "0", count: digits - rest.utf8.count) + rest
  }

  /// The shortest digits that read back as the same number; rounded only when they are more than
  /// `limit`.
  private mutating func spellShortest(_ magnitude: Double, limit: Int) {
    let (digits, point) = Self.shortestDigits(magnitude)
    if limit <= 15, digits.utf8.count - point > limit {
      spellRounded(magnitude, limit: limit)
    } else if point <= 0 {
      whole = "0"
      decimals = String(repeating: "0", count: -point) + digits
    } else {
      let padded = digits + String(repeating: "0", count: max(0, point - digits.utf8.count))
      whole = String(padded.prefix(point))
      decimals = String(padded.dropFirst(point))
    }
  }

  /// The exact decimal expansion, rounded by the C library.
  private mutating func spellRounded(_ magnitude: Double, limit: Int) {
    let parts = Self.formatted(magnitude, "%.*f", limit).split(separator: ".")
    whole = parts.first.map(String.init) ?? "0"
    decimals = parts.count > 1 ? String(parts[1]) : ""
  }

  /// Spells with an exponent if the style asks for one here.
  private mutating func spellWithExponent(
    _ magnitude: Double, _ style: ExponentStyle, limit: Int, shown: Int
  ) -> Bool {
    switch style {
    case .always, .alwaysCapital:
      spellScientific(magnitude, decimals: shown, letter: style == .always ? "e" : "E")
    case .spreadsheet:
      guard magnitude != 0, magnitude < 1e-4 else { return false }
      spellScientific(magnitude, decimals: 2, letter: "E")
    case .extremes:
      guard magnitude != 0, magnitude < 1e-4 || magnitude >= 1e16 else { return false }
      spellShortestScientific(magnitude, limit: limit)
    case .whenShorter:
      guard magnitude != 0, magnitude < 1e-3 || magnitude >= 1e5 else { return false }
      let plain = NumberSpelling(of: magnitude, decimals: limit, shown: shown, exponents: .never)
      spellShortestScientific(magnitude, limit: limit)
      if text.utf8.count - (isNegative ? 1 : 0) < plain.text.utf8.count { return true }
      (whole, decimals, exponent) = ("", "", "")
      return false
    case .never: return false
    }
    return true
  }

  /// So many decimals, rounded by the C library.
  private mutating func spellScientific(_ magnitude: Double, decimals count: Int, letter: String) {
    let parts = Self.formatted(magnitude, "%.*e", count).split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    whole = String(mantissa[0])
    decimals = mantissa.count > 1 ? String(mantissa[1]) : ""
    exponent = letter + (parts.count > 1 ? parts[1] : "+00")
  }

  /// One digit, a mark, the other digits as far as they survive rounding at `limit` places.
  private mutating func spellShortestScientific(_ magnitude: Double, limit: Int) {
    let (digits, point) = Self.shortestDigits(magnitude)
    whole = String(digits.prefix(1))
    let kept =
      limit <= 15 ? max(0, min(digits.utf8.count - 1, limit + point - 1)) : digits.utf8.count - 1
    decimals = String(digits.dropFirst().prefix(kept))
    let power = point - 1
    exponent = "e" + (power < 0 ? "-" : "+") + (abs(power) < 10 ? "0" : "") + String(abs(power))
  }

  /// What the C library makes of a number with so many decimals.
  private static func formatted(_ magnitude: Double, _ format: String, _ decimals: Int) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let count = withVaList([CInt(decimals), magnitude]) { vsnprintf(&buffer, 400, format, $0) }
    let text = buffer.prefix(Int(max(0, min(count, 399)))).map { UInt8(bitPattern: $0) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The shortest digits of a positive number, and how many of them stand before the mark (may be
  /// negative).
  private static func shortestDigits(_ magnitude: Double) -> (digits: String, point: Int) {
    var text = magnitude.description
    var power = 0
    if let letter = text.firstIndex(of: "e") {
      power = Int(text[text.index(after: letter)...]) ?? 0
      text = String(text[..<letter])
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 && parts[1] != "0" ? parts[1] : ""
    let all = parts[0] + fraction
    let digits = all.drop { $0 == "0" }
    let point = parts[0].utf8.count + power - (all.utf8.count - digits.utf8.count)
    guard let last = digits.lastIndex(where: { $0 != "0" }) else { return ("0", 1) }
    return (String(digits[...last]), point)
  }

  private mutating func trimZeros(to shown: Int) {
    var bytes = Array(decimals.utf8)
    while bytes.count > shown, bytes.last == 0x30 { bytes.removeLast() }
    decimals = String(decoding: bytes, as: UTF8.self)
  }

  /// Sets thousands apart by commas.
  mutating func groupThousands() {
    guard whole.utf8.count > 3 else { return }
    var result: [UInt8] = []
    for (index, byte) in whole.utf8.enumerated() {
      if index > 0, (whole.utf8.count - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
      result.append(byte)
    }
    whole = String(decoding: result, as: UTF8.self)
  }

  /// Turns the decimal mark into a comma, and commas between groups into points.
  mutating func swapMarks() {
    mark = ","
    whole = String(whole.map { $0 == "," ? "." : $0 })
  }

  /// The number alone.
  var text: String { text(prefix: "", suffix: "") }

  /// The number between a prefix and a suffix; the sign comes before a visible prefix.
  func text(prefix: String, suffix: String) -> String {
    var text = ""
    let sign = isNegative ? "-" : ""
    let isBlank = prefix.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    text += isBlank ? prefix + sign : sign + prefix
    text += whole
    if !decimals.isEmpty { text += mark + decimals }
    return text + exponent + suffix
  }
}
