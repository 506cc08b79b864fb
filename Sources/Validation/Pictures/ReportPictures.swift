internal import Datasets
internal import Parallel

/// What a page draws: the same rows that the scores of columns and pairs look at, counted.
public struct ReportPictures: Codable, Sendable, Equatable {
  /// Columns with a distribution, the worst first, at most `pictureLimit`.
  public var columns: [ColumnPicture]
  /// Columns with a distribution that are not among them.
  public var leftOutColumnCount: Int
  /// The dependence of columns; nil with fewer than two comparable columns.
  public var associations: AssociationPicture?

  /// Counts the columns in the order of the report's entries.
  init(_ comparison: Comparison, entries: [ColumnEntry], pairsWorstFirst: [PairTrends.Pair]) {
    let indices = Dictionary(
      comparison.training.columns.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first })
    let drawn = entries.compactMap { indices[$0.name] }.filter {
      comparison.training.columns[$0].isComparable
    }
    let shown = Array(drawn.prefix(comparison.configuration.pictureLimit))
    columns = comparison.team.map(shown.count) { place in
      ColumnPicture(
        real: comparison.training.columns[shown[place]],
        synthetic: comparison.synthetic.columns[shown[place]],
        schema: comparison.schema.columns[shown[place]])
    }
    leftOutColumnCount = drawn.count - shown.count
    associations = AssociationPicture(comparison, pairsWorstFirst: pairsWorstFirst)
  }
}

extension ColumnPicture {
  /// Counts one column of both tables.
  init(real: MetricTable.Column, synthetic: MetricTable.Column, schema: ColumnSchema) {
    name = real.name
    if let numbers = real.numbers {
      histogram = HistogramPicture(
        real: numbers, synthetic: synthetic.numbers ?? [], schema: schema)
      if histogram == nil {
        reason =
          numbers.contains(where: \.isFinite)
          ? "its values are too large or too close together to be drawn"
          : "it has no finite value among the real rows"
      }
    } else if real.codes != nil {
      categories = CategoryPicture(real: real, synthetic: synthetic)
    }
  }
}
