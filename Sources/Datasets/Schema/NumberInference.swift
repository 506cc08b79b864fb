/// Finds the number format of a column from its distinct texts.
enum NumberInference {
  /// The format in which all texts are numbers; nil when there is none.
  ///
  /// Texts that cannot be spelled again from their value (codes such as `007`, whole numbers of
  /// more than 15 digits) are not numbers; texts that merely vary in their spelling (`38.50` beside
  /// `39.2`) are.
  static func format(of texts: [String]) -> NumberFormat? {
    guard let first = texts.first else { return nil }
    // Most columns are plain numbers: no prefix, no suffix, a point.
    if let format = format(of: texts, NumberFormat()) { return format }
    guard let (prefix, suffix) = affixes(of: texts, first: first) else { return nil }
    for usesDecimalComma in [false, true] {
      let affixed = NumberFormat(prefix: prefix, suffix: suffix, usesDecimalComma: usesDecimalComma)
      if let format = format(of: texts, affixed) { return format }
    }
    return nil
  }

  /// The rest of a format whose prefix, suffix and decimal mark are known; nil when a text is no
  /// number in it.
  private static func format(of texts: [String], _ frame: NumberFormat) -> NumberFormat? {
    var numbers: [ScannedNumber] = []
    numbers.reserveCapacity(texts.count)
    let isPlain = frame == NumberFormat()
    for text in texts {
      // The bare scanner admits no blanks, which belong to a prefix or suffix.
      guard let number = isPlain ? NumberScanner.scan(text) : frame.scan(text),
        !number.hasLeadingZero,
        number.shownDecimals > 0 || number.hasExponent || number.significantDigits <= 15
      else { return nil }
      numbers.append(number)
    }
    var format = frame
    fit(&format, to: numbers)
    if format.exponents == .extremes { chooseExponents(&format, texts, numbers) }
    return isFaithful(format, numbers) ? format : nil
  }

  /// Sets everything but prefix, suffix and decimal mark; the exponents provisionally.
  private static func fit(_ format: inout NumberFormat, to numbers: [ScannedNumber]) {
    format.decimals = min(numbers.map(\.decimals).max() ?? 0, 17)
    let shown = numbers.map(\.shownDecimals)
    let least = shown.min() ?? 0
    format.isFixed = shown.allSatisfy { $0 == least }
    format.isGrouped = numbers.contains { $0.isGrouped }
    // Zeros at the end tell how many decimals are shown at least; without any, one is enough to
    // mark a decimal.
    let hasEndingZeros = numbers.contains { $0.shownDecimals > $0.decimals }
    format.minimumDecimals = format.isFixed || hasEndingZeros ? least : min(least, 1)
    guard numbers.contains(where: \.hasExponent) else { return }
    format.exponents = .extremes
    if numbers.allSatisfy(\.hasExponent) { return }
    let plain = numbers.filter { !$0.hasExponent }.map(\.shownDecimals)
    format.isFixed = false
    format.minimumDecimals = min(plain.min() ?? 0, 1)
  }

  /// Takes the style of exponents that spells most texts as they are, judged by a thousand of them.
  private static func chooseExponents(
    _ format: inout NumberFormat, _ texts: [String], _ numbers: [ScannedNumber]
  ) {
    let pairs = zip(texts, numbers)
    let sample =
      Array(pairs.lazy.filter(\.1.hasExponent).prefix(500))
      + Array(pairs.lazy.filter { !$0.1.hasExponent }.prefix(500))
    var best = (style: ExponentStyle.extremes, count: -1)
    for style in ExponentStyle.allCases {
      format.exponents = style
      let count = sample.count { format.text($1.value) == $0 }
      if count > best.count, isFaithful(format, sample.map(\.1)) { best = (style, count) }
    }
    format.exponents = best.style
  }

  /// Whether every value survives being written and read again.
  private static func isFaithful(_ format: NumberFormat, _ numbers: [ScannedNumber]) -> Bool {
    numbers.allSatisfy { number in
      let text = format.text(number.value)
      let frame = format.prefix.isEmpty && format.suffix.isEmpty && !format.usesDecimalComma
      return (frame ? NumberScanner.scan(text)?.value : format.number(text)) == number.value
    }
  }

  /// The prefix and suffix that all texts share; nil when they differ in more than blanks or cannot
  /// be numbers.
  private static func affixes(of texts: [String], first: String) -> (
    prefix: String, suffix: String
  )? {
    guard let model = AffixedNumber(first), isPrefix(model.prefix),
      isSuffix(model.suffix, texts.count)
    else { return nil }
    var prefix: String? = model.prefix
    var suffix: String? = model.suffix
    let mark = model.prefix.trimmingBlanks
    let unit = model.suffix.trimmingBlanks
    for text in texts.dropFirst() {
      guard let parts = AffixedNumber(text) else { return nil }
      if parts.prefix != prefix {
        guard parts.prefix.trimmingBlanks == mark else { return nil }
        prefix = nil
      }
      if parts.suffix != suffix {
        guard parts.suffix.trimmingBlanks == unit else { return nil }
        suffix = nil
      }
    }
    return (prefix ?? mark, suffix ?? unit)
  }

  /// Before a number: blanks and money alone, as other words make codes (`A1`, `Room 5`).
  private static func isPrefix(_ prefix: String) -> Bool {
    let mark = prefix.trimmingBlanks
    return mark.isEmpty || currencies.contains(mark)
  }

  /// After a number: money, a percent sign, or a unit, which is known as such by following many
  /// numbers.
  private static func isSuffix(_ suffix: String, _ count: Int) -> Bool {
    let unit = suffix.trimmingBlanks
    if unit.isEmpty || unit == "%" || unit == "." || currencies.contains(unit) { return true }
    return count > 10 && unit.count <= 12
  }

  private static let currencies: Set<String> = [
    "$", "€", "£", "¥", "₹", "₩", "₽", "₺", "R$", "US$", "A$", "C$", "USD", "EUR", "GBP", "CHF",
    "JPY",
    "INR", "CNY", "AUD", "CAD", "Rs", "Rs.", "kr", "zł",
  ]
}
