internal import Datasets
internal import Glibc

/// Finds the columns that are better told by what is left of them after earlier ones (see `ColumnOffset`).
struct OffsetSearch {
  private let table: Table
  private let schema: Schema
  /// For every numeric column its numbers, row by row.
  private let numbers: [[Double]?]

  init(_ table: Table, schema: Schema) {
    self.table = table
    self.schema = schema
    numbers = zip(table.columns, schema.columns).map { column, schema in
      schema.isNumeric ? ColumnOffset.numbers(column, schema) : nil
    }
  }

  /// What to take off a column; nil where nothing helps.
  func offset(of index: Int) -> ColumnOffset? {
    switch schema.columns[index].kind {
    case .temporal: timeOffset(of: index)
    case .integer, .decimal: sumOffset(of: index)
    default: nil
    }
  }

  /// Earlier columns of these kinds that are known wherever this one is.
  private func candidates(_ index: Int, _ kinds: Set<ColumnKind>) -> [Int] {
    guard let own = numbers[index] else { return [] }
    return (0..<index).filter { other in
      guard kinds.contains(schema.columns[other].kind), let values = numbers[other] else {
        return false
      }
      return zip(own, values).allSatisfy { $0.isNaN || !$1.isNaN }
    }
  }

  // MARK: Moments

  /// A distance in time may vary at most this fraction of what the moment does.
  private static let maximumDeviationRatio = 0.25

  /// The earlier moment from which this one's distance varies least.
  private func timeOffset(of index: Int) -> ColumnOffset? {
    guard let own = numbers[index], let whole = deviation(own) else { return nil }
    var best: (index: Int, deviation: Double)?
    for base in candidates(index, [.temporal]) {
      guard let values = numbers[base], let spread = deviation(zip(own, values).map { $0 - $1 }),
        spread <= Self.maximumDeviationRatio * whole, spread < best?.deviation ?? .infinity
      else { continue }
      best = (base, spread)
    }
    return best.map {
      ColumnOffset(terms: [.init(index: $0.index, sign: 1)], decimals: 6, range: nil)
    }
  }

  private func deviation(_ numbers: [Double]) -> Double? {
    let known = numbers.filter { !$0.isNaN }
    if known.count < 2 { return nil }
    let mean = known.reduce(0, +) / Double(known.count)
    return (known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count)).squareRoot()
  }

  // MARK: Sums

  /// A column with less entropy than this, in bits, is left alone: its levels are few enough to be learned.
  private static let minimumEntropy = 2.0
  /// The residual's entropy is at most this fraction of the column's, if that is at least `highEntropy`.
  private static let maximumEntropyRatio = 0.6
  private static let highEntropy = 4.5
  /// Below `highEntropy` only links that leave next to nothing count.
  private static let strictEntropyRatio = 0.1
  /// Each further term lowers the entropy to at most this fraction.
  private static let termGain = 0.8
  private static let maximumTermCount = 4
  /// Pairs are tried among at most so many earlier columns.
  private static let maximumPairedCount = 40
  /// Decimals beyond which equality of sums means nothing.
  private static let maximumDecimals = 6
  private static let sampleSize = 1_000

  /// The earlier columns whose signed sum leaves the least entropy, added one by one, or two at a time where one alone says
  /// nothing.
  private func sumOffset(of index: Int) -> ColumnOffset? {
    let columns = candidates(index, [.integer, .decimal])
    guard let own = numbers[index], !columns.isEmpty else { return nil }
    func decimals(_ column: Int) -> Int { schema.columns[column].numberFormat?.decimals ?? 0 }
    guard decimals(index) <= Self.maximumDecimals else { return nil }
    let usable = columns.filter { decimals($0) <= Self.maximumDecimals }
    let precision = ([index] + usable).map(decimals).max() ?? 0
    let known = own.indices.filter { !own[$0].isNaN }
    guard !known.isEmpty else { return nil }
    let step = max(1, known.count / Self.sampleSize)
    let rows = stride(from: 0, to: known.count, by: step).map { known[$0] }
    let search = SumSearch(
      own: rows.map { own[$0] },
      others: usable.map { column in (column, rows.map { numbers[column]?[$0] ?? 0 }) },
      scale: pow(10, Double(precision)))
    let first = search.entropy([])
    guard first >= Self.minimumEntropy else { return nil }
    var terms: [ColumnOffset.Term] = []
    var entropy = first
    while terms.count < Self.maximumTermCount,
      let next = search.extended(terms, pairs: usable.count <= Self.maximumPairedCount),
      next.entropy <= Self.termGain * entropy
    {
      (terms, entropy) = (next.terms, next.entropy)
      if entropy < 0.01 { break }
    }
    let ratio = first >= Self.highEntropy ? Self.maximumEntropyRatio : Self.strictEntropyRatio
    guard !terms.isEmpty, entropy <= ratio * first else { return nil }
    let all = known.map { own[$0] }
    let range = (all.min() ?? 0)...(all.max() ?? 0)
    return ColumnOffset(terms: terms, decimals: precision, range: range)
  }
}

/// The entropy of residuals over a sample of rows.
private struct SumSearch {
  let own: [Double]
  let others: [(index: Int, values: [Double])]
  /// 10 to the number of decimals.
  let scale: Double

  /// In bits, of the residual's distribution over the sampled rows.
  func entropy(_ terms: [ColumnOffset.Term]) -> Double { entropy(of: residual(terms)) }

  private func residual(_ terms: [ColumnOffset.Term]) -> [Double] {
    var residual = own
    for term in terms {
      guard let values = others.first(where: { $0.index == term.index })?.values else { continue }
      for row in residual.indices { residual[row] -= term.sign * values[row] }
    }
    return residual
  }

  private func entropy(of numbers: [Double]) -> Double {
    let keys = numbers.map { ($0 * scale).rounded() }.sorted()
    var sum = 0.0
    var start = 0
    for end in 1...max(keys.count, 1) where end == keys.count || keys[end] != keys[start] {
      let share = Double(end - start) / Double(keys.count)
      sum -= share * log2(share)
      start = end
    }
    return sum
  }

  /// The best extension by one term, or by two where no single one helps.
  func extended(_ terms: [ColumnOffset.Term], pairs: Bool) -> (
    terms: [ColumnOffset.Term], entropy: Double
  )? {
    let residual = residual(terms)
    let now = entropy(of: residual)
    let free = others.filter { other in !terms.contains { $0.index == other.index } }
    var best: (terms: [ColumnOffset.Term], entropy: Double)?
    func consider(_ added: [ColumnOffset.Term], _ value: Double) {
      if value < best?.entropy ?? .infinity { best = (terms + added, value) }
    }
    for other in free {
      for sign in [1.0, -1.0] {
        let value = entropy(of: zip(residual, other.values).map { $0 - sign * $1 })
        consider([.init(index: other.index, sign: sign)], value)
      }
    }
    if let best, best.entropy < 0.75 * now || !pairs { return best }
    if let pair = bestPair(residual, free) { consider(pair, entropy(terms + pair)) }
    return best
  }

  /// Rows on which pairs are compared.
  private static let pairSampleSize = 150

  private func bestPair(_ residual: [Double], _ free: [(index: Int, values: [Double])])
    -> [ColumnOffset.Term]?
  {
    let rows = Array(residual.indices.prefix(Self.pairSampleSize))
    var best: (terms: [ColumnOffset.Term], entropy: Double)?
    for (place, first) in free.enumerated() {
      for second in free[(place + 1)...] {
        for (a, b) in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0)] {
          let value = entropy(
            of: rows.map { residual[$0] - a * first.values[$0] - b * second.values[$0] })
          if value < best?.entropy ?? .infinity {
            best = (
              [.init(index: first.index, sign: a), .init(index: second.index, sign: b)], value
            )
          }
        }
      }
    }
    return best?.terms
  }
}
