extension JobKey {
  private static let planned: [JobStep] = [.run, .inspect]
  private static let trained: [JobStep] = [.run, .train, .inspect]

  /// How many rows or images are made.
  static let amounts: [JobKey] = [
    JobKey(
      name: "rows",
      summary:
        "How many synthetic rows or images to make, or auto: as many as help a model (default: as many as are learned from).",
      type: .amount, steps: planned + [.sample],
      tables: { $0.sampling.rowCount = try $1.amount() },
      images: { $0.sampling.imageCount = try $1.amount() },
      sampling: { $0.rowCount = try $1.wholeNumber() }),
    JobKey(
      name: "balance", summary: "Make equally many of every class.", type: .flag,
      steps: planned + [.sample],
      tables: { $0.sampling.isBalanced = try $1.flag() },
      images: { $0.sampling.isBalanced = try $1.flag() },
      sampling: { $0.isBalanced = try $1.flag() }),
    JobKey(
      name: "per-class-rows",
      summary: "How many of each class: a number, or a mapping of classes to numbers.",
      type: .classAmounts, steps: planned + [.sample],
      tables: { $0.sampling.classRowCounts = try $1.classAmounts() },
      images: { $0.sampling.classCounts = try $1.classAmounts() },
      sampling: { $0.classRowCounts = try $1.classAmounts() }),
    JobKey(
      name: "where", summary: "Only rows that satisfy this, as in \"age >= 60\".", type: .text,
      steps: planned, tables: { $0.sampling.condition = try $1.text() }),
  ]

  /// What makes a job repeatable, and how fast it goes.
  static let repetition: [JobKey] = [
    JobKey(
      name: "seed",
      summary: "Same seed, input and keys: same bytes, whatever the number of threads.",
      type: .wholeNumber, steps: JobStep.allCases,
      tables: { $0.seed = try $1.seed() }, images: { $0.seed = try $1.seed() },
      sampling: { $0.seed = try $1.seed() }, translation: { $0.seed = try $1.seed() },
      translating: { $0.seed = try $1.seed() }),
    JobKey(
      name: "threads", summary: "Threads to use (default: all cores, shared by concurrent jobs).",
      type: .wholeNumber, steps: JobStep.allCases,
      tables: { $0.threadCount = try $1.wholeNumber() },
      images: { $0.threadCount = try $1.wholeNumber() },
      sampling: { $0.threadCount = try $1.wholeNumber() },
      translation: { $0.threadCount = try $1.wholeNumber() },
      translating: { $0.threadCount = try $1.wholeNumber() }),
  ]

  /// How networks are trained.
  static let training: [JobKey] = [
    JobKey(
      name: "model",
      summary:
        "conditional: one class-conditional pair of networks; dcgan: the published DCGAN, a pair per class; pix2pix, cyclegan, srgan and anonymize turn images into images.",
      type: .choice(
        ImageFamily.allCases.map(\.rawValue) + TranslationFamily.allCases.map(\.rawValue)),
      steps: trained, images: { $0.training = .settings(of: try $1.choice()) },
      // Which it is decides what the job is; it is known before any key is applied.
      translation: { _, _ in }),
    JobKey(
      name: "steps", summary: "Optimizer steps of every network; with images, of all together.",
      type: .wholeNumber, steps: trained,
      tables: { $0.training.steps = try $1.wholeNumber() },
      images: { $0.training.steps = try $1.wholeNumber() },
      translation: { $0.training.steps = try $1.wholeNumber() }),
    JobKey(
      name: "epochs", summary: "Passes over the rows, instead of steps.", type: .number,
      steps: trained, tables: { $0.training.epochs = try $1.number() }),
    JobKey(
      name: "time-budget", summary: "About this many seconds for all training together.",
      type: .number, steps: trained,
      tables: { $0.training.timeBudgetSeconds = try $1.number() },
      images: { $0.training.timeBudgetSeconds = try $1.number() },
      translation: { $0.training.timeBudgetSeconds = try $1.number() }),
    JobKey(
      name: "objective",
      summary:
        "joint: the game and half the likelihood; adversarial: the game alone; likelihood: no game.",
      type: .names(of: Objective.self), steps: trained,
      tables: { $0.training.objective = try $1.choice() }),
    JobKey(
      name: "per-class",
      summary:
        "Whether classes get networks of their own: auto by their rows, separate all, shared none.",
      type: .names(of: ClassSharing.self), steps: trained,
      tables: { $0.training.classSharing = try $1.choice() },
      images: { $0.training.classSharing = try $1.choice() }),
    JobKey(
      name: "precision", summary: "What networks calculate in.", type: .names(of: Precision.self),
      steps: trained, tables: { $0.training.precision = try $1.choice() }),
    JobKey(
      name: "checkpoint-every", summary: "Steps between two states of the training that are kept.",
      type: .wholeNumber, steps: trained,
      images: { $0.output.checkpointInterval = try $1.wholeNumber() },
      translation: { $0.output.checkpointInterval = try $1.wholeNumber() }),
  ]
}
