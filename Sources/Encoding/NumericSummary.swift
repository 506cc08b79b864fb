internal import Datasets

/// The distinct numbers of a column with how often each occurs and how it is spelled most often.
struct NumericSummary {
  /// Ascending.
  var values: [Double] = []
  var counts: [Int] = []
  var spellings: [String] = []
  /// Spellings of "no value" with their counts, in order of first appearance.
  var missing: [(text: String, count: Int)] = []
  /// For every level of the column its number; nan where missing.
  var numbers: [Double] = []

  init(_ column: Column, numbers: [Double]) {
    self.numbers = numbers
    var levelCounts = [Int](repeating: 0, count: column.levels.count)
    for code in column.codes { levelCounts[Int(code)] += 1 }
    let order = numbers.indices.filter { !numbers[$0].isNaN && levelCounts[$0] > 0 }
      .sorted { numbers[$0] < numbers[$1] || (numbers[$0] == numbers[$1] && $0 < $1) }
    var best = 0
    for level in order {
      if let last = values.last, last == numbers[level] {
        counts[counts.count - 1] += levelCounts[level]
        if levelCounts[level] > best {
          best = levelCounts[level]
          spellings[spellings.count - 1] = column.levels[level]
        }
      } else {
        values.append(numbers[level])
        counts.append(levelCounts[level])
        spellings.append(column.levels[level])
        best = levelCounts[level]
      }
    }
    for level in numbers.indices where numbers[level].isNaN && levelCounts[level] > 0 {
      missing.append((column.levels[level], levelCounts[level]))
    }
  }

  /// Rows with a number.
  var knownCount: Int { counts.reduce(0, +) }
}

/// Texts with weights, drawn by frequency.
struct WeightedTexts: Codable, Sendable, Equatable {
  var texts: [String]
  private var cumulative: [Int]

  init(_ entries: [(text: String, count: Int)]) {
    texts = entries.map(\.text)
    cumulative = []
    var sum = 0
    for entry in entries {
      sum += entry.count
      cumulative.append(sum)
    }
  }

  /// Whether every text has a weight.
  var isConsistent: Bool { texts.count == cumulative.count }

  var isEmpty: Bool { texts.isEmpty }

  /// The index of a text drawn with a uniform number in 0 ..< 1.
  func index(_ uniform: Double) -> Int {
    guard let total = cumulative.last else { return 0 }
    return min(cumulative.upperBound(Int(uniform * Double(total))), texts.count - 1)
  }
}
