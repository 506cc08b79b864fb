import Foundation
import Pipelines
import Testing

/// `--rows auto`: as many rows as help, none where none do.
@Suite("Automatic rows")
struct AutomaticRowsTests {
  /// A run's files, removed with their owner.
  private final class Scratch {
    let url: URL

    init() throws {
      url = FileManager.default.temporaryDirectory.appending(path: "auto-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func lines(_ name: String) throws -> [Substring] {
      try String(contentsOf: url.appending(path: name), encoding: .utf8).split(separator: "\n")
    }
  }

  /// Rows with a key; those in the north are rare by 35 %, the others by 2 %, or all by half where the place says nothing.
  private func configuration(
    _ scratch: Scratch, isInformative: Bool = true, label: String? = "kind"
  ) throws -> PipelineConfiguration {
    var generator = SeededGenerator(seed: 5, stream: "places")
    var text = "key,place,size,kind\n"
    for row in 0..<2_400 {
      let isNorth = row % 4 == 0
      let share = isInformative ? isNorth ? 0.35 : 0.02 : 0.5
      let isRare = Double.random(in: 0..<1, using: &generator) < share
      let size = Int.random(in: 10..<100, using: &generator)
      text +=
        "K-\(10_000 + row),\(isNorth ? "north" : "south"),\(size),\(isRare ? "rare" : "usual")\n"
    }
    let path = scratch.url.appending(path: "places.csv").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    var configuration = PipelineConfiguration(inputPath: path)
    configuration.input.label = label
    configuration.sampling.rowCount = .automatic
    configuration.threadCount = 2
    configuration.training.steps = 60
    configuration.split.holdoutFraction = 0.4
    configuration.validation.detectionRounds = 5
    configuration.validation.utilityRounds = 5
    configuration.validation.augmentationRounds = 15
    configuration.validation.augmentationReplicateCount = 200
    configuration.validation.gate.isEnabled = false
    configuration.output.directory = scratch.url.appending(path: "made").path
    return configuration
  }

  private func report(_ summary: RunSummary) throws -> ValidationReport {
    try JSONDecoder().decode(
      ValidationReport.self,
      from: Data(contentsOf: URL(filePath: summary.directory).appending(path: RunFile.report)))
  }

  @Test("Exactly the rows that help are made, the same with any number of threads")
  func helpful() throws {
    let scratch = try Scratch()
    var configuration = try configuration(scratch)
    let summary = try Pipeline(configuration).run()
    let entry = try #require(try report(summary).augmentation)
    #expect(entry.recommended != nil, "\(entry.sentences)")
    #expect(summary.choosesRowCount && summary.syntheticRowCount > 0)
    #expect(summary.syntheticRowCount == entry.recommendedRowCount)
    #expect(
      summary.classes.map { [$0.name: $0.syntheticCount] }
        == entry.recommendedRowCounts.map { [$0.name: $0.rowCount] })
    let made = try scratch.lines("made/synthetic.csv")
    #expect(made.count == summary.syntheticRowCount + 1)
    #expect(Set(made.map { $0.prefix { $0 != "," } }).count == made.count, "keys do not repeat")
    #expect(try scratch.lines("made/augmented.csv").count == 2_400 + made.count)
    #expect(try report(summary).rows.synthetic == summary.syntheticRowCount)

    let manifest = try JSONDecoder().decode(
      Manifest<PipelineConfiguration>.self,
      from: Data(contentsOf: scratch.url.appending(path: "made/manifest.json")))
    #expect(manifest.configuration.sampling.rowCount == .automatic)
    configuration.threadCount = 1
    configuration.output.replacesExisting = true
    _ = try Pipeline(configuration).run()
    #expect(try scratch.lines("made/synthetic.csv") == made)
  }

  @Test("Where no rows help, only real ones are published, and the summary says how to make some")
  func none() throws {
    let scratch = try Scratch()
    let summary = try Pipeline(configuration(scratch, isInformative: false)).run()
    let report = try report(summary)
    #expect(report.augmentation?.recommended == nil)
    #expect(summary.isPublished && summary.syntheticRowCount == 0)
    #expect(try scratch.lines("made/synthetic.csv") == ["key,place,size,kind"])
    #expect(
      try scratch.lines("made/augmented.csv") == scratch.lines("places.csv"))
    #expect(report.gate.checks.isEmpty && report.metrics.allSatisfy { $0.name != "" })
    #expect(report["shape"]?.score.reason != nil)
    #expect(summary.text.hasPrefix("Made no synthetic rows from 2,400 real ones"))
    #expect(summary.text.contains("name a number with --rows"))
    #expect(summary.verdict.count == (report.augmentation?.sentences.count ?? -1))
  }

  @Test("What is measured beside the table does not change the table")
  func poolStaysOutside() throws {
    let scratch = try Scratch()
    var configuration = try configuration(scratch)
    configuration.sampling.rowCount = .count(200)
    let summary = try Pipeline(configuration).run()
    let entry = try #require(try report(summary).augmentation)
    let full = try #require(entry["synthetic.full"])
    #expect(full.addedRowCount == full.wantedRowCount && full.addedRowCount > 200)
    #expect(summary.syntheticRowCount == 200)
    #expect(summary.text.contains("pass --rows auto") == (summary.helpfulRowCount ?? 0 > 0))
    let made = try scratch.lines("made/synthetic.csv")
    configuration.validation.measuresAugmentation = false
    configuration.output.replacesExisting = true
    let plain = try Pipeline(configuration).run()
    #expect(try report(plain).augmentationReason == "the measurement is switched off")
    #expect(try scratch.lines("made/synthetic.csv") == made)
  }

  @Test("Rows that cannot be judged are refused before anything is learned")
  func refusals() throws {
    let scratch = try Scratch()
    var configuration = try configuration(scratch)
    configuration.split.holdoutFraction = 0
    let path = configuration.input.path
    let reason = "the hold-out has fewer than two labelled rows"
    #expect(throws: PipelineError.rowsNotJudged(path: path, reason: reason)) {
      try Pipeline(configuration).run()
    }
    #expect(throws: PipelineError.rowsNotJudged(path: path, reason: reason)) {
      try Pipeline(configuration).inspect()
    }
    #expect(PipelineError.rowsNotJudged(path: path, reason: reason).exitCode == 65)
    configuration.sampling.isBalanced = true
    #expect(throws: PipelineError.self) { try configuration.check() }
    #expect(!FileManager.default.fileExists(atPath: scratch.url.appending(path: "made").path))
  }

  @Test("An inspection leaves the number of rows open")
  func inspection() throws {
    let scratch = try Scratch()
    let inspection = try Pipeline(configuration(scratch)).inspect()
    #expect(inspection.classes.allSatisfy { $0.plannedCount == nil })
    #expect(inspection.text.contains("as many as help to make"))
  }

  @Test("An amount of rows is a number or auto, in files too")
  func coding() throws {
    for (amount, text) in [(RowAmount.count(12), "12"), (.automatic, "\"auto\"")] {
      let data = try JSONEncoder().encode(amount)
      #expect(String(decoding: data, as: UTF8.self) == text)
      #expect(try JSONDecoder().decode(RowAmount.self, from: data) == amount)
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RowAmount.self, from: Data("\"many\"".utf8))
    }
    var sampling = SamplingConfiguration()
    let data = try JSONEncoder().encode(sampling)
    #expect(try JSONDecoder().decode(SamplingConfiguration.self, from: data) == sampling)
    sampling.rowCount = .automatic
    let automatic = try JSONEncoder().encode(sampling)
    #expect(try JSONDecoder().decode(SamplingConfiguration.self, from: automatic) == sampling)
  }
}
