/// Copies by chance: the share of synthetic rows that would equal a training row if the generator treated the real rows
/// it learned from like real rows that it has never seen.
///
///     Σ over classes of (training rows · mean hits of an unseen row) / synthetic rows
///
/// Rows count once, however often they occur. An unseen row is a hold-out row that equals no training row (one that does
/// would count what was memorised as chance), and a hit is a synthetic row that equals it. A table without classes is
/// one class; classes with few unseen rows are taken together, the smallest ones first.
/// - Range: 0 to 1, larger values are cut off. Not applicable where the hits are too few, or too unevenly spread over
///   the unseen rows, to say anything.
struct CopiesByChance: Sendable {
  /// The share of synthetic rows that equal an unseen row.
  let unseenMatches: Score
  /// The share of copies to be expected.
  let share: Score
  /// By how much `share` may differ by the choice of unseen rows alone; nil where it is not applicable.
  let standardError: Double?

  /// The distinct rows of one class or of several small ones.
  private struct Stratum {
    var trainingCount = 0
    /// For every unseen row, how many synthetic rows equal it.
    var hits: [Int] = []

    /// Copies by chance, as a number of synthetic rows.
    var expected: Double { Double(trainingCount) * meanHits }

    /// The variance of `expected`, from the spread over unseen rows; at least that of random hits (Poisson).
    var variance: Double {
      let count = Double(hits.count)
      let squares = hits.reduce(0) { $0 + (Double($1) - meanHits) * (Double($1) - meanHits) }
      let perRow = max(squares / max(count - 1, 1), meanHits)
      return Double(trainingCount) * Double(trainingCount) * perRow / max(count, 1)
    }

    private var meanHits: Double { Double(hits.reduce(0, +)) / Double(max(hits.count, 1)) }
  }

  /// The estimate from one hash per row of each table.
  init(
    _ comparison: Comparison, training: [RowHash], holdout: [RowHash], synthetic: [RowHash]
  ) {
    var seen = Set<RowHash>(minimumCapacity: training.count)
    var strata = [Stratum](
      repeating: Stratum(), count: (comparison.label?.classes?.count ?? 0) + 1)
    let trainingStrata = Self.strata(comparison, comparison.training)
    for (hash, stratum) in zip(training, trainingStrata) where seen.insert(hash).inserted {
      strata[stratum].trainingCount += 1
    }
    var hits: [RowHash: Int] = [:]
    for hash in holdout where !seen.contains(hash) { hits[hash] = 0 }
    for hash in synthetic { hits[hash]? += 1 }
    for (hash, stratum) in zip(holdout, Self.strata(comparison, comparison.holdout)) {
      if let count = hits.removeValue(forKey: hash) { strata[stratum].hits.append(count) }
    }
    self.init(strata, rowCount: synthetic.count, comparison.configuration)
  }

  private init(_ strata: [Stratum], rowCount: Int, _ configuration: ValidationConfiguration) {
    let unseenCount = strata.reduce(0) { $0 + $1.hits.count }
    let hitCount = strata.reduce(0) { $0 + $1.hits.reduce(0, +) }
    let rows = Double(max(rowCount, 1))
    unseenMatches =
      unseenCount == 0
      ? .notApplicable("no hold-out row differs from all training rows")
      : Score(Double(hitCount) / rows)
    let merged = Self.merged(strata, smallestCount: configuration.smallestTestClassRowCount)
    let expected = merged.reduce(0) { $0 + $1.expected } / rows
    let error = merged.reduce(0) { $0 + $1.variance }.squareRoot() / rows
    if unseenCount < configuration.smallestTestClassRowCount {
      share = .notApplicable("too few hold-out rows differ from all training rows")
      standardError = nil
    } else if hitCount == 0 || error > configuration.copiesByChanceErrorLimit * expected {
      share = .notApplicable("too few synthetic rows equal an unseen real row")
      standardError = nil
    } else {
      share = Score(min(1, expected))
      standardError = error
    }
  }

  /// The stratum of every row: its class, or the last one.
  private static func strata(_ comparison: Comparison, _ table: MetricTable) -> [Int] {
    guard let label = comparison.label, let classes = label.classes else {
      return [Int](repeating: 0, count: table.rowCount)
    }
    return label.classes(in: table).map { $0 < 0 ? classes.count : Int($0) }
  }

  /// Strata of at least `smallestCount` unseen rows each, as far as there are that many.
  private static func merged(_ strata: [Stratum], smallestCount: Int) -> [Stratum] {
    var merged: [Stratum] = []
    var isOpen = false
    let order = strata.indices.sorted { (strata[$0].hits.count, $0) < (strata[$1].hits.count, $1) }
    for index in order {
      if !isOpen { merged.append(Stratum()) }
      merged[merged.count - 1].trainingCount += strata[index].trainingCount
      merged[merged.count - 1].hits += strata[index].hits
      isOpen = merged[merged.count - 1].hits.count < smallestCount
    }
    if isOpen, merged.count > 1 {
      let rest = merged.removeLast()
      merged[merged.count - 1].trainingCount += rest.trainingCount
      merged[merged.count - 1].hits += rest.hits
    }
    return merged
  }
}
