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
      steps: planned + [.sample], tables: { $0.sampling.condition = try $1.text() },
      sampling: { $0.condition = try $1.text() }),
    JobKey(
      name: "like",
      summary:
        "A CSV file of rows to complete: given cells stay, empty ones and other columns are drawn given them.",
      type: .path, steps: planned + [.sample], tables: { $0.sampling.likePath = try $1.path() },
      sampling: { $0.likePath = try $1.path() }),
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
        "What is trained: auto is the best for tables or for images; augment models tells about each.",
      type: .choice(ModelName.names), steps: trained,
      tables: { $0.training.family = try $1.model().ofTables() },
      images: { $0.training = .settings(of: try $1.model().ofImages()) },
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
