internal import Datasets
internal import Synchronization

/// Replaces rare names and clips numbers in drawn rows, and counts what it changes.
///
/// A rare name gives way to a frequent one, drawn by how many real rows have it; a number beyond the quantiles becomes the real number at
/// the quantile. The label is left as it is, so that classes keep their numbers of rows.
final class PrivacyMending: RowRequirement {
  /// What happens to the cells of one column.
  private enum Rule: Sendable {
    /// Texts that may stay, with the number of real rows that have them.
    case names([String: Int], missing: Set<String>)
    /// The texts at the quantiles and the numbers that they stand for.
    case numbers(lowest: (text: String, number: Double), highest: (text: String, number: Double))
  }

  private let rules: [Int: Rule]
  private let schema: Schema
  private let seed: UInt64
  private let counts = Mutex((rounds: 0, cells: 0, changed: 0))

  let name = "protection of rare names and extremes"

  /// Rules from the training rows.
  /// - Throws: `PipelineError.invalidValue` where a column has rare names alone.
  init(
    _ privacy: PrivacyConfiguration, training: Table, schema: Schema, labelIndex: Int?,
    seed: UInt64
  ) throws(PipelineError) {
    var rules: [Int: Rule] = [:]
    for (index, column) in training.columns.enumerated() where index != labelIndex {
      let own = schema.columns[index]
      let counts = column.levelCounts
      switch own.kind {
      case .categorical, .boolean:
        guard privacy.leastNameCount > 1 else { continue }
        let known = column.levels.indices.filter {
          counts[$0] > 0 && !own.isMissing(column.levels[$0])
        }
        let kept = known.filter { counts[$0] >= privacy.leastNameCount }
        if kept.count == known.count { continue }
        if kept.isEmpty {
          throw .invalidValue(
            name: "protect-rare", found: "\(privacy.leastNameCount)",
            expected:
              "at most \(known.map { counts[$0] }.max() ?? 0) rows, as many as the most frequent name of "
              + "'\(column.name.shown())' has,")
        }
        rules[index] = .names(
          Dictionary(uniqueKeysWithValues: kept.map { (column.levels[$0], counts[$0]) }),
          missing: Set(own.missingMarkers))
      case .integer, .decimal, .temporal:
        guard privacy.clippedShare > 0 else { continue }
        let numbers = column.levels.indices.compactMap { level in
          own.number(column.levels[level]).map { (column.levels[level], $0, counts[level]) }
        }.filter { $0.2 > 0 }.sorted { $0.1 < $1.1 }
        let total = numbers.reduce(0) { $0 + $1.2 }
        if let lowest = Self.quantile(privacy.clippedShare, numbers, total),
          let highest = Self.quantile(1 - privacy.clippedShare, numbers, total)
        {
          rules[index] = .numbers(lowest: lowest, highest: highest)
        }
      case .text, .identifier, .constant: continue
      }
    }
    (self.rules, self.schema, self.seed) = (rules, schema, seed)
  }

  /// The real number up to which a share of the rows lies.
  private static func quantile(
    _ share: Double, _ numbers: [(text: String, number: Double, count: Int)], _ total: Int
  ) -> (text: String, number: Double)? {
    var sum = 0
    for entry in numbers {
      sum += entry.count
      if Double(sum) >= share * Double(total) { return (entry.text, entry.number) }
    }
    return numbers.last.map { ($0.text, $0.number) }
  }

  func mended(_ table: Table, keeping fixed: Set<Int>) -> Table {
    let round = counts.withLock { counts in
      counts.rounds += 1
      return counts.rounds
    }
    var result = table
    var changed = 0
    for (index, rule) in rules.sorted(by: { $0.key < $1.key }) where !fixed.contains(index) {
      let column = table.columns[index]
      switch rule {
      case .names(let kept, let missing):
        let isRare = column.levels.map { kept[$0] == nil && !missing.contains($0) }
        guard column.codes.contains(where: { isRare[Int($0)] }) else { continue }
        let names = kept.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        var bounds: [Int] = []
        for name in names { bounds.append((bounds.last ?? 0) + name.value) }
        var generator = SeededGenerator(seed: seed, stream: "names \(index) \(round)")
        var cells = (0..<table.rowCount).map { column[$0] }
        for row in cells.indices where isRare[Int(column.codes[row])] {
          let place = Int.random(in: 0..<max(1, bounds.last ?? 1), using: &generator)
          cells[row] = names[bounds.firstIndex { place < $0 } ?? 0].key
          changed += 1
        }
        result.columns[index] = Column(name: column.name, cells: cells)
      case .numbers(let lowest, let highest):
        let texts = column.levels.map { text -> String in
          guard let number = schema.columns[index].number(text) else { return text }
          return number < lowest.number
            ? lowest.text : number > highest.number ? highest.text : text
        }
        if texts == column.levels { continue }
        changed += column.codes.count { texts[Int($0)] != column.levels[Int($0)] }
        result.columns[index] = Column(
          name: column.name, cells: (0..<table.rowCount).map { texts[Int(column.codes[$0])] })
      }
    }
    counts.withLock { counts in
      counts.cells += table.rowCount * rules.keys.count { !fixed.contains($0) }
      counts.changed += changed
    }
    return result
  }

  /// Rare names and extremes are replaced, so every row will do.
  func isMet(_ table: Table) -> [Bool] { [Bool](repeating: true, count: table.rowCount) }

  /// The share of the cells of protected columns that was changed.
  var changedShare: Double {
    counts.withLock { $0.cells == 0 ? 0 : Double($0.changed) / Double($0.cells) }
  }
}

/// What a measure says of the rows made, and of rows from the same model without protection.
public struct ProtectionCost: Codable, Sendable, Equatable {
  /// The measure's name, as in the report.
  public var metric: String
  /// Of the rows made.
  public var protected: Double
  /// Of rows drawn without protection.
  public var unprotected: Double
}

/// Rejects rows that are nearer to a training row than training rows are to each other.
struct DistanceRequirement: RowRequirement {
  let filter: ClosestRecordFilter

  let name = "distance to real rows"

  func isMet(_ table: Table) -> [Bool] {
    // What was built of one schema fits it again.
    (try? filter.isFarEnough(table)) ?? [Bool](repeating: false, count: table.rowCount)
  }
}

extension Pipeline {
  /// What protects single real rows, and what counts its changes.
  func protection(
    _ dataset: Dataset, _ parts: Parts
  ) throws -> (requirements: [any RowRequirement], mending: PrivacyMending?) {
    let privacy = configuration.privacy
    guard privacy.isOn else { return ([], nil) }
    let mending = try PrivacyMending(
      privacy, training: parts.training, schema: dataset.schema,
      labelIndex: dataset.label.columnIndex, seed: configuration.seed(of: .decode))
    var requirements: [any RowRequirement] = [mending]
    if privacy.closeShare > 0 {
      let filter = try ClosestRecordFilter(
        training: parts.training, schema: dataset.schema, quantile: privacy.closeShare,
        threadCount: configuration.threadCount)
      requirements.append(DistanceRequirement(filter: filter))
    }
    return (requirements, mending)
  }
}
