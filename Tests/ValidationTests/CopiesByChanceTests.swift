import Datasets
import Foundation
import Parallel
import Testing
import Validation

/// Tables of few possible rows: a copy is a sign of memorising only beyond what chance gives.
///
/// Six columns of four letters have 4,096 possible rows, 3,000 of which exist: each real row once, 2,000 to learn from and
/// 400 held out.
@Suite struct CopiesByChanceTests {
  private static let training = Array(population.prefix(2_000))
  private static let holdout = Array(population[2_000..<2_400])

  private static let population: [Int] = {
    var generator = SeededGenerator(seed: 1, stream: "population")
    return Array(Array(0..<4_096).shuffled(using: &generator).prefix(3_000))
  }()

  private static func table(_ rows: [Int]) -> Table {
    SampleTables.table(
      (0..<6).map { column in
        ("c\(column)", rows.map { ["a", "b", "c", "d"][($0 >> (2 * column)) & 3] })
      })
  }

  private func draws(_ count: Int, from rows: [Int], seed: UInt64 = 2) -> [Int] {
    var generator = SeededGenerator(seed: seed, stream: "draws")
    return (0..<count).compactMap { _ in rows.randomElement(using: &generator) }
  }

  private func compare(_ synthetic: [Int], holdout: [Int] = holdout, label: Int? = 5) throws
    -> ValidationReport
  {
    var configuration = SampleTables.quick
    configuration.measuresDetection = false
    configuration.measuresUtility = false
    let columns = (0..<6).map { ColumnSchema(name: "c\($0)", kind: .categorical) }
    return try ValidationReport.compare(
      training: Self.table(Self.training), holdout: Self.table(holdout),
      synthetic: Self.table(synthetic), schema: Schema(columns: columns), labelIndex: label,
      configuration: configuration, threadCount: 2)
  }

  private func copies(_ report: ValidationReport) throws -> Gate.Check {
    try #require(report.gate.checks.first { $0.name == "copies" })
  }

  @Test(arguments: [nil, 5], UInt64(2)...6)
  func aGeneratorOfAllPossibleRowsPasses(label: Int?, seed: UInt64) throws {
    // Of 3,000 equally frequent rows, 2,000 were learned from: two thirds of all draws copy one.
    let report = try compare(draws(2_000, from: Self.population, seed: seed), label: label)
    #expect(abs(try #require(report.value("copies")) - 2.0 / 3) < 0.04)
    let chance = try #require(report.privacy.copiesByChance.value)
    let error = try #require(report.privacy.copiesByChanceStandardError)
    #expect(error < 0.06 && abs(chance - 2.0 / 3) < 3 * error, "seed \(seed): \(chance) ± \(error)")
    #expect(abs(try #require(report.privacy.unseenMatches.value) - 400.0 / 3_000) < 0.03)
    let check = try copies(report)
    #expect(check.outcome == .pass && check.limit.failure < 0.95, "seed \(seed): \(check)")
    #expect(report.verdictSentences.last?.contains("would by chance, as the table") == true)
  }

  @Test func aMemorisingGeneratorFails() throws {
    let report = try compare(draws(2_000, from: Self.training))
    #expect(report.value("copies") == 1 && report.privacy.unseenMatches == .value(0))
    #expect(report.privacy.copiesByChance.reason != nil && report.privacy.copiesFloor == 0)
    #expect(try copies(report).outcome == .fail)
    #expect(report.verdictSentences.last?.contains("0.00 % repeat another") == true)
  }

  @Test func memorisingHalfOfTheTimeFailsToo() throws {
    let report = try compare(
      draws(1_000, from: Self.training) + draws(1_000, from: Self.population))
    #expect(try #require(report.privacy.copiesByChance.value) < 0.5)
    let check = try copies(report)
    #expect(check.outcome == .fail && check.limit.failure < 0.8, "\(check)")
    #expect(check.reason.contains("would by chance"))
  }

  @Test func holdoutRowsThatTrainingRowsRepeatAreNoEvidence() throws {
    // A memorising generator meets them as often as any training row.
    let report = try compare(
      draws(2_000, from: Self.training), holdout: Self.holdout + Self.training.prefix(40))
    #expect(report.privacy.unseenMatches == .value(0))
    #expect(try copies(report).outcome == .fail)
  }

  @Test(arguments: [1, 4, 12])
  func aTinyHoldoutDoesNotDecide(count: Int) throws {
    // One popular unseen row among few would otherwise stand for thousands of training rows.
    let rows = draws(1_900, from: Self.training) + [Int](repeating: Self.holdout[0], count: 100)
    let report = try compare(rows, holdout: Array(Self.holdout.prefix(count)))
    #expect(try #require(report.privacy.unseenMatches.value) == 0.05)
    #expect(report.privacy.copiesByChance.reason != nil)
    #expect(try copies(report).outcome == .fail)
  }

  @Test func withoutHoldoutTheOtherFloorsRemain() throws {
    let report = try compare(draws(500, from: Self.population), holdout: [])
    #expect(report.privacy.unseenMatches.reason != nil)
    #expect(try copies(report).outcome == .fail)
  }

  @Test func balancedClassesHaveTheirOwnChance() throws {
    // Where rows of class "d" are made ten times as often, each of them is met ten times as often, seen or not.
    let rare = Self.population.filter { ($0 >> 10) & 3 == 3 }
    let rows = draws(1_000, from: Self.population) + draws(2_000, from: rare)
    let report = try compare(rows)
    let chance = try #require(report.privacy.copiesByChance.value)
    let error = try #require(report.privacy.copiesByChanceStandardError)
    #expect(abs(chance - (try #require(report.value("copies")))) < 3 * error)
    #expect(try copies(report).outcome == .pass)
  }
}
