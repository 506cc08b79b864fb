extension ImageRunSummary {
  /// The text at the end of a run, for a person.
  public var text: String {
    ([headline] + classLines + eventLines + [""] + verdict + adviceLines
      + GateText(gate, gateChecks).lines + keptLines + [""] + fileLines + [timeLine])
      .joined(separator: "\n") + "\n"
  }

  private var headline: String {
    let made =
      syntheticImageCount == 0
      ? "no synthetic images" : syntheticImageCount.counted("synthetic image")
    let skipped =
      skippedFileCount == 0 ? "" : ", \(skippedFileCount.counted("damaged file")) skipped"
    return "Made \(made) of \(imageSize) from \(realImageCount.grouped) real ones\(skipped)"
      + (isPublished ? "." : ", but did not publish them.")
  }

  /// Where the training is that a failed gate leaves.
  private var keptLines: [String] {
    if isPublished { return [] }
    return [
      "The training is kept in \(directory).checkpoint/: with the same options, --resume and --force, images are drawn",
      "and judged again without training.",
    ]
  }

  /// At most a few classes, and those that lack images.
  private var classLines: [String] {
    var parts = classes.prefix(6).map {
      "\($0.className.shown(30)): \($0.writtenCount.grouped)"
    }
    if classes.count > 6 { parts.append("and \(classes.count - 6) more classes") }
    let rejected = classes.reduce(0) { $0 + $1.drawnCount - $1.acceptedCount }
    let lines = ["Classes: \(parts.joined(separator: ", "))."]
    return rejected == 0
      ? lines : lines + ["\(rejected.counted("image")) drawn besides and rejected."]
  }

  private var eventLines: [String] { trainingEvents.prefix(5).map { "Training, \($0)." } }

  /// The way to the other choice of the number of images.
  private var adviceLines: [String] {
    if choosesImageCount && syntheticImageCount == 0 {
      return [
        "No images were made, as no gain is certain. To make some all the same, name a number with --rows."
      ]
    }
    if !choosesImageCount && isHelpful == true {
      return ["To make just the mix that was found to help, pass --rows auto."]
    }
    return []
  }

  private var fileLines: [String] {
    let width = files.map(\.name.count).max() ?? 0
    return ["Files in \(directory)/"] + files.map { "  \($0.name.padded(width))  \($0.detail)" }
  }

  private var timeLine: String {
    let training = stages.first { $0.stage == .train }?.seconds ?? 0
    return "Took \(totalSeconds.spokenSeconds), \(training.spokenSeconds) of it training ("
      + "\(stepCount.counted("step"))), with \(threadCount.counted("thread")) and seed \(seed)."
  }
}
