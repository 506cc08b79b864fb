import Foundation
import Pipelines
import Testing

@Suite("Protection of single real rows")
struct PrivacyTests {
  private static let loans = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/tables/loans.csv").path

  /// Rows made under these protections, the real ones, and what the run says.
  private func made(
    _ change: (inout PrivacyConfiguration) -> Void
  ) throws -> (table: Table, real: Table, schema: Schema, summary: RunSummary) {
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "made-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    var configuration = PipelineConfiguration(inputPath: Self.loans)
    configuration.training.steps = 40
    configuration.validation.gate.isEnabled = false
    configuration.validation.metrics = ["shape", "trend"]
    configuration.output.directory = scratch.path
    configuration.sampling.rowCount = .count(400)
    change(&configuration.privacy)
    let summary = try Pipeline(configuration).run()
    let real = try CSVReader.read(path: Self.loans).table
    return (
      try CSVReader.read(path: scratch.path + "/synthetic.csv").table, real, Schema.infer(real),
      summary
    )
  }

  @Test("Names that few real rows have are not written, and the cost is told")
  func rareNames() throws {
    let (table, real, schema, summary) = try made { $0.leastNameCount = 60 }
    var hidden = 0
    for (index, column) in real.columns.enumerated()
    where schema.columns[index].kind == .categorical {
      let frequent = Set(zip(column.levels, column.levelCounts).filter { $1 >= 60 }.map(\.0))
      if column.name == "default" { continue }
      hidden += column.levels.count - frequent.count
      #expect(Set(table.columns[index].levels).isSubset(of: frequent), "\(column.name)")
    }
    #expect(hidden > 0)
    #expect(table.rowCount == 400)
    let record = try #require(summary.drawing)
    #expect(record.changedCellShare ?? 0 > 0)
    #expect(record.protectionCosts.map(\.metric) == ["shape", "trend"])
    #expect(summary.text.contains("Protection costs fidelity: shape "))
  }

  @Test("Numbers stay between the quantiles")
  func clipping() throws {
    let (table, real, schema, _) = try made { $0.clippedShare = 0.1 }
    for (index, column) in real.columns.enumerated() where schema.columns[index].isNumeric {
      let own = schema.columns[index]
      let numbers = (0..<real.rowCount).compactMap { own.number(column[$0]) }.sorted()
      // Quantiles are those of the rows learned from, a tenth fewer.
      let (low, high) = (numbers[numbers.count / 20], numbers[numbers.count - numbers.count / 20])
      let made = (0..<table.rowCount).compactMap { own.number(table.columns[index][$0]) }
      #expect(made.allSatisfy { (low...high).contains($0) }, "\(column.name)")
    }
  }

  @Test("Rows nearer to real ones than these are to each other are drawn again")
  func distance() throws {
    let (table, _, _, summary) = try made { $0.closeShare = 0.3 }
    #expect(table.rowCount == 400)
    let rejections = try #require(summary.drawing).rejections
    #expect(rejections.contains { $0.requirement == "distance to real rows" && $0.rowCount > 0 })
  }

  @Test("A protection that would leave no name is refused")
  func impossible() throws {
    #expect(throws: PipelineError.self) { try made { $0.leastNameCount = 100_000 } }
    #expect(throws: PipelineError.self) { try made { $0.clippedShare = 0.5 } }
    #expect(throws: PipelineError.self) { try made { $0.closeShare = -1 } }
  }
}
