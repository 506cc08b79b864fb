import Foundation
import Pipelines
import Testing

@Suite("The data card")
struct DataCardTests {
  private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(
    "It says where the data come from, how close they are, and how to load them; equal runs write equal cards"
  )
  func card() throws {
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "card-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    var texts: [String] = []
    for (name, threads) in [("a", 1), ("b", 2)] {
      var configuration = PipelineConfiguration(
        inputPath: Self.root.appending(path: "fixtures/tables/loans.csv").path)
      configuration.output.directory = scratch.appending(path: name).path
      configuration.output.formats = [.csv, .jsonLines, .arrays]
      configuration.output.licence = "CC BY 4.0 | *mine*"
      configuration.sampling.rowCount = .count(60)
      configuration.sampling.isBalanced = true
      configuration.training.steps = 4
      configuration.validation.gate.isEnabled = false
      configuration.seed = 7
      configuration.threadCount = threads
      _ = try Pipeline(configuration).run()
      let card = scratch.appending(path: "\(name)/\(RunFile.card)")
      texts.append(try String(contentsOf: card, encoding: .utf8))
      for format in [TableFormat.csv, .jsonLines, .arrays] {
        let path = scratch.appending(path: "\(name)/\(RunFile.synthetic(format))").path
        #expect(FileManager.default.fileExists(atPath: path))
      }
    }
    #expect(texts[0] == texts[1])
    let text = texts[0]
    #expect(text.hasPrefix("# 60 synthetic rows for loans.csv\n"))
    #expect(text.contains("| licence | CC BY 4.0 \\| \\*mine\\* |"))
    #expect(
      text.contains(
        "augment --input loans.csv --rows 60 --balance --seed 7 --steps 4"))
    #expect(text.contains("--format csv,jsonl,npz --licence 'CC BY 4.0 | *mine*' --no-gate"))
    #expect(text.contains("pandas.read_json(\"augmented.jsonl\", lines=True)"))
    #expect(text.contains("numpy.load(\"augmented.npz\", allow_pickle=False)"))
    #expect(text.contains("| shape | ") && text.contains("SHA-256"))
    #expect(!text.contains(scratch.path) && !text.contains(Self.root.path))
  }
}
