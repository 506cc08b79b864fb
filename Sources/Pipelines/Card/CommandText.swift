internal import Foundation

/// A command line that repeats a run: what differs from the defaults, spelled as options.
struct CommandText: Sendable {
  private var words = ["augment"]

  /// The command in lines that a shell takes.
  var text: String { words.map(\.inShell).joined(separator: " ") }

  private mutating func add(_ name: String, _ value: String) { words += ["--" + name, value] }

  private mutating func add(_ name: String, _ value: String?, unless usual: String? = nil) {
    if let value, value != usual { add(name, value) }
  }

  private mutating func flag(_ name: String, _ isSet: Bool) {
    if isSet { words.append("--" + name) }
  }

  private mutating func rows(_ amount: RowAmount?, made: Int, _ amounts: ClassAmounts?) {
    if let amounts {
      let parts =
        (amounts.everyClass > 0 ? ["\(amounts.everyClass)"] : [])
        + amounts.named.keys.sorted().map { "\($0)=\(amounts.named[$0] ?? 0)" }
      add("per-class-rows", parts.joined(separator: ","))
    } else {
      add("rows", amount == .automatic ? RowAmount.automaticName : "\(made)")
    }
  }

  private mutating func gate<Limits: NamedLimits>(
    _ limits: Limits, usual: Limits, isEnabled: Bool
  ) {
    flag("no-gate", !isEnabled)
    for (name, path) in Limits.checks {
      let limit = limits[keyPath: path].failure
      if limit != usual[keyPath: path].failure { add("gate", "\(name)=\(limit)") }
    }
  }

  /// The command of a run on a table that made so many rows.
  init(_ configuration: PipelineConfiguration, made: Int) {
    let (input, sampling) = (configuration.input, configuration.sampling)
    let (training, output) = (configuration.training, configuration.output)
    let usual = TrainingConfiguration()
    add("input", input.path == "-" ? "-" : (input.path as NSString).lastPathComponent)
    add("label", input.label)
    add("schema", input.schemaPath.map { ($0 as NSString).lastPathComponent })
    add("holdout", input.holdoutPath.map { ($0 as NSString).lastPathComponent })
    add("encoding", input.encoding.rawValue, unless: TextEncoding.utf8.rawValue)
    add("delimiter", input.delimiter.map { String(UnicodeScalar($0)) })
    if !input.allowsQuotes { add("quote", "none") }
    add("header", input.header.rawValue, unless: ReadOptions.Header.auto.rawValue)
    add("missing", input.missing?.joined(separator: ","))
    add("like", sampling.likePath.map { ($0 as NSString).lastPathComponent })
    if sampling.likePath == nil {
      rows(sampling.rowCount, made: made, sampling.classRowCounts)
    }
    flag("balance", sampling.isBalanced)
    add("where", sampling.condition)
    add("seed", "\(configuration.seed)", unless: "0")
    add("steps", training.steps.map { "\($0)" })
    add("epochs", training.epochs.map { "\($0)" })
    add("time-budget", training.timeBudgetSeconds.map { "\($0)" })
    add("objective", training.objective.rawValue, unless: usual.objective.rawValue)
    add("per-class", training.classSharing.rawValue, unless: usual.classSharing.rawValue)
    add("precision", training.precision.rawValue, unless: usual.precision.rawValue)
    flag("no-stratify", !sampling.isStratified)
    flag("no-calibrate", !sampling.calibratesExtremes)
    flag("mark-source", output.marksSource)
    let formats = output.formats.map(\.rawValue).joined(separator: ",")
    add("format", formats, unless: TableFormat.csv.rawValue)
    add("licence", output.licence)
    gate(
      configuration.validation.gate, usual: GateThresholds(),
      isEnabled: configuration.validation.gate.isEnabled)
  }

  /// The command of a run on images that made so many.
  init(_ configuration: ImagePipelineConfiguration, made: Int, steps: Int?) {
    let (input, sampling) = (configuration.input, configuration.sampling)
    let (training, output) = (configuration.training, configuration.output)
    let usual = ImageTrainingConfiguration()
    add("input", configuration.input.shownName)
    add("holdout", input.holdoutPath.map { ($0 as NSString).lastPathComponent })
    add("image-size", input.size.map { "\($0.width)x\($0.height)" })
    add("fit", input.fit.rawValue, unless: ImageFit.crop.rawValue)
    add("channels", input.channels.argument, unless: ImageChannels.auto.rawValue)
    add("model", training.family.rawValue, unless: usual.family.rawValue)
    rows(sampling.imageCount, made: made, sampling.classCounts)
    flag("balance", sampling.isBalanced)
    add("seed", "\(configuration.seed)", unless: "0")
    // A time budget depends on the machine; the steps that it gave do not.
    let given = training.steps ?? (training.timeBudgetSeconds == nil ? nil : steps)
    add("steps", given.map { "\($0)" })
    add("per-class", training.classSharing.rawValue, unless: usual.classSharing.rawValue)
    add("truncation", sampling.truncation.map { "\($0)" })
    add("min-confidence", "\(sampling.minimumConfidence)", unless: "0.0")
    add("reject-copies", "\(sampling.copyQuantile)", unless: "0.0")
    let formats = output.formats.map(\.rawValue).joined(separator: ",")
    add("format", formats, unless: "")
    add("inception", input.inceptionPath.map { ($0 as NSString).lastPathComponent })
    flag("no-gain", !configuration.validation.measuresAugmentation)
    add("licence", output.licence)
    gate(
      configuration.validation.gate, usual: ImageGateThresholds(),
      isEnabled: configuration.validation.gate.isEnabled)
  }
}

extension ImageChannels {
  /// The name on the command line.
  fileprivate var argument: String { self == .greyAlpha ? "grey-alpha" : rawValue }
}
