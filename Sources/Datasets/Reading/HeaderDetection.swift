/// Decides whether the first record of a file names its columns.
///
/// Every column has one vote: a number, date or missing marker in the first record over a column of
/// numbers speaks for data; a word over a column of numbers speaks for a header; over a column of
/// few distinct words it depends on whether the first record's word is one of them. A draw is a
/// header, as nearly all files have one.
struct HeaderDetection {
  let markers: MissingMarkers

  func hasHeader(_ records: [[SampleField]]) -> Bool {
    guard let first = records.first else { return true }
    let body = records.dropFirst().prefix(200).filter { $0.count == first.count }
    if body.isEmpty { return !first.contains { isValue($0.text) } }
    if isCount(first), body.count(where: { isCount($0) }) * 2 <= body.count { return true }
    var votes = 0
    for column in first.indices {
      votes += vote(first[column].text, over: body.map { $0[column].text }, isFirst: column == 0)
    }
    return votes >= 0
  }

  /// 1 for a header, -1 for data, 0 for neither.
  private func vote(_ head: String, over cells: [String], isFirst: Bool) -> Int {
    let known = cells.filter { !markers.containsAmongNumbers($0) }
    let values = Set(known).filter { isValue($0) }
    let valueCount = known.count { values.contains($0) }
    if !known.isEmpty, Double(valueCount) >= 0.9 * Double(known.count) {
      // A nameless first column is the index that data frames write.
      if head.isEmpty && isFirst { return 1 }
      return isValue(head) || (markers.containsAmongNumbers(head) && !head.isEmpty) ? -1 : 1
    }
    if known.isEmpty { return isValue(head) ? -1 : 0 }
    let distinct = Set(known)
    if distinct.contains(head) { return -1 }
    return known.count >= 10 && distinct.count * 5 <= known.count && !head.isEmpty ? 1 : 0
  }

  /// Whether a cell reads as a number, a date or a time.
  private func isValue(_ cell: String) -> Bool {
    let text = cell.trimmingBlanks
    guard text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return false }
    if NumberScanner.scan(text) != nil || NumberScanner.scan(text, usesDecimalComma: true) != nil {
      return true
    }
    return text.utf8.count <= 40 && TemporalPatterns.firstMatch([text]) != nil
  }

  /// Whether the record counts up evenly (`0,1,2,3` or `1990,1991,1992`), the first field aside:
  /// names of columns, hardly ever data.
  private func isCount(_ record: [SampleField]) -> Bool {
    var numbers = record.map { NumberScanner.scan($0.text.trimmingBlanks)?.value }
    if numbers.first == .some(nil) { numbers.removeFirst() }
    guard numbers.count >= 3, let first = numbers[0], let second = numbers[1] else { return false }
    return second > first
      && zip(numbers, numbers.dropFirst()).allSatisfy { earlier, later in
        guard let earlier, let later else { return false }
        return later - earlier == second - first
      }
  }
}
