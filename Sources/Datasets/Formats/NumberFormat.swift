/// How a column spells its numbers, found from its cells and used to write new ones.
public struct NumberFormat: Codable, Sendable, Equatable {
  /// Digits after the decimal mark that distinguish the values; above 15 numbers are not rounded.
  public var decimals: Int
  /// Whether every cell shows equally many digits after the mark (`3.50`), rather than as few as
  /// needed (`3.5`).
  public var isFixed: Bool
  /// Whether thousands are grouped (`1,105`).
  public var isGrouped: Bool
  /// Text before the number in every cell, such as `$` or a space; a sign stands before it.
  public var prefix: String
  /// Text after the number in every cell, such as `%` or a space.
  public var suffix: String
  /// The least digits shown after the mark, needed or not: 1 for data frames' `41.0` and `3.25`.
  public var minimumDecimals: Int
  /// Whether the decimal mark is a comma and groups are set apart by points.
  public var usesDecimalComma: Bool
  /// When numbers are written with an exponent.
  public var exponents: ExponentStyle

  /// A number format; the default spells plain whole numbers.
  public init(
    decimals: Int = 0, isFixed: Bool = true, isGrouped: Bool = false, prefix: String = "",
    suffix: String = "", minimumDecimals: Int = 0, usesDecimalComma: Bool = false,
    exponents: ExponentStyle = .never
  ) {
    self.decimals = decimals
    self.isFixed = isFixed
    self.isGrouped = isGrouped
    self.prefix = prefix
    self.suffix = suffix
    self.minimumDecimals = minimumDecimals
    self.usesDecimalComma = usesDecimalComma
    self.exponents = exponents
  }

  /// The number that the text stands for, prefix, suffix and blanks aside; nil when it is not one
  /// in this format.
  public func number(_ text: String) -> Double? {
    scan(text)?.value
  }

  /// The text of a number, rounded to `decimals`.
  ///
  /// Not a number and infinities have no spelling and give "".
  public func text(_ number: Double) -> String {
    guard number.isFinite else { return "" }
    let isScientific = exponents == .always || exponents == .alwaysCapital
    let shown = isFixed && !isScientific ? max(decimals, minimumDecimals) : minimumDecimals
    var spelling = NumberSpelling(
      of: number, decimals: decimals, shown: shown, exponents: exponents)
    if isGrouped { spelling.groupThousands() }
    if usesDecimalComma { spelling.swapMarks() }
    if prefix.isEmpty && suffix.isEmpty { return spelling.text }
    return spelling.text(prefix: prefix, suffix: suffix)
  }

  /// The number with its spelling; nil when the text is not one in this format.
  func scan(_ text: String) -> ScannedNumber? {
    if prefix.isEmpty && suffix.isEmpty {
      if let number = NumberScanner.scan(text, usesDecimalComma: usesDecimalComma) { return number }
    }
    let core = text.trimmingBlanks
    let mark = prefix.trimmingBlanks
    let unit = suffix.trimmingBlanks
    if mark.isEmpty && unit.isEmpty {
      return NumberScanner.scan(core, usesDecimalComma: usesDecimalComma)
    }
    guard let parts = AffixedNumber(core), parts.prefix.trimmingBlanks == mark,
      parts.suffix.trimmingBlanks == unit
    else { return nil }
    return NumberScanner.scan(parts.core, usesDecimalComma: usesDecimalComma)
  }
}

/// When a column writes its numbers with an exponent.
public enum ExponentStyle: String, Codable, Sendable, CaseIterable {
  /// Never: `0.00001`.
  case never
  /// Below 0.0001 and from 10¹⁶ on, as Python does: `1e-05`.
  case extremes
  /// Wherever that is shorter, as R does: `1e+05`.
  case whenShorter
  /// Below 0.0001, with two decimals, as spreadsheets do: `9.80E-05`.
  case spreadsheet
  /// Always, with as many decimals before the exponent as `minimumDecimals` says: `2.50e+00`.
  case always
  /// The same with a capital: `2.50E+00`.
  case alwaysCapital
}

/// A cell taken apart into text before a number, the number with its sign, and text after it.
struct AffixedNumber {
  var prefix: String
  var core: String
  var suffix: String

  /// Nil when the cell has no digit.
  init?(_ cell: String) {
    let text = cell.utf8
    let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    guard var start = text.firstIndex(where: isDigit), let last = text.lastIndex(where: isDigit)
    else {
      return nil
    }
    if start > text.startIndex, text[text.index(before: start)] == UInt8(ascii: ".") {
      start = text.index(before: start)
    }
    let end = text.index(after: last)
    var before = String(cell[..<start])
    var sign = ""
    // The sign stands next to the number (`$-5`) or before everything (`-$5`).
    if let last = before.last, last == "-" || last == "+" {
      sign = String(before.removeLast())
    } else if let first = before.first, first == "-" || first == "+" {
      sign = String(before.removeFirst())
    }
    prefix = before
    core = sign + cell[start..<end]
    suffix = String(cell[end...])
  }
}
