import Foundation
import Pipelines
import Testing

@Suite("The page of a run")
struct RunPageTests {
  private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Runs a fixture with a few steps, without a gate; `configure` may change that.
  private func run(
    _ name: String, _ configure: (inout PipelineConfiguration) -> Void = { _ in }
  ) throws -> (page: String, folder: URL, summary: RunSummary) {
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    var configuration = PipelineConfiguration(
      inputPath: Self.root.appending(path: "fixtures/\(name)").path)
    configuration.threadCount = 2
    configuration.training.steps = 3
    configuration.validation.gate.isEnabled = false
    configuration.output.directory = scratch.appending(path: "made").path
    configure(&configuration)
    let summary = try Pipeline(configuration).run()
    let folder = URL(filePath: summary.directory)
    let page = try String(
      contentsOf: folder.appending(path: RunFile.page), encoding: .utf8)
    return (page, scratch, summary)
  }

  @Test("It is named first, tells how the rows were made, and names no place or time")
  func provenance() throws {
    let (page, folder, summary) = try run("tables/loans.csv")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(summary.files.first?.name == RunFile.page)
    #expect(page.contains("synthetic rows for loans.csv"))
    let manifest = try JSONDecoder().decode(
      Manifest<PipelineConfiguration>.self,
      from: try Data(
        contentsOf: URL(filePath: summary.directory).appending(path: RunFile.manifest)))
    #expect(page.contains(try #require(manifest.inputs.first).sha256))
    #expect(!page.contains(Self.root.path) && !page.contains(folder.path))
    #expect(page.contains("id=\"training\"") && page.contains("nats per row"))
  }

  @Test("Its sample has synthetic rows only, none that equals a real one")
  func sample() throws {
    let (page, folder, summary) = try run("tables/tiny.csv") { $0.sampling.rowCount = .count(300) }
    defer { try? FileManager.default.removeItem(at: folder) }
    func lines(_ path: String) throws -> Set<String> {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      return Set(text.split(separator: "\n").dropFirst().map(String.init))
    }
    let real = try lines(Self.root.appending(path: "fixtures/tables/tiny.csv").path)
    let synthetic = try lines(summary.directory + "/" + RunFile.synthetic(.csv))
    let table = try #require(
      page.firstMatch(of: /(?s)<table class="sample">.*?<tbody>(.*?)<\/tbody>/)
    ).1
    let rows = table.matches(of: /(?s)<tr>(.*?)<\/tr>/).map { row in
      row.1.matches(of: /(?s)<td>(.*?)<\/td>/).map { cell in
        String(cell.1).replacingOccurrences(
          of: "<span class=\"faint\">missing</span>", with: "")
      }.joined(separator: ",")
    }
    #expect((1...10).contains(rows.count))
    for row in rows { #expect(synthetic.contains(row) && !real.contains(row), "\(row)") }
  }

  @Test("Where the gate fails, no row is on it")
  func withheld() throws {
    let (page, folder, summary) = try run("tables/loans.csv") {
      $0.validation.gate.isEnabled = true
      $0.validation.gate.shapeError = GateLimit(warning: 0, failure: 0.0001)
      $0.validation.gate.detection = GateLimit(warning: 0, failure: 0.01)
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(!summary.isPublished)
    #expect(page.contains("not published") && page.contains("failed"))
    #expect(!page.contains("class=\"sample\""))
    #expect(page.contains("As nothing was published, no rows are shown."))
  }

  @Test(
    "Unusual tables have a page",
    arguments: [
      "odd/constant_column.csv", "odd/missing_column.csv", "odd/class_with_one_row.csv",
      "odd/one_class.csv", "tables/no_header.csv", "tables/sensors.csv",
    ])
  func unusual(name: String) throws {
    let (page, folder, _) = try run(name) { $0.sampling.rowCount = .count(30) }
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(page.contains("id=\"provenance\""))
    #expect(page.firstMatch(of: /\bnan\b|Optional\(/) == nil)
  }
}
