internal import Datasets
public import Parallel

/// Three-way marginals: how well the joint frequencies of three columns are met, averaged over all triples of columns.
///
///     1 − ½ · Σ over cells (a, b, c) of |p_real(a, b, c) − p_synthetic(a, b, c)|
///
/// Every column is cut into about a dozen cells by the real rows, missing being one of them. The same cells
/// give one-way and two-way marginals, and the mean of the three is what MOSTLY AI's reports call overall accuracy.
/// - Range: 0 (no cell in common) to 1 (the same frequencies). Two samples of one distribution stay below 1: compare
///   with the hold-out's score, not with 1.
/// - Source: MOSTLY AI's accuracy (arXiv 2504.01908), of which `MarginalCut` names the differences.
public struct ThreeWayMarginals: Metric {
  /// The metric; the number of triples is limited by `ValidationConfiguration.tripleLimit`.
  public init() {}

  /// The key in the report.
  public var name: String { "marginals" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// Fidelity.
  public var topic: MetricTopic { .fidelity }
  /// What the number means.
  public var meaning: String {
    "How well the joint frequencies of three columns are met, averaged over the triples; 1 is the same."
  }

  /// The accuracies of one table.
  public struct Accuracies: Sendable, Equatable {
    /// Every column's own, in the order of the table.
    public var columns: [Score]
    /// Every column's mean over the triples that it is part of.
    public var columnsInTriples: [Score]
    /// The mean over the columns.
    public var univariate: Score
    /// The mean over the pairs.
    public var bivariate: Score
    /// The mean over the triples.
    public var trivariate: Score

    /// The mean of the three; not applicable where one of them is not.
    public var overall: Score {
      let parts = [univariate, bivariate, trivariate]
      return parts.first { $0.value == nil } ?? Score.mean(parts, whenEmpty: "")
    }
  }

  /// The mean over the triples, of the synthetic table against the training table.
  public func score(_ comparison: Comparison) -> Score {
    let tables = MarginalTables([comparison.training, comparison.synthetic], team: comparison.team)
    let triples = Self.triples(tables, configuration: comparison.configuration)
    let scores = comparison.team.map(triples.count) { tables.accuracies(triples[$0])[0] }
    return Self.meanOverTriples(scores)
  }

  /// For every candidate, its accuracies over one, two and three columns.
  ///
  /// - Parameters:
  ///   - reference: The real table, by which columns are cut.
  ///   - candidates: Tables built together with the reference.
  ///   - configuration: Limits and seed of the choice of pairs and triples.
  ///   - team: The threads to use; results do not depend on their number.
  /// - Returns: One entry per candidate.
  public static func accuracies(
    reference: MetricTable, candidates: [MetricTable], configuration: ValidationConfiguration,
    team: ThreadTeam
  ) -> [Accuracies] {
    let tables = MarginalTables([reference] + candidates, team: team)
    let nothing = tables.nothing
    let pairs = PairTrends.pairs(reference, configuration: configuration)
    let triples = Self.triples(tables, configuration: configuration)
    func scores(_ combinations: [MarginalTables.Combination]) -> [[Score]] {
      team.map(combinations.count) { tables.accuracies(combinations[$0]) }
    }
    let single = scores(
      tables.columns.map { .init(first: $0, second: nothing, third: nothing) })
    let double = scores(pairs.map { .init(first: $0.first, second: $0.second, third: nothing) })
    let triple = scores(triples)
    return candidates.indices.map { candidate in
      var columns = reference.columns.map { column in
        Score.notApplicable("\(column.kind.rawValue) columns are not compared")
      }
      for (position, column) in tables.columns.enumerated() {
        columns[column] = single[position][candidate]
      }
      let inTriples = triple.map { $0[candidate] }
      return Accuracies(
        columns: columns,
        columnsInTriples: byColumn(inTriples, triples, columnCount: reference.columns.count),
        univariate: Score.mean(columns, whenEmpty: "no column can be compared"),
        bivariate: Score.mean(
          double.map { $0[candidate] }, whenEmpty: "no pair of columns can be compared"),
        trivariate: meanOverTriples(inTriples))
    }
  }

  /// All triples of comparable columns, or a seeded choice of them when there are more than the configuration allows.
  private static func triples(
    _ tables: MarginalTables, configuration: ValidationConfiguration
  ) -> [MarginalTables.Combination] {
    let columns = tables.columns
    let total = TripleRanks.count(columns.count)
    var generator = SeededGenerator(seed: configuration.seed, stream: "three-way marginals")
    return TripleRanks.choose(configuration.tripleLimit, of: total, using: &generator).map { rank in
      let (first, second, third) = TripleRanks.triple(rank)
      return .init(first: columns[first], second: columns[second], third: columns[third])
    }
  }

  private static func meanOverTriples(_ scores: [Score]) -> Score {
    Score.mean(scores, whenEmpty: "it takes three columns that can be compared")
  }

  /// The mean of the triples that each column is part of.
  private static func byColumn(
    _ scores: [Score], _ triples: [MarginalTables.Combination], columnCount: Int
  ) -> [Score] {
    var sums = [Double](repeating: 0, count: columnCount)
    var counts = [Double](repeating: 0, count: columnCount)
    for (triple, score) in zip(triples, scores) {
      guard let value = score.value else { continue }
      for column in [triple.first, triple.second, triple.third] {
        sums[column] += value
        counts[column] += 1
      }
    }
    return zip(sums, counts).map { sum, count in
      Score(sum / count, whenUndefined: "the column is in no compared triple")
    }
  }
}
