internal import Encoding
internal import Engine
internal import Parallel

/// Tables whose networks make a row at once.
extension TableModel {
  /// Trains the plan's networks side by side, as `train` does.
  static func trainRows(
    _ rows: EncodedTable, encoder: TableEncoder, configuration: TrainingConfiguration,
    plan: TrainingPlan, threadCount: Int, keeping: TrainingKeeping?,
    progress: @escaping @Sendable (TrainingProgress) -> Void
  ) throws -> TableModel {
    let sideBySide = max(1, min(threadCount, plan.networks.count))
    let rounds = (plan.networks.count + sideBySide - 1) / sideBySide
    let results = ThreadTeam(threadCount: sideBySide).map(plan.networks.count) {
      index -> Result<RowGenerator, any Error> in
      let network = plan.networks[index]
      let trainer = RowTrainer(
        family: configuration.family, sizes: encoder.tokens.map(\.size),
        classCount: encoder.classNames.count,
        team: ThreadTeam(
          threadCount: max(1, threadCount / sideBySide), prepare: Denormals.flush),
        secondsAllowed: configuration.timeBudgetSeconds.map { $0 / Double(rounds) })
      return Result {
        try Denormals.flushed {
          try trainer.train(
            trainingRows(rows, network), network: index, stepCount: network.stepCount,
            noise: Philox(key: configuration.seed, stream: 6).split(UInt64(network.classes[0])),
            keeping: keeping
          ) { step in
            let hasGame = configuration.family != .vae
            progress(
              TrainingProgress(
                network: index, networkCount: plan.networks.count, networkName: network.name,
                step: step.index, stepCount: step.count,
                discriminatorLoss: hasGame ? step.losses.discriminatorLoss : nil,
                generatorLoss: hasGame ? step.losses.generatorLoss : nil,
                tokenLoss: hasGame ? nil : step.losses.generatorLoss, seconds: step.seconds))
          }
        }
      }
    }
    return TableModel(
      plan: plan, networks: [], rowNetworks: try results.map { try $0.get() },
      family: configuration.family)
  }

  /// Draws `classCounts[c]` rows of every class c, class by class.
  func sampleRows(
    classCounts: [Int], seed: UInt64, threadCount: Int
  ) -> (rows: EncodedTable, logWeights: [Float]) {
    let team = ThreadTeam(threadCount: threadCount)
    let noise = Philox(key: seed, stream: 7)
    var all = EncodedTable(
      codes: [[Int32]](repeating: [], count: rowNetworks.first?.sizes.count ?? 0), classes: [])
    for (network, planned) in zip(rowNetworks, plan.networks) {
      for label in planned.classes where classCounts[label] > 0 {
        let wanted = [Int32](repeating: Int32(label), count: classCounts[label])
        all = all.appending(
          network.rows(classes: wanted, noise: noise.split(UInt64(label)), team: team))
      }
    }
    return (all, [Float](repeating: 0, count: all.classes.count))
  }
}
