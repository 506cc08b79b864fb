public import Encoding
internal import Engine
internal import Parallel

/// A trained table: for every class, the generator that samples it.
public struct TableModel: Sendable {
  /// What was trained on what.
  public let plan: TrainingPlan
  /// The generators that make rows token by token; none where rows are made at once.
  let networks: [TokenNetwork]
  /// The generators that make a row at once; none where rows are made token by token.
  let rowNetworks: [RowGenerator]

  /// The kind of networks that make a row at once; nil where rows are made token by token.
  let family: TableFamily?

  init(
    plan: TrainingPlan, networks: [TokenNetwork], rowNetworks: [RowGenerator] = [],
    family: TableFamily? = nil
  ) {
    (self.plan, self.networks) = (plan, networks)
    (self.rowNetworks, self.family) = (rowNetworks, family)
  }

  /// Whether a row's tokens are drawn one after another, so that some can be given.
  public var drawsTokenByToken: Bool { family == nil }

  /// Trains the plan's networks, side by side where there are several, and returns when all are done.
  ///
  /// The result depends on the data, the configuration and its seed, not on the number of threads (unless a time budget
  /// ends training early).
  /// - Parameter keeping: where states go from which training can be taken up; nil to keep none.
  /// - Parameter progress: called after every step of every network, from the thread that trains it.
  /// - Throws: `CheckpointError`, and what keeping a state throws; nothing where none is kept.
  public static func train(
    _ rows: EncodedTable, encoder: TableEncoder, configuration: TrainingConfiguration,
    threadCount: Int, keeping: TrainingKeeping? = nil,
    progress: @escaping @Sendable (TrainingProgress) -> Void
  ) throws -> TableModel {
    let counts = rows.classCounts(classCount: encoder.classNames.count)
    let plan = TrainingPlan(
      classCounts: counts, classNames: encoder.classNames, tokenCount: encoder.tokens.count,
      configuration: configuration)
    let sideBySide = max(1, min(threadCount, plan.networks.count))
    let outer = ThreadTeam(threadCount: sideBySide)
    let rounds = (plan.networks.count + sideBySide - 1) / sideBySide
    if configuration.family != .tokens {
      return try trainRows(
        rows, encoder: encoder, configuration: configuration, plan: plan, threadCount: threadCount,
        keeping: keeping, progress: progress)
    }
    let layout = layout(encoder, configuration)
    let features = TokenNetwork.features(encoder.tokens)
    let networks = outer.map(plan.networks.count) { index -> Result<TokenNetwork, any Error> in
      let trainer = NetworkTrainer(
        layout: layout, features: features, configuration: configuration,
        team: ThreadTeam(
          threadCount: max(1, threadCount / sideBySide), prepare: Denormals.flush),
        secondsAllowed: configuration.timeBudgetSeconds.map { $0 / Double(rounds) })
      let network = plan.networks[index]
      let noise = Philox(key: configuration.seed, stream: 1).split(UInt64(network.classes[0]))
      return Result {
        try Denormals.flushed {
          try trainer.train(
            trainingRows(rows, network), network: index, classCount: counts.count,
            stepCount: network.stepCount, isShared: network.isShared, noise: noise,
            keeping: keeping
          ) { step in
            progress(
              TrainingProgress(
                network: index, networkCount: plan.networks.count, networkName: network.name, step))
          }
        }
      }
    }
    return TableModel(plan: plan, networks: try networks.map { try $0.get() })
  }

  static func trainingRows(_ rows: EncodedTable, _ network: TrainingPlan.Network)
    -> EncodedTable
  {
    if network.isShared { return rows }
    let label = Int32(network.classes[0])
    return rows.rows(at: rows.classes.indices.filter { rows.classes[$0] == label })
  }

  static func layout(_ encoder: TableEncoder, _ configuration: TrainingConfiguration) -> TokenLayout
  {
    let widths = configuration.widths(tokenCount: encoder.tokens.count)
    return TokenLayout(
      sizes: encoder.tokens.map(\.size), embeddingWidth: widths.embedding,
      hiddenWidth: widths.hidden)
  }

  /// Draws `classCounts[c]` rows of every class c, classes in random order; the same rows for every number of threads.
  public func sample(classCounts: [Int], seed: UInt64, isStratified: Bool = true, threadCount: Int)
    -> EncodedTable
  {
    let drawn = sample(
      classCounts: classCounts, permitted: [:], seed: seed, isStratified: isStratified,
      threadCount: threadCount
    ).rows
    var order = Array(drawn.classes.indices)
    var generator = Philox(key: seed, stream: 3)
    order.shuffle(using: &generator)
    return drawn.rows(at: order)
  }

  /// Draws `classCounts[c]` rows of every class c, class by class, whose levels are among the permitted ones of the class;
  /// the same rows for every number of threads.
  ///
  /// A row that is kept with a probability proportional to its weight is a draw from the model given the permission.
  /// Networks that make a row at once draw without regard to permissions.
  /// - Parameter permitted: By class, for every token whether each of its levels may be drawn, nil where all may; a class
  ///   that is not named has no limits.
  public func sample(
    classCounts: [Int], permitted: [Int: [[Bool]?]], seed: UInt64, isStratified: Bool = true,
    threadCount: Int
  ) -> (rows: EncodedTable, logWeights: [Float]) {
    if networks.isEmpty {
      return sampleRows(classCounts: classCounts, seed: seed, threadCount: threadCount)
    }
    let team = ThreadTeam(threadCount: threadCount)
    let noise = Philox(key: seed, stream: 2)
    var codes = [[Int32]](repeating: [], count: networks.first?.layout.tokenCount ?? 0)
    var classes: [Int32] = []
    var logWeights: [Float] = []
    for (network, planned) in zip(networks, plan.networks) {
      let sampler = TokenSampler(
        network.layout, weights: network.samplingWeights(), isStratified: isStratified)
      for label in planned.classes where classCounts[label] > 0 {
        let wanted = [Int32](repeating: Int32(label), count: classCounts[label])
        let part = sampler.sample(
          classes: wanted, limits: permitted[label].map { TokenLimits(permitted: $0) },
          noise: noise.split(UInt64(label)), team: team)
        for token in codes.indices { codes[token] += part.codes[token] }
        classes += wanted
        logWeights += part.logWeights
      }
    }
    return (EncodedTable(codes: codes, classes: classes), logWeights)
  }
}

extension TrainingProgress {
  fileprivate init(
    network: Int, networkCount: Int, networkName: String, _ step: NetworkTrainer.Step
  ) {
    let hasGame = step.losses.discriminator != 0
    self.init(
      network: network, networkCount: networkCount, networkName: networkName, step: step.index,
      stepCount: step.count,
      discriminatorLoss: hasGame ? Double(step.losses.discriminator) : nil,
      generatorLoss: hasGame ? Double(step.losses.generator) : nil,
      tokenLoss: Double(step.losses.token), seconds: step.seconds)
  }
}
