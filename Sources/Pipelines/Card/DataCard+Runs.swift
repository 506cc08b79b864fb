internal import Foundation
internal import Reporting

extension DataCard {
  /// The card of a run on a table.
  init(_ results: Results, configuration: PipelineConfiguration) {
    let (dataset, report) = (results.dataset, results.report)
    let (isPublished, made) = (report.gate.isPassed, results.synthetic.rowCount)
    let input = configuration.input.shownName
    self.init(
      noun: "rows",
      title: isPublished
        ? "\(made.counted("synthetic row")) for \(input)" : "\(input): nothing was published",
      command: CommandText(configuration, made: made).text, gate: report.gate.outcome)
    facts = [
      ("made by", "augment \(augmentVersion), seed \(configuration.seed)"),
      ("from", "\(input.inMarkdown), \(dataset.table.rowCount.counted("row"))"),
      ("learned from", results.parts.training.rowCount.counted("row")),
      ("judged on", results.parts.holdout.rowCount.counted("unseen row")),
      ("columns", dataset.table.columns.count.grouped),
      ("label", dataset.label.reason.inMarkdown),
      ("licence", configuration.output.shownLicence),
    ]
    inputs = dataset.input.files
    files = RunSummary.files(isPublished: isPublished, results, configuration)
      .filter { $0.name != RunFile.card }
    let real = results.rows.classCounts(classCount: results.encoder.classNames.count)
    let synthetic = results.sampled.classCounts(classCount: results.encoder.classNames.count)
    classes = results.encoder.classNames.indices.map {
      ClassRow(
        name: results.encoder.classNames[$0], realCount: real[$0], syntheticCount: synthetic[$0])
    }
    verdict = report.verdictSentences
    scores = report.metrics.compactMap { entry in
      entry.score.value.map {
        ScoreRow(
          name: entry.name, meaning: entry.meaning, score: $0, noiseFloor: entry.noiseFloor)
      }
    }
    gateReasons = report.gate.checks.filter { $0.outcome != .pass }.map(\.reason)
    isGateOff = !report.gate.isEnabled
    limits = Self.commonLimits("rows") + Self.tableLimits(dataset)
    loading = isPublished ? Self.loading(configuration.output.formats, results.dataset) : []
  }

  private static func tableLimits(_ dataset: Dataset) -> [String] {
    let made = dataset.schema.columns.filter { $0.kind == .text || $0.kind == .identifier }
    if made.isEmpty { return [] }
    let names = made.prefix(10).map { "'\($0.name.shown().inMarkdown)'" }.joined(separator: ", ")
    return [
      "Keys and free text (\(names)) are made anew in the manner of the real ones; they say nothing about the rest of their row."
    ]
  }

  private static func loading(_ formats: [TableFormat], _ dataset: Dataset) -> [String] {
    let lines = formats.map { format -> String in
      let name = RunFile.augmented(format)
      switch format {
      case .csv, .compressedCSV:
        let delimiter = dataset.input.dialect.delimiter
        let separator =
          delimiter == UInt8(ascii: ",") ? "" : ", sep=\"\(Self.python(delimiter))\""
        let header = dataset.input.dialect.hasHeader ? "" : ", header=None"
        let encoding = dataset.input.dialect.encoding == .latin1 ? ", encoding=\"latin-1\"" : ""
        return "table = pandas.read_csv(\"\(name)\"\(separator)\(header)\(encoding))"
      case .jsonLines: return "table = pandas.read_json(\"\(name)\", lines=True)"
      case .arrays:
        return
          "arrays = numpy.load(\"\(name)\", allow_pickle=False)  # X, y, feature_names, class_names"
      }
    }
    let modules = [
      formats.contains(.arrays) ? "numpy" : nil, formats == [.arrays] ? nil : "pandas",
    ]
    return ["import \(modules.compactMap { $0 }.joined(separator: ", "))", ""] + lines
  }

  private static func python(_ byte: UInt8) -> String {
    byte == 0x09 ? "\\t" : String(UnicodeScalar(byte))
  }

  /// The card of a run on images.
  init(_ results: ImageResults, configuration: ImagePipelineConfiguration) {
    let (report, training) = (results.judged.report, results.parts.training)
    let (isPublished, made) = (report.gate.isPassed, results.judged.images.count)
    let input = configuration.input.shownName
    self.init(
      noun: "images",
      title: isPublished
        ? "\(made.counted("synthetic image")) for \(input)" : "\(input): nothing was published",
      command: CommandText(
        configuration, made: made, steps: results.trained.model.configuration.steps
      ).text, gate: report.gate.outcome)
    facts = [
      ("made by", "augment \(augmentVersion), seed \(configuration.seed)"),
      ("from", "\(input.inMarkdown), \(results.input.images.count.counted("image"))"),
      ("learned from", training.count.counted("image")),
      ("judged on", results.parts.holdout.count.counted("unseen image")),
      ("images", "\(training.size), \(ImageReportPage.kind(training.channels))"),
      ("classes", training.classNames.count.grouped),
      ("licence", configuration.output.licence?.shown(200).inMarkdown ?? Self.noLicence),
    ]
    inputs = results.input.files
    files = ImageRunSummary.files(results, configuration).filter { $0.name != RunFile.card }
    let synthetic = results.judged.images.classCounts
    let real = training.classCounts
    classes = training.classNames.indices.map {
      ClassRow(
        name: training.classNames[$0], realCount: real[$0], syntheticCount: synthetic[$0])
    }
    verdict = report.verdictSentences
    scores = report.metrics.compactMap { entry in
      entry.score.value.map {
        ScoreRow(
          name: entry.name, meaning: entry.meaning, score: $0, noiseFloor: entry.noiseFloor)
      }
    }
    gateReasons = report.gate.checks.filter { $0.outcome != .pass }.map(\.reason)
    isGateOff = !report.gate.isEnabled
    limits = Self.commonLimits("images")
    loading =
      isPublished
      ? ["import torchvision", "", "images = torchvision.datasets.ImageFolder(\"augmented\")"] : []
  }

  /// What stands for a licence that nobody has named.
  static let noLicence = "not stated"
}

extension OutputConfiguration {
  /// The licence in the words of the card.
  var shownLicence: String { licence?.shown(200).inMarkdown ?? DataCard.noLicence }
}
