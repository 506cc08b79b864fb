public import Datasets
internal import Parallel

/// Tells rows that are nearer to a training row than training rows are to each other.
///
/// The distance is that of `ClosestRecordShare`: numbers by their range, 1 for every name that differs. A row is too near where
/// its distance to the closest training row is at most the quantile of the distances from training rows to their closest others;
/// equal rows always are.
public struct ClosestRecordFilter: Sendable {
  private let training: Table
  private let schema: Schema
  private let threadCount: Int
  private let threshold: Float

  /// Training rows from which the usual distances are measured.
  private static let sampleSize = 2_000

  /// A filter by the distances of training rows.
  /// - Parameter quantile: the share of training rows that are as near to another one, 0 to 1.
  /// - Throws: `ValidationError`.
  public init(training: Table, schema: Schema, quantile: Double, threadCount: Int) throws {
    (self.training, self.schema, self.threadCount) = (training, schema, threadCount)
    let team = ThreadTeam(threadCount: threadCount)
    let table = try MetricTable.build([("training", training)], schema: schema, team: team)[0]
    let space = RowSpace(table, scales: ClosestRecordShare.scales(table))
    let step = max(1, table.rowCount / Self.sampleSize)
    let chosen = table.rows(at: Array(stride(from: 0, to: table.rowCount, by: step)))
    // The closest row of a training row is itself, so the second closest counts.
    let distances = NearestRows(table, in: space)
      .search(PlacedRows(chosen, in: space), team: team).map(\.second).sorted()
    let place = Int((quantile * Double(distances.count)).rounded(.down))
    threshold = distances.isEmpty ? 0 : distances[max(0, min(place, distances.count - 1))]
  }

  /// Whether each row is far enough from all training rows.
  public func isFarEnough(_ rows: Table) throws -> [Bool] {
    if rows.rowCount == 0 { return [] }
    let team = ThreadTeam(threadCount: threadCount)
    let tables = try MetricTable.build(
      [("training", training), ("drawn", rows)], schema: schema, team: team)
    let space = RowSpace(tables[0], scales: ClosestRecordShare.scales(tables[0]))
    return NearestRows(tables[0], in: space)
      .search(PlacedRows(tables[1], in: space), team: team).map { $0.first > threshold }
  }
}
