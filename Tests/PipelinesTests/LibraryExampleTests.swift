import Foundation
import Testing

// example begins
import Pipelines

/// Makes 500 more rows of a table, keeps the model, and draws another 1,000 from it.
func augment(_ input: String, in folder: String) throws -> (verdict: [String], drawn: Int) {
  var configuration = PipelineConfiguration(inputPath: input)
  configuration.input.label = "default"
  configuration.sampling.rowCount = .count(500)
  configuration.sampling.condition = "age >= 30"
  configuration.training.steps = 50
  configuration.output.directory = folder + "/made"
  let summary = try Pipeline(configuration) { event in
    if case .noted(let note) = event { print(note) }
  }.run()

  var drawing = ModelSamplingConfiguration(modelPath: folder + "/made")
  drawing.rowCount = 1_000
  drawing.outputPath = folder + "/more.csv"
  return (summary.verdict, try ModelSampling(drawing).run().count)
}
// example ends

@Suite("The library example in docs/library.md")
struct LibraryExampleTests {
  private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test("It runs")
  func runs() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "library-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = Self.root.appending(path: "fixtures/tables/loans.csv").path
    let (verdict, drawn) = try augment(input, in: folder.path)
    #expect(!verdict.isEmpty && drawn == 1_000)
  }

  @Test("The documentation shows the lines that are compiled here")
  func isShown() throws {
    let own = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let shown = try String(
      contentsOf: Self.root.appending(path: "docs/library.md"), encoding: .utf8)
    let begin = try #require(own.range(of: "// example begins\n"))
    let end = try #require(own.range(of: "// example ends\n"))
    #expect(shown.contains("```swift\n" + own[begin.upperBound..<end.lowerBound] + "```"))
  }
}
