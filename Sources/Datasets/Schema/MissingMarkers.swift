/// The cell texts that stand for "no value".
///
/// A cell is compared without the blanks around it and with its case as written. Some markers are
/// words that a category may well be called (`None`, `-`): these count only in columns whose other
/// cells are all numbers or dates, where nothing else can be meant.
public struct MissingMarkers: Sendable, Equatable, Codable {
  /// Markers in any column.
  public var everywhere: [String]
  /// Further markers in columns of numbers, dates and times.
  public var amongNumbers: [String]

  /// Markers for any column and for numeric columns; without `amongNumbers` the first list is all
  /// there is.
  public init(everywhere: [String], amongNumbers: [String] = []) {
    self.everywhere = everywhere
    self.amongNumbers = amongNumbers
  }

  /// The usual spellings, among them those of pandas, R, SQL dumps and spreadsheets.
  public static let standard = MissingMarkers(
    everywhere: [
      "", "NA", "N/A", "n/a", "<NA>", "NaN", "nan", "-nan", "null", "NULL", "Null", "?", "#N/A",
      "\\N",
    ],
    amongNumbers: [
      "None", "none", "NONE", "NaT", "na", "NAN", "(null)", "-", "--", "---", ".", "..", "*", "inf",
      "-inf", "Inf", "-Inf", "Infinity", "-Infinity", "#DIV/0!", "#VALUE!", "#REF!", "#NUM!",
      "missing", "Missing", "unknown", "Unknown", "UNKNOWN", "nil", "0000-00-00",
      "0000-00-00 00:00:00",
    ])

  /// Whether a cell means "no value" in any column.
  public func contains(_ cell: String) -> Bool {
    everywhere.contains(cell.trimmingBlanks)
  }

  /// Whether a cell means "no value" in a column of numbers, dates or times.
  public func containsAmongNumbers(_ cell: String) -> Bool {
    let text = cell.trimmingBlanks
    return everywhere.contains(text) || amongNumbers.contains(text)
  }
}

/// The markers prepared for asking about every level of a column.
struct MarkerLookup {
  private let texts: Set<String>
  private var firstBytes = [Bool](repeating: false, count: 256)

  init(_ markers: [String]) {
    texts = Set(markers)
    for marker in markers {
      if let first = marker.utf8.first { firstBytes[Int(first)] = true }
    }
    // Cells that begin with a blank (the second byte of 0xC2A0 included) are looked at in full.
    for blank in [0x20, 0x09, 0xC2] { firstBytes[blank] = true }
  }

  /// Whether the cell, without the blanks around it, is a marker.
  func contains(_ cell: String) -> Bool {
    guard let first = cell.utf8.first else { return texts.contains("") }
    return firstBytes[Int(first)] && texts.contains(cell.trimmingBlanks)
  }
}

extension String {
  /// The text without spaces, tabs and no-break spaces at its ends.
  var trimmingBlanks: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    // Most cells have no blank at either end (0xC2A0 is a no-break space): nothing to copy.
    if first != 0x20 && first != 0x09 && first != 0xC2 && last != 0x20 && last != 0x09
      && last != 0xA0
    {
      return self
    }
    let isBlank = { (scalar: Unicode.Scalar) in
      scalar == " " || scalar == "\t" || scalar == "\u{A0}"
    }
    guard let start = unicodeScalars.firstIndex(where: { !isBlank($0) }),
      let end = unicodeScalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(unicodeScalars[start...end])
  }
}
