/// Tells keys from measurements among columns of whole numbers that all differ.
enum IdentifierRule {
  /// Whether whole numbers that differ in every row are a key rather than a measurement.
  ///
  /// They are when they count the rows, when there are so many of them in so small a range that
  /// chance would have repeated some (for n values spread over R, n² / 2R pairs are expected to
  /// coincide; more than five expected and none seen is no chance), or when the column is called a
  /// key.
  static func isKey(column: Column, known: [Int], format: NumberFormat) -> Bool {
    let values = known.compactMap { format.number(column.levels[$0]) }
    guard values.count == known.count, values.count >= 10 else { return false }
    if countsRows(values) { return true }
    guard values.count >= 50 else { return false }
    if isKeyName(column.name) { return true }
    let sorted = values.sorted()
    // Twice the middle half: a range that a few outliers do not stretch.
    let spread = max(2 * (sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]), 1)
    let count = Double(values.count)
    return count * count / (2 * spread) > 5
  }

  /// Levels stand in order of first appearance, so this is the order of the rows.
  private static func countsRows(_ values: [Double]) -> Bool {
    zip(values, values.dropFirst()).allSatisfy { $1 - $0 == 1 }
  }

  /// Whether the last word of a name says "key": `customer_id`, `CustomerID`, `RowNumber`.
  static func isKeyName(_ name: String) -> Bool {
    guard let last = words(of: name).last else { return false }
    return ["id", "ids", "key", "uuid", "guid", "index", "number", "no", "nr"].contains(last)
  }

  /// The words of a name in small letters, split at signs and at changes to capitals.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in name {
      let isWord = character.isLetter || character.isNumber
      if !isWord || (character.isUppercase && wasLower) {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      }
      if isWord { word.append(character) }
      wasLower = character.isLowercase
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }
}
