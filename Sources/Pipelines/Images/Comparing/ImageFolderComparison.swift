internal import Foundation
internal import Parallel
internal import Reporting

/// The road from two or three folders of images to a report: real images, synthetic ones, and real ones that nothing has seen.
///
/// It judges any synthetic images, whatever program made them.
public struct ImageFolderComparison: Sendable {
  /// Which images are compared, and how.
  public let configuration: ImageComparisonConfiguration
  private let clock: StageClock

  /// A comparison that tells `listener` how it goes.
  public init(
    _ configuration: ImageComparisonConfiguration,
    listener: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
  ) {
    self.configuration = configuration
    clock = StageClock(listener: listener)
  }

  /// What was read.
  private struct Sides {
    var real: ImageSet
    var holdout: ImageSet?
    var synthetic: ImageSet
    var files: [ManifestFile]
    var requestInputs: [RequestInput]
  }

  /// Judges the synthetic images and writes the report; nothing half-written stays when it throws.
  ///
  /// Without a hold-out, half of the real images stands for unseen ones where distributions are compared, and what needs unseen
  /// images is not applicable.
  /// - Throws: `PipelineError`, `DatasetError` or `ValidationError`.
  public func run() throws -> ImageComparisonSummary {
    try ConfigurationCheck.common(
      threadCount: configuration.threadCount, steps: nil, timeBudget: nil, holdoutFraction: 0)
    let directory = try RunDirectory(
      path: configuration.resolvedDirectory, replacesExisting: configuration.replacesExisting)
    defer { directory.discard() }

    let sides = try read()
    let (report, details) = try compare(sides)
    try write(report, details, sides, into: directory)
    let summary = ImageComparisonSummary(
      report, path: directory.path, seconds: clock.elapsedSeconds)
    try directory.commit()
    return summary
  }

  private func read() throws -> Sides {
    try clock.run(
      .read,
      detail: {
        "\($0.synthetic.count.counted("synthetic image")), \($0.real.count.grouped) real ones"
      }
    ) {
      let team = ThreadTeam(threadCount: configuration.threadCount)
      let input = configuration.real
      let real = try ImageFolderReader.read(
        path: input.path, options: input.readOptions, team: team)
      for note in ImageNotes(real, hasHoldout: input.holdoutPath != nil, input, team: team)
        .sentences
      {
        clock.listener(.noted(note))
      }
      let synthetic = try input.readBeside(configuration.syntheticPath, like: real, team)
      var files = [
        ManifestFile(role: "images", path: input.path, images: real),
        ManifestFile(role: "synthetic", path: configuration.syntheticPath, images: synthetic),
      ]
      let holdout = try input.holdoutPath.map { path in
        let found = try input.readBeside(path, like: real, team)
        files.append(ManifestFile(role: "holdout", path: path, images: found))
        return found
      }
      var places = [("images", input.path), ("synthetic", configuration.syntheticPath)]
      if let path = input.holdoutPath { places.append(("holdout", path)) }
      let requestInputs = try places.map {
        try RequestInput(role: $0.0, images: $0.1, team: team)
      }
      return Sides(
        real: real, holdout: holdout, synthetic: synthetic, files: files,
        requestInputs: requestInputs)
    }
  }

  private func compare(
    _ sides: Sides
  ) throws -> (report: ImageValidation, details: ImageDetails) {
    try clock.run(.compare, detail: { "gate: \($0.report.gate.outcome.rawValue)" }) {
      let real = sides.real
      let comparison = try ImageComparison(
        training: ImageSide(real), holdout: ImageSide(sides.holdout ?? real.images(at: [])),
        synthetic: ImageSide(sides.synthetic),
        shape: ImageShape(width: real.width, height: real.height, channels: real.channels),
        classNames: real.classNames)
      var validation = configuration.resolvedValidation
      if real.classNames.count < 2 { validation.measuresUtility = false }
      return try ImageValidation.compare(
        comparison, classifier: ConvolutionalClassifying(), configuration: validation,
        team: ThreadTeam(threadCount: configuration.threadCount))
    }
  }

  private func write(
    _ report: ImageValidation, _ details: ImageDetails, _ sides: Sides, into directory: RunDirectory
  ) throws {
    try clock.run(.write) {
      var document = report
      document.timings = []
      try directory.write(try JSONLines.document(document), to: RunFile.report)
      let page = try page(document, details, sides)
      try directory.write(Data(try ReportRenderer.html(page).utf8), to: RunFile.page)
      let outputs = try directory.files().map { try ManifestFile($0, in: directory) }
      var resolved = configuration
      resolved.validation = configuration.resolvedValidation
      let manifest = Manifest(
        seed: configuration.seed, isPublished: report.gate.isPassed,
        request: try configuration.request(sides.requestInputs),
        syntheticCount: sides.synthetic.count, configuration: resolved,
        inputs: sides.files, outputs: outputs)
      try directory.write(try manifest.encoded(), to: RunFile.manifest)
    }
  }

  private func page(
    _ report: ImageValidation, _ details: ImageDetails, _ sides: Sides
  ) throws -> ImageReportPage {
    let made = (configuration.syntheticPath as NSString).lastPathComponent
    var page = ImageReportPage(
      title: "\(made) against \(configuration.real.shownName)",
      outcome: sides.holdout == nil
        ? "No unseen images were given: what needs them is left out."
        : "The images were judged against real ones that their generator has not seen.",
      report: report, program: "augment \(augmentVersion)")
    page.facts = [
      "\(sides.real.size), " + ImageReportPage.kind(sides.real.channels),
      sides.real.classNames.count.counted("class", plural: "classes"),
      sides.synthetic.count.counted("synthetic image"), sides.real.count.counted("real image"),
    ]
    page.sheets = try ImageSheets(
      training: sides.real, synthetic: sides.synthetic, nearest: details.nearest
    ).sheets
    page.files = [
      ProvenanceGroup.Fact(RunFile.report, "every measurement, overall and per class"),
      ProvenanceGroup.Fact(RunFile.manifest, "inputs, outputs, seed and configuration"),
    ]
    return page
  }
}
