internal import Datasets

/// Shapes and trends of the synthetic table and, as noise floor, of the hold-out.
struct FidelityFindings {
  let shape: Score
  let shapeFloor: Score
  let trend: Score
  let trendFloor: Score
  let pairs: [PairTrends.Pair]
  private let columnScores: [[Score]]
  /// For every metric of single columns, its scores of the synthetic table and of the hold-out.
  private let furtherScores: [(name: String, scores: [[Score]])]
  private let pairScores: [[Score]]

  init(_ comparison: Comparison, _ stopwatch: inout Stopwatch) {
    let candidates = [comparison.synthetic, comparison.holdout]
    columnScores = ColumnShapes.scores(
      reference: comparison.training, candidates: candidates, team: comparison.team)
    furtherScores = allMetrics.compactMap { $0 as? any ColumnMetric }.map { metric in
      let scores = metric.scores(
        reference: comparison.training, candidates: candidates, team: comparison.team)
      return (metric.name, scores)
    }
    stopwatch.lap("shape")
    pairs = PairTrends.pairs(comparison.training, configuration: comparison.configuration)
    pairScores = PairTrends.scores(
      pairs, reference: comparison.training, candidates: candidates, team: comparison.team)
    stopwatch.lap("trend")
    shape = ColumnShapes.summary(columnScores[0])
    shapeFloor = ColumnShapes.summary(columnScores[1])
    trend = PairTrends.summary(pairScores[0])
    trendFloor = PairTrends.summary(pairScores[1])
  }

  /// An entry per column, the worst first, those without a score last.
  func columns(_ comparison: Comparison) -> [ColumnEntry] {
    let entries = comparison.training.columns.indices.map { index in
      let real = comparison.training.columns[index]
      return ColumnEntry(
        name: real.name, kind: real.kind.rawValue, shape: columnScores[0][index],
        noiseFloor: columnScores[1][index].value, missingReal: real.missingShare,
        missingSynthetic: comparison.synthetic.columns[index].missingShare,
        metrics: furtherScores.compactMap { name, scores in
          guard scores[0][index].value != nil else { return nil }
          return NamedScore(
            name: name, score: scores[0][index], noiseFloor: scores[1][index].value)
        })
    }
    return entries.enumerated().sorted {
      ($0.element.shape.value ?? 2, $0.offset) < ($1.element.shape.value ?? 2, $1.offset)
    }.map(\.element)
  }

  /// The pairs with a score, the lowest first.
  var pairsWorstFirst: [PairTrends.Pair] { order.map { pairs[$0] } }

  private var order: [Int] {
    pairs.indices.filter { pairScores[0][$0].value != nil }.sorted {
      (pairScores[0][$0].value ?? 0, $0) < (pairScores[0][$1].value ?? 0, $1)
    }
  }

  /// The pairs with the lowest scores.
  func worstPairs(_ comparison: Comparison) -> [PairEntry] {
    let columns = comparison.training.columns
    return order.prefix(comparison.configuration.listedPairLimit).map { index in
      PairEntry(
        first: columns[pairs[index].first].name, second: columns[pairs[index].second].name,
        trend: pairScores[0][index], noiseFloor: pairScores[1][index].value)
    }
  }
}

extension MetricTable.Column {
  /// The share of rows without a value, 0 to 1.
  var missingShare: Double {
    switch values {
    case .numeric(let numbers):
      Double(numbers.count(where: \.isNaN)) / Double(max(numbers.count, 1))
    case .categorical(let codes), .text(let codes):
      Double(codes.count { $0 == missingCode }) / Double(max(codes.count, 1))
    case .excluded: 0
    }
  }
}
