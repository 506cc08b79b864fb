import Foundation
import Pipelines
import Testing

@Suite("Configuration of a run on images")
struct ImageConfigurationTests {
  @Test("A configuration survives its file, and threads and places are not in it")
  func roundTrip() throws {
    var configuration = ImagePipelineConfiguration(inputPath: "images")
    configuration.sampling.classCounts = ClassAmounts(everyClass: 3, named: ["a": 5])
    configuration.input.size = ImageSize(width: 20, height: 30)
    configuration.output.directory = "elsewhere"
    configuration.threadCount = 7
    let data = try JSONEncoder().encode(configuration)
    #expect(!String(decoding: data, as: UTF8.self).contains("elsewhere"))
    var read = try JSONDecoder().decode(ImagePipelineConfiguration.self, from: data)
    #expect(read.output.directory == nil)
    (read.output.directory, read.threadCount) = ("elsewhere", 7)
    #expect(read == configuration)
  }

  @Test("Values that no stage could work with are refused")
  func refused() {
    let changes: [(inout ImagePipelineConfiguration) -> Void] = [
      { $0.sampling.imageCount = .count(0) },
      { $0.sampling.truncation = 0 },
      { $0.sampling.minimumConfidence = 1 },
      { $0.sampling.copyQuantile = 0.9 },
      { $0.training.steps = 0 },
      { $0.training.timeBudgetSeconds = -1 },
      { $0.output.checkpointInterval = 0 },
      { $0.threadCount = 0 },
      { ($0.sampling.imageCount, $0.sampling.isBalanced) = (.automatic, true) },
      { ($0.training.steps, $0.training.timeBudgetSeconds) = (5, 5) },
    ]
    for change in changes {
      var configuration = ImagePipelineConfiguration(inputPath: "images")
      change(&configuration)
      #expect(throws: PipelineError.self) { try configuration.check() }
    }
    #expect(throws: Never.self) {
      try ImagePipelineConfiguration(inputPath: "images").check()
    }
  }

  @Test("Folders, archives and IDX files are images, all else is a table")
  func kinds() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    func kind(_ path: String) -> InputKind {
      InputKind(path: root.appending(path: "fixtures/" + path).path)
    }
    #expect(kind("images/shapes") == .images && kind("images/shapes.npz") == .images)
    #expect(kind("images/idx/train-images-idx3-ubyte.gz") == .images)
    #expect(kind("tables/loans.csv") == .table && kind("missing") == .table)
    #expect(InputKind(path: "-") == .table)
  }
}
