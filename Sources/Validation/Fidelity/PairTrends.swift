public import Parallel

/// Pair trends: the mean over all pairs of columns of how well their dependence is met.
///
/// Two numeric columns are compared by `CorrelationSimilarity`, any other pair by `ContingencySimilarity`, a numeric
/// column in a mixed pair after `EqualWidthBins`. Pairs without a score are skipped.
/// - Range: 0 to 1; the error that papers print is one minus it.
/// - Source: SDMetrics 0.32, property "Column Pair Trends" with both thresholds 0 and no subsample.
public struct PairTrends: Metric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "trend" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// Fidelity.
  public var topic: MetricTopic { .fidelity }
  /// What the number means.
  public var meaning: String {
    "How well the dependence of two columns is met, averaged over all pairs; 1 is the same."
  }

  /// The mean over the pairs, of the synthetic table against the training table.
  public func score(_ comparison: Comparison) -> Score {
    let pairs = Self.pairs(comparison.training, configuration: comparison.configuration)
    let scores = Self.scores(
      pairs, reference: comparison.training, candidates: [comparison.synthetic],
      team: comparison.team)
    return Self.summary(scores[0])
  }

  /// The mean of pair scores.
  public static func summary(_ scores: [Score]) -> Score {
    Score.mean(scores, whenEmpty: "no pair of columns can be compared")
  }

  /// Two column indices, the first being the smaller.
  public struct Pair: Sendable, Equatable {
    /// The index of the column that comes first in the table.
    public var first: Int
    /// The index of the other column.
    public var second: Int
  }

  /// All pairs of comparable columns, or a seeded choice of them when there are more than the configuration allows.
  public static func pairs(_ table: MetricTable, configuration: ValidationConfiguration) -> [Pair] {
    let usable = table.columns.indices.filter { table.columns[$0].isComparable }
    var pairs: [Pair] = []
    for (position, first) in usable.enumerated() {
      for second in usable[(position + 1)...] { pairs.append(Pair(first: first, second: second)) }
    }
    var generator = SeededGenerator(seed: configuration.seed, stream: "pair trends")
    let chosen = RowSampling.indices(
      configuration.pairLimit, of: pairs.count, using: &generator)
    return chosen.map { pairs[$0] }
  }

  /// For every candidate table, a score per pair.
  public static func scores(
    _ pairs: [Pair], reference: MetricTable, candidates: [MetricTable], team: ThreadTeam
  ) -> [[Score]] {
    let tables = ([reference] + candidates).map { BinnedTable($0, team: team) }
    let byPair = team.map(pairs.count) { index in scores(pairs[index], tables) }
    return candidates.indices.map { candidate in byPair.map { $0[candidate] } }
  }

  /// Scores of one pair; `tables` opens with the reference.
  private static func scores(_ pair: Pair, _ tables: [BinnedTable]) -> [Score] {
    let numbers = tables.map {
      ($0.table.columns[pair.first].numbers, $0.table.columns[pair.second].numbers)
    }
    if case (let first?, let second?) = numbers[0] {
      let real = CorrelationSimilarity.coefficient(first, second)
      return numbers.dropFirst().map { candidate in
        CorrelationSimilarity.score(
          real: real,
          synthetic: CorrelationSimilarity.coefficient(candidate.0 ?? [], candidate.1 ?? []))
      }
    }
    let codes = tables.map { $0.codes(pair) }
    return ContingencySimilarity.scores(
      real: codes[0], candidates: Array(codes.dropFirst()),
      levelCounts: (tables[0].levelCount(pair.first), tables[0].levelCount(pair.second)))
  }
}

/// A table with the bins of its numeric columns.
private struct BinnedTable {
  let table: MetricTable
  private let bins: [[Int32]?]

  init(_ table: MetricTable, team: ThreadTeam) {
    self.table = table
    bins = team.map(table.columns.count) { index in
      [table.columns[index].codes ?? table.columns[index].numbers.flatMap(EqualWidthBins.codes)]
    }.map { $0[0] }
  }

  func codes(_ pair: PairTrends.Pair) -> ContingencySimilarity.Codes? {
    guard let first = bins[pair.first], let second = bins[pair.second] else { return nil }
    return ContingencySimilarity.Codes(first: first, second: second)
  }

  func levelCount(_ column: Int) -> Int {
    table.columns[column].numbers == nil
      ? table.columns[column].levels.count : EqualWidthBins.codeCount
  }
}
