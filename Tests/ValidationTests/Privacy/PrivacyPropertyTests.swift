import Datasets
import Parallel
import Testing
import Validation

/// Laws that hold for any data: copies are found, fresh rows are not, and nothing depends on order or threads.
@Suite struct PrivacyPropertyTests {
  private func comparison(
    _ synthetic: Table, holdout: Table = SampleTables.people(400, seed: 2), threads: Int = 2,
    limits: Int? = nil
  ) throws -> Comparison {
    var configuration = SampleTables.quick
    if let limits {
      configuration.closestRecordSampleLimit = limits
      configuration.closestRecordReferenceLimit = limits
      configuration.distanceSampleLimit = limits
      configuration.distanceReferenceLimit = limits
      configuration.nearCopiesRowLimit = limits
      configuration.manifoldRowLimit = limits
    }
    return try Comparison(
      training: SampleTables.people(600, seed: 1), holdout: holdout, synthetic: synthetic,
      schema: SampleTables.schema, labelIndex: SampleTables.labelIndex,
      configuration: configuration, team: ThreadTeam(threadCount: threads))
  }

  private var metrics: [any Metric] {
    [
      ClosestRecordShare(), OverfittingProtection(), BaselineProtection(), CloseRecordRate(),
      NeighborDistanceRatio(), NearCopies(), AlphaPrecision(), BetaRecall(), Authenticity(),
    ]
  }

  @Test func copiedTrainingRowsAreFoundByEveryMetric() throws {
    let comparison = try comparison(SampleTables.people(600, seed: 1))
    let distances = DistanceScores(comparison)
    #expect(try #require(distances.closest.value) > 0.6)
    #expect(distances.closeRecordRate == .value(1))
    #expect(distances.neighborDistanceRatio == .value(0))
    #expect(distances.baselineProtection == .value(0))
    #expect(try #require(distances.overfittingProtection.value) < 0.6)
    #expect(NearCopies().score(comparison) == .value(1))
    let manifold = ManifoldScores(comparison)
    #expect(manifold.alphaPrecision.value.map { $0 > 0.99 } == true)
    #expect(try #require(manifold.betaRecall.value) > 0.95)
    #expect(try #require(manifold.authenticity.value) < 0.05)
  }

  @Test func freshRowsOfTheSameKindLookLikeUnseenOnes() throws {
    let comparison = try comparison(SampleTables.people(600, seed: 4))
    let distances = DistanceScores(comparison)
    #expect((0.42...0.58).contains(try #require(distances.closest.value)))
    #expect(try #require(distances.closeRecordRate.value) < 0.05)
    #expect(try #require(distances.neighborDistanceRatio.value) > 0.5)
    #expect(try #require(distances.overfittingProtection.value) > 0.84)
    #expect(try #require(NearCopies().score(comparison).value) < 0.6)
    let manifold = ManifoldScores(comparison)
    #expect(try #require(manifold.alphaPrecision.value) > 0.9)
    #expect((0.4...0.6).contains(try #require(manifold.betaRecall.value)))
    // Between one third and one half, see `Authenticity`: these rows have few columns.
    #expect((0.28...0.5).contains(try #require(manifold.authenticity.value)))
  }

  @Test func rowsFarFromRealOnesAreNoCopiesAndCoverNothing() throws {
    var table = SampleTables.people(600, seed: 4)
    table.columns[0] = Column(name: "age", cells: (0..<600).map { "\(10_000 + $0)" })
    let comparison = try comparison(table)
    let distances = DistanceScores(comparison)
    #expect(distances.closeRecordRate == .value(0))
    #expect(distances.baselineProtection == .value(1))
    #expect(NearCopies().score(comparison) == .value(0))
    let manifold = ManifoldScores(comparison)
    #expect(try #require(manifold.alphaPrecision.value) < 0.05)
    #expect(try #require(manifold.betaRecall.value) < 0.05)
    #expect(manifold.authenticity == .value(1))
  }

  @Test func nearCopiesAreThoseThatACheckOfEveryPairFinds() {
    for seed in UInt64(1)...8 {
      let (real, other) = (grid(seed: seed, 90), grid(seed: seed + 50, 70))
      let expected = (0..<other.rowCount).count { row in
        (0..<real.rowCount).contains { isNear(real, $0, other, row) }
      }
      let share = NearCopies.share(
        training: real, synthetic: other, team: ThreadTeam(threadCount: 2))
      #expect(expected > 0 && share == .value(Double(expected) / 70), "seed \(seed)")
    }
  }

  @Test func closestShareOfManyColumnsIsThatOfACheckOfEveryPair() {
    for seed in UInt64(1)...4 {
      let tables = [33, 47, 61].map { wide(seed: seed * 10 + UInt64($0), $0) }
      let scales = ClosestRecordShare.scales(tables[0])
      func nearest(_ row: Int, _ table: MetricTable) -> Double {
        (0..<table.rowCount).map { other in
          zip(zip(table.columns, tables[2].columns), scales).reduce(0) { sum, pair in
            let ((real, synthetic), scale) = pair
            if let codes = real.codes {
              return sum + (codes[other] == synthetic.codes?[row] ? 0 : 1)
            }
            let numbers = [real.numbers?[other], synthetic.numbers?[row]].compactMap { $0 }
            return sum + abs(numbers[0] - numbers[1]) / (scale?.range ?? 1)
          }
        }.min() ?? 0
      }
      let nearer = (0..<61).count { nearest($0, tables[0]) < nearest($0, tables[1]) }
      let share = ClosestRecordShare.share(
        training: tables[0], holdout: tables[1], synthetic: tables[2], scales: scales,
        team: ThreadTeam(threadCount: 2))
      #expect(share == .value(Double(nearer) / 61), "seed \(seed)")
    }
  }

  @Test func theNumberOfThreadsAndTheOrderOfRowsDoNotMatter() throws {
    let people = SampleTables.people(300, seed: 4)
    let one = try comparison(people, threads: 1)
    let three = try comparison(people, threads: 3)
    let reversed = try comparison(people.rows(at: Array((0..<300).reversed())))
    for metric in metrics {
      let score = try metric.score(one)
      #expect(score.value.map(metric.range.contains) == true, "\(metric.name) \(score)")
      #expect(try metric.score(three) == score, "\(metric.name)")
      // These draw a sample of synthetic rows.
      if ["alphaPrecision", "betaRecall", "authenticity"].contains(metric.name) { continue }
      #expect(try metric.score(reversed) == score, "\(metric.name)")
    }
    #expect(DistanceProfile(one) == DistanceProfile(three))
  }

  @Test func measuredTogetherTheyAreTheSameAsAlone() throws {
    for limits in [nil, 100] {
      let comparison = try comparison(SampleTables.people(300, seed: 4), limits: limits)
      let distances = DistanceScores(comparison)
      let manifold = ManifoldScores(comparison)
      let together = [
        distances.closest, distances.overfittingProtection, distances.baselineProtection,
        distances.closeRecordRate, distances.neighborDistanceRatio,
      ]
      for (metric, score) in zip(metrics, together) {
        #expect(try metric.score(comparison) == score, "\(metric.name)")
      }
      #expect(DistanceProfile(comparison) == distances.profile)
      #expect(distances.profile?.syntheticToTraining.rowCount == limits ?? 300)
      #expect(AlphaPrecision().score(comparison) == manifold.alphaPrecision)
      #expect(BetaRecall().score(comparison) == manifold.betaRecall)
      #expect(Authenticity().score(comparison) == manifold.authenticity)
    }
  }

  /// Whether two rows agree as NewRowSynthesis defines it; infinite numbers agree with themselves alone.
  private func isNear(_ real: MetricTable, _ own: Int, _ other: MetricTable, _ row: Int) -> Bool {
    zip(real.columns, other.columns).allSatisfy { mine, theirs in
      if let codes = mine.codes { return codes[own] == theirs.codes?[row] }
      let (number, wanted) = (mine.numbers?[own] ?? .nan, theirs.numbers?[row] ?? .nan)
      if number.isNaN || wanted.isNaN { return number.isNaN && wanted.isNaN }
      return number == wanted
        || (wanted.isFinite && abs(number - wanted) <= abs(0.01 * wanted))
    }
  }

  /// Few values per column, zeros, negative ones, gaps and ones 1 % apart among them.
  private func grid(seed: UInt64, _ count: Int) -> MetricTable {
    var generator = SeededGenerator(seed: seed, stream: "grid")
    let numbers = [0, 1, 1.01, 1.0099, 0.99, -5, -5.05, 1e-300, 1e300, 1.005e300, .nan, .infinity]
    let columns = (0..<3).map { index -> MetricTable.Column in
      if index == 0 {
        let codes = (0..<count).map { _ in Int32.random(in: 0..<2, using: &generator) }
        return MetricTable.Column(
          name: "c", kind: .categorical, values: .categorical(codes), levels: ["a", "b"])
      }
      let cells = (0..<count).map { _ in numbers.randomElement(using: &generator) ?? 0 }
      return MetricTable.Column(name: "n\(index)", kind: .decimal, values: .numeric(cells))
    }
    return MetricTable(columns: columns, rowCount: count)
  }

  /// Forty columns, every third one categorical, without gaps.
  private func wide(seed: UInt64, _ count: Int) -> MetricTable {
    var generator = SeededGenerator(seed: seed, stream: "wide")
    let columns = (0..<40).map { index -> MetricTable.Column in
      if index % 3 == 0 {
        let codes = (0..<count).map { _ in Int32.random(in: 0..<4, using: &generator) }
        return MetricTable.Column(
          name: "c\(index)", kind: .categorical, values: .categorical(codes),
          levels: ["a", "b", "c", "d"])
      }
      let cells = (0..<count).map { _ in Double.random(in: -1e4...1e4, using: &generator) }
      return MetricTable.Column(name: "n\(index)", kind: .decimal, values: .numeric(cells))
    }
    return MetricTable(columns: columns, rowCount: count)
  }
}
