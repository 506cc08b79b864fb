extension JobKey {
  private static let planned: [JobStep] = [.run, .inspect]

  /// How rows and images are drawn.
  static let drawing: [JobKey] = [
    JobKey(
      name: "stratify",
      summary: "Spread draws evenly over each distribution, which lowers sampling noise.",
      type: .flag, steps: planned, tables: { $0.sampling.isStratified = try $1.flag() }),
    JobKey(
      name: "calibrate",
      summary: "Let the sample reach every column's smallest and largest number.",
      type: .flag, steps: planned, tables: { $0.sampling.calibratesExtremes = try $1.flag() }),
    JobKey(
      name: "truncation",
      summary: "The largest number in a latent vector: more typical images that are more alike.",
      type: .number, steps: planned + [.sample],
      images: { $0.sampling.truncation = try $1.number() },
      sampling: { $0.truncation = try $1.number() }),
    JobKey(
      name: "min-confidence",
      summary: "Draw images again in which a classifier sees their class with less probability.",
      type: .number, steps: planned, images: { $0.sampling.minimumConfidence = try $1.number() }),
    JobKey(
      name: "reject-copies",
      summary:
        "Draw images again that are nearer to a training image than all but this share of training images are to each other.",
      type: .number, steps: planned, images: { $0.sampling.copyQuantile = try $1.number() }),
  ]

  /// What is done so that rows tell less of single real ones.
  static let privacy: [JobKey] = [
    JobKey(
      name: "protect-rare",
      summary: "Write no name that fewer real rows than this have: a frequent one takes its place.",
      type: .wholeNumber, steps: [.run],
      tables: { $0.privacy.leastNameCount = try $1.wholeNumber() }),
    JobKey(
      name: "reject-close",
      summary:
        "Draw rows again that are nearer to a training row than all but this share of training rows are to each other.",
      type: .number, steps: [.run], tables: { $0.privacy.closeShare = try $1.number() }),
    JobKey(
      name: "clip",
      summary: "Set numbers below this quantile of the real ones, and above its mirror, to it.",
      type: .number, steps: [.run], tables: { $0.privacy.clippedShare = try $1.number() }),
  ]

  /// How the result is judged, and in which forms it is written.
  static let judging: [JobKey] = [
    JobKey(
      name: "gate",
      summary:
        "Limits of the gate's checks, as in {detection: 0.9}; or off, to publish whatever it says.",
      type: .gate, steps: [.run, .validate],
      tables: { try $1.setGate(&$0.validation.gate) },
      images: { try $1.setGate(&$0.validation.gate) },
      translation: { try $1.setGate(&$0.gate) }),
    JobKey(
      name: "metrics", summary: "Measure these alone, by their keys in report.json (default: all).",
      type: .texts, steps: [.validate], tables: { $0.validation.metrics = try $1.texts() }),
    JobKey(
      name: "gain", summary: "Train classifiers to measure what adding the images gains.",
      type: .flag, steps: planned,
      images: { $0.validation.measuresAugmentation = try $1.flag() }),
    JobKey(
      name: "mark-source",
      summary: "Add a last column to augmented.csv that tells real rows from synthetic ones.",
      type: .flag, steps: [.run], tables: { $0.output.marksSource = try $1.flag() }),
    JobKey(
      name: "format",
      summary:
        "How a table is written, in one or several formats (default: csv); images are written as idx or npz as well.",
      type: .choices(formats), steps: planned,
      tables: { $0.output.formats = try $1.formats() },
      images: { $0.output.formats = try $1.formats() }),
    JobKey(
      name: "format", summary: "How rows are written (default: csv).",
      type: .choice(TableFormat.allCases.map(\.rawValue)), steps: [.sample],
      sampling: { $0.format = try $1.choice() }),
    JobKey(
      name: "licence",
      summary: "The licence of the dataset, for its README.md (default: not stated).",
      type: .text, steps: planned, tables: { $0.output.licence = try $1.text() },
      images: { $0.output.licence = try $1.text() }),
  ]

  /// Those of tables and those of images.
  private static let formats =
    (TableFormat.allCases.map(\.rawValue)
    + ImageArrayFormat.allCases.map(\.rawValue))
    .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
}
