import Foundation
import Pipelines
import Synchronization
import Testing

@Suite("Pipeline")
struct PipelineTests {
  private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func configuration(_ name: String, in scratch: String) -> PipelineConfiguration {
    var configuration = PipelineConfiguration(
      inputPath: Self.root.appending(path: "fixtures/tables/\(name)").path)
    configuration.threadCount = 2
    configuration.training.steps = 3
    configuration.validation.gate.isEnabled = false
    configuration.output.directory = scratch + "/made"
    return configuration
  }

  private func scratch() throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "runs-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test("The manifest lists every input and output with the digest of its bytes")
  func manifest() throws {
    let scratch = try scratch()
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let configuration = configuration("tiny.csv", in: scratch)
    let summary = try Pipeline(configuration).run()
    #expect(summary.isPublished)
    let folder = URL(filePath: summary.directory)
    let manifest = try JSONDecoder().decode(
      Manifest<PipelineConfiguration>.self,
      from: try Data(contentsOf: folder.appending(path: RunFile.manifest)))
    #expect(manifest.version == augmentVersion)
    #expect(manifest.inputs.map(\.path) == [configuration.input.path])
    #expect(manifest.configuration.input.label == "kind")
    // `sha256sum fixtures/tables/tiny.csv`
    let listed = try digests(of: [configuration.input.path])
    #expect(manifest.inputs.map(\.sha256) == listed)
    let names = manifest.outputs.map(\.path)
    #expect(names == names.sorted())
    #expect(
      Set(names).isSuperset(of: [
        RunFile.page, RunFile.card, RunFile.synthetic(.csv), RunFile.augmented(.csv),
        RunFile.report, RunFile.schema,
        RunFile.training,
      ]))
    let paths = names.map { folder.appending(path: $0).path }
    #expect(manifest.outputs.map(\.sha256) == (try digests(of: paths)))
  }

  /// What `sha256sum` says.
  private func digests(of paths: [String]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    process.arguments = paths
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map {
      String($0.prefix(64))
    }
  }

  @Test("Every stage reports its beginning and its end, in order")
  func events() throws {
    let scratch = try scratch()
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let stages = Mutex<[Stage]>([])
    let steps = Mutex(0)
    let pipeline = Pipeline(configuration("tiny.csv", in: scratch)) { event in
      if case .ended(let stage, _, _) = event { stages.withLock { $0.append(stage) } }
      if case .trained = event { steps.withLock { $0 += 1 } }
    }
    let summary = try pipeline.run()
    #expect(stages.withLock { $0 } == Stage.allCases)
    #expect(steps.withLock { $0 } == 3 * summary.classes.count || steps.withLock { $0 } == 3)
  }

  @Test("A user's own hold-out is used, and must have the input's columns")
  func ownHoldout() throws {
    let scratch = try scratch()
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var configuration = configuration("tiny.csv", in: scratch)
    let holdout = scratch + "/holdout.csv"
    // Columns in another order than the input's.
    try "kind,girth_cm,height_m\noak,44,20.5\nbirch,30,15.1\n"
      .write(toFile: holdout, atomically: true, encoding: .utf8)
    configuration.input.holdoutPath = holdout
    let summary = try Pipeline(configuration).run()
    #expect(summary.holdoutRowCount == 2)
    #expect(summary.classes.map(\.trainingCount).reduce(0, +) == summary.realRowCount)
    try "kind,girth_cm\noak,44\n".write(toFile: holdout, atomically: true, encoding: .utf8)
    configuration.output.replacesExisting = true
    #expect(throws: PipelineError.missingColumns(path: holdout, missing: ["height_m"], further: []))
    {
      try Pipeline(configuration).run()
    }
  }

  @Test("Inspecting plans what a run does")
  func inspection() throws {
    let scratch = try scratch()
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var configuration = configuration("sensors.csv", in: scratch)
    configuration.input.label = "power_kw"
    configuration.sampling.rowCount = .count(500)
    let inspection = try Pipeline(configuration).inspect()
    #expect(inspection.rowCount == 1_200)
    #expect(
      inspection.columns.map(\.kind) == [
        .temporal, .categorical, .decimal, .decimal, .decimal, .decimal, .boolean, .decimal,
      ])
    #expect(inspection.classes.compactMap(\.plannedCount).reduce(0, +) == 500)
    #expect(inspection.plan.networks.allSatisfy { $0.stepCount == 3 })
    #expect(inspection.text.contains("'power_kw', as requested"))
  }
}
