internal import Foundation
internal import Reporting

extension ImageReportPage {
  /// The page of a run.
  init(_ results: ImageResults, configuration: ImagePipelineConfiguration) throws {
    let report = results.judged.report
    let isPublished = report.gate.isPassed
    let input = configuration.input.shownName
    let made = results.judged.images.count.counted("synthetic image")
    var document = report
    document.timings = []
    self.init(
      title: isPublished ? "\(made) for \(input)" : "\(made) for \(input), not published",
      outcome: isPublished
        ? results.judged.images.count == 0
          ? "No images were made, as no gain from them is certain."
          : "The images are in \(RunFile.syntheticImages)/, and beside the real ones in \(RunFile.augmentedImages)/."
        : "Nothing was published: there is this report and the model, but no dataset.",
      report: document, program: "augment \(augmentVersion)")
    let training = results.parts.training
    facts = [
      "\(training.size), " + Self.kind(training.channels),
      training.classNames.count.counted("class", plural: "classes"),
      "learned from \(training.count.counted("image"))",
      "judged on \(results.parts.holdout.count.counted("unseen image"))",
      "seed \(configuration.seed)",
    ]
    notes =
      results.input.notes.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
      + results.input.images.skipped.prefix(Self.skippedCount).map {
        "Skipped: \($0.description.shown(160))."
      }
      + results.trained.log.events.map { "Training, \($0)." }
    losses = LossCurve.curves(results.trained.log.lines)
    sheets = try ImageSheets(
      training: training, synthetic: results.judged.images, nearest: results.judged.details.nearest
    ).sheets
    selection = results.judged.selection.map(ImageSelection.init)
    provenance = Self.groups(results, configuration)
    files = ImageRunSummary.files(results, configuration).filter { $0.name != RunFile.page }
      .map { ProvenanceGroup.Fact($0.name, $0.detail) }
  }

  /// Of so many skipped files the page says why; `report.json` lists all.
  private static let skippedCount = 10

  static func kind(_ channels: Int) -> String {
    switch channels {
    case 1: "grey"
    case 2: "grey with opacity"
    case 3: "RGB"
    default: "RGBA"
    }
  }

  private static func groups(
    _ results: ImageResults, _ configuration: ImagePipelineConfiguration
  ) -> [ProvenanceGroup] {
    typealias Fact = ProvenanceGroup.Fact
    let (training, sampling) = (results.trained.model.configuration, configuration.sampling)
    let input = results.input.files.flatMap { file in
      [
        Fact(file.role ?? "file", (file.path as NSString).lastPathComponent),
        Fact("SHA-256 of the pixels", file.sha256, isCode: true),
      ]
    }
    return [
      ProvenanceGroup(
        title: "Input",
        facts: input + [
          Fact("images", results.input.images.count.grouped),
          Fact("fitted to the size", results.input.images.source.fittedCount.grouped),
          Fact("skipped files", results.input.images.skipped.count.grouped),
        ]),
      ProvenanceGroup(
        title: "Images",
        facts: [
          Fact("learned from", results.parts.training.count.grouped),
          Fact("held out for the comparison", results.parts.holdout.count.grouped),
          Fact("made", results.judged.images.count.grouped),
          Fact("classes", sampling.isBalanced ? "equally many images of each" : "as asked for"),
          Fact("truncation", sampling.truncation.map { "\($0)" } ?? "none"),
          Fact(
            "least confidence",
            sampling.asksClassifier ? "\(sampling.minimumConfidence)" : "not asked for"),
          Fact("seed", "\(configuration.seed)"),
        ]),
      ProvenanceGroup(
        title: "Training",
        facts: [
          Fact("networks", training.family.rawValue),
          Fact("steps", (training.steps ?? 0).grouped),
          Fact("images per step", training.batchSize.grouped),
          Fact("images seen", results.trained.log.imageCount.grouped),
          Fact("learning rate", String(format: "%.3g", training.rate ?? 0)),
          Fact(
            "weight of the gradient penalty", String(format: "%.3g", training.penaltyWeight ?? 0)),
          Fact("channels", training.isNarrow == true ? "three quarters" : "all"),
          Fact("program", "augment \(augmentVersion)"),
        ]),
    ]
  }
}

extension LossCurve {
  /// The curves of a training on images, the networks with most steps first.
  static func curves(_ lines: [ImageTrainingLog.Line]) -> [LossCurve] {
    let networks = Dictionary(grouping: lines, by: \.network)
    return networks.keys.sorted().compactMap { key in networks[key].flatMap(Self.curve) }
  }

  private static func curve(_ lines: [ImageTrainingLog.Line]) -> LossCurve? {
    guard let first = lines.first else { return nil }
    func line(_ name: String, _ number: KeyPath<ImageTrainingLog.Line, Double?>) -> Line? {
      let points = lines.compactMap { line in
        line[keyPath: number].map { Point(step: line.step, loss: $0) }
      }
      return points.isEmpty ? nil : Line(name: name, points: points)
    }
    let panels = [
      Panel(
        title: "Game", unit: "loss",
        lines: [
          line("generator", \.generatorLoss), line("discriminator", \.discriminatorLoss),
        ].compactMap { $0 }),
      Panel(
        title: "Told apart by the discriminator", unit: "share",
        lines: [
          line("real images", \.realAccuracy), line("made images", \.generatedAccuracy),
        ].compactMap { $0 }),
      Panel(
        title: "Distance from real images", unit: "Fréchet distance",
        lines: [line("a thousand images", \.distance)].compactMap { $0 }),
    ]
    return LossCurve(
      network: first.classes, stepCount: first.stepCount,
      panels: panels.filter { !$0.lines.isEmpty })
  }
}

extension ImageSelection {
  /// What happened in a class.
  init(_ own: ClassSelection) {
    let reasons = [
      Rejection(reason: "equal to a training image", count: own.equalCount),
      Rejection(reason: "too near to a training image", count: own.nearCount),
      Rejection(reason: "class not seen by the classifier", count: own.doubtfulCount),
    ]
    self.init(
      className: own.className, wanted: own.wantedCount, drawn: own.drawnCount,
      accepted: own.acceptedCount, rejected: reasons.filter { $0.count > 0 })
  }
}

extension ImageInputConfiguration {
  /// The input's name without its folders: where it lies says nothing about what was made from it.
  var shownName: String {
    let name = (path as NSString).lastPathComponent
    return name.isEmpty || name == "." || name == "/" ? "images" : name
  }
}
