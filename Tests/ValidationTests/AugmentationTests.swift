import Datasets
import Foundation
import Parallel
import Testing
import Validation

/// The gain from adding rows, on tables whose answer is known.
@Suite struct AugmentationTests {
  /// How the rare class is made: as it is, or as noise with its name.
  private enum Rare { case genuine, noise }

  /// Rows in a square; those in four small discs are of class "rare" and nothing else is there.
  private static func table(
    common: Int, rare: Int, _ kind: Rare = .genuine, seed: UInt64
  ) -> Table {
    var generator = SeededGenerator(seed: seed, stream: "discs")
    let centres = [(-2.0, -2.0), (2.0, -2.0), (-2.0, 2.0), (2.0, 2.0)]
    var cells: [[String]] = [[], [], []]
    func isInDisc(_ x: Double, _ y: Double) -> Bool {
      centres.contains { ($0.0 - x) * ($0.0 - x) + ($0.1 - y) * ($0.1 - y) < 1 }
    }
    func add(_ wanted: Int, _ name: String, _ accepts: (Double, Double) -> Bool) {
      var count = 0
      while count < wanted {
        let x = Double.random(in: -4..<4, using: &generator)
        let y = Double.random(in: -4..<4, using: &generator)
        if !accepts(x, y) { continue }
        cells[0].append(String(format: "%.4f", x))
        cells[1].append(String(format: "%.4f", y))
        cells[2].append(name)
        count += 1
      }
    }
    add(common, "common") { !isInDisc($0, $1) }
    add(rare, "rare") { kind == .noise ? !isInDisc($0, $1) : isInDisc($0, $1) }
    return SampleTables.table([("x", cells[0]), ("y", cells[1]), ("class", cells[2])])
  }

  private static let schema = Schema(columns: [
    ColumnSchema(name: "x", kind: .decimal, numberFormat: NumberFormat(decimals: 4)),
    ColumnSchema(name: "y", kind: .decimal, numberFormat: NumberFormat(decimals: 4)),
    ColumnSchema(name: "class", kind: .categorical),
  ])

  private static var configuration: ValidationConfiguration {
    var configuration = SampleTables.quick
    configuration.augmentationRounds = 25
    configuration.augmentationReplicateCount = 300
    return configuration
  }

  private func measure(
    training: Table, synthetic: Table, pool: Table? = nil, threads: Int = 2,
    configuration: ValidationConfiguration = AugmentationTests.configuration
  ) throws -> AugmentationFindings {
    try AugmentationFindings.measure(
      training: training, holdout: Self.table(common: 1_000, rare: 60, seed: 2),
      synthetic: synthetic, pool: pool, schema: Self.schema, labelIndex: 2,
      configuration: configuration, threadCount: threads)
  }

  @Test func genuineRowsOfARareClassHelp() throws {
    let findings = try measure(
      training: Self.table(common: 600, rare: 10, seed: 1),
      synthetic: Self.table(common: 0, rare: 590, seed: 3))
    let entry = try #require(findings.entry)
    let name = try #require(entry.recommended)
    let arm = try #require(entry[name])
    let gain = try #require(entry.gain)
    #expect(gain.lower > 0 && gain.mean > 0.02 && gain.upper < 0.5)
    #expect(entry.rarestClass == "rare" && entry.rarestTestRowCount == 60)
    #expect(try #require(arm.rarestRecall) > (entry["real"]?.rarestRecall ?? 1))
    #expect(entry.recommendedRowCounts.map(\.name) == ["common", "rare"])
    #expect(entry.recommendedRowCounts[0].rowCount == 0)
    #expect(entry.recommendedRowCount == arm.addedRowCount)
    #expect(findings.recommendedRows.table == Array(0..<arm.addedRowCount))
    #expect(entry.sentences[0].hasPrefix("Adding ") && entry.sentences[0].contains("raises"))
    #expect(entry["real.half"]?.reason != nil)
  }

  @Test func noiseWithTheNameOfARareClassHurts() throws {
    let findings = try measure(
      training: Self.table(common: 600, rare: 60, seed: 1),
      synthetic: Self.table(common: 0, rare: 540, .noise, seed: 3))
    let entry = try #require(findings.entry)
    #expect(entry.recommended == nil && entry.recommendedRowCount == 0)
    #expect(findings.recommendedRows.table.isEmpty && findings.recommendedRows.pool.isEmpty)
    for name in ["synthetic.half", "synthetic.full"] {
      #expect(try #require(entry[name]?.gain).upper < 0, "\(name)")
    }
    #expect(!entry.sentences[0].contains("raises"))
    #expect(entry["real.half"]?.gain != nil)
  }

  @Test func amountsAreDrawnFromTheTableAndThePoolAndSayWhatWasAdded() throws {
    let training = Self.table(common: 600, rare: 10, seed: 1)
    let synthetic = Self.table(common: 590, rare: 10, seed: 3)
    let alone = try #require(try measure(training: training, synthetic: synthetic).entry)
    #expect(alone["synthetic.full"]?.wantedRowCount == 590)
    #expect(alone["synthetic.full"]?.addedRowCount == 10)
    #expect(alone["synthetic.all"]?.addedRowCount == 600)
    let findings = try measure(
      training: training, synthetic: synthetic, pool: Self.table(common: 0, rare: 580, seed: 4))
    let pooled = try #require(findings.entry)
    #expect(pooled["synthetic.full"]?.addedRowCount == 590)
    #expect(pooled["smote"]?.addedRowCount == 590)
    #expect(pooled["real"] == alone["real"], "the pool changes nothing else")
    if let name = pooled.recommended, name != "synthetic.all" {
      let count = try #require(pooled[name]?.addedRowCount)
      #expect(findings.recommendedRows.table == Array(590..<600))
      #expect(findings.recommendedRows.pool.count == count - 10)
    }
  }

  @Test func threadsDoNotChangeTheFindingsAndSeedsDo() throws {
    let training = Self.table(common: 300, rare: 30, seed: 1)
    let synthetic = Self.table(common: 100, rare: 200, seed: 3)
    let one = try measure(training: training, synthetic: synthetic, threads: 1)
    let three = try measure(training: training, synthetic: synthetic, threads: 3)
    #expect(one == three)
    var other = Self.configuration
    other.seed = 9
    let reseeded = try measure(training: training, synthetic: synthetic, configuration: other)
    #expect(reseeded.entry?.gain != one.entry?.gain)
    let entry = try #require(one.entry)
    #expect(entry.seedCount == 5 && entry.replicateCount == 300)
    let encoded = try JSONEncoder().encode(entry)
    #expect(try JSONDecoder().decode(AugmentationEntry.self, from: encoded) == entry)
  }

  @Test func balancedClassesNeedNoSMOTEAndTheWholeTableIsNotTriedTwice() throws {
    let entry = try #require(
      try measure(
        training: Self.table(common: 200, rare: 200, seed: 1),
        synthetic: Self.table(common: 200, rare: 200, seed: 3)
      ).entry)
    #expect(entry.isBalanced && entry.rarestClass == nil)
    #expect(entry["synthetic.tenth"]?.addedRowCount == 40)
    #expect(entry["synthetic.full"]?.addedRowCount == 400)
    #expect(entry["synthetic.all"]?.reason == "it adds the same rows as synthetic.full")
    #expect(entry["smote"]?.reason == "the classes are balanced already")
    #expect(entry["classWeights"]?.reason != nil)
  }

  @Test func workIsBoundedAndASampleIsSaidToBeOne() throws {
    var configuration = Self.configuration
    configuration.augmentationWorkLimit = 1_000_000
    let training = Self.table(common: 3_000, rare: 100, seed: 1)
    let synthetic = Self.table(common: 3_000, rare: 100, seed: 3)
    let entry = try #require(
      try measure(training: training, synthetic: synthetic, configuration: configuration).entry)
    #expect(entry.rounds == 12 && entry.trainingRowCount == 1_000 && entry.learningRate == 0.5)
    #expect(try #require(entry.sentences.last).contains("a sample of 1,000 of the 3,100"))
    #expect((900...1_100).contains(try #require(entry["synthetic.all"]?.addedRowCount)))
  }
}
