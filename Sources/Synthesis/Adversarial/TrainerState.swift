package import Engine

/// Everything that a trainer is at one moment: going on from a copy gives the same bytes.
package struct TrainerState {
  /// What is not a tensor.
  struct Scalars: Codable, Equatable, Sendable {
    /// Steps done.
    var step = 0
    /// How often training went back, which also varies the noise that follows.
    var retries = 0
    /// Factors that the monitors put on the learning rate and on the penalty.
    var rateFactor = 1.0
    var penaltyFactor = 1.0
    /// Whether it was said that nothing can be done.
    var hasWarned = false
    var augmentation: AdaptiveAugmentation
    var monitor = TrainingMonitor()
    /// E‖∇ score‖² where it was last computed; nil before.
    var squaredGradient: Double?
    /// Steps of all optimizers of a side.
    var generatorSteps = 0
    var discriminatorSteps = 0
  }

  package internal(set) var generators: [Network]
  /// The generators' averages, with averaged statistics: those that sample.
  package internal(set) var averages: [Network]
  package internal(set) var discriminators: [Network]
  var generatorOptimizers: [AdamW]
  var discriminatorOptimizers: [AdamW]
  var scalars: Scalars
  /// What the match remembers of earlier rounds.
  var memory: [String: Tensor] = [:]

  /// Fresh networks.
  init(_ match: any Match, _ rules: AdversarialRules, noise: Philox) {
    let players = match.networks(noise: noise)
    (generators, discriminators) = (players.generators, players.discriminators)
    averages = generators.map { $0.copy() }
    func optimizer(_ network: Network) -> AdamW {
      AdamW(
        shapes: network.parameters.map(\.shape),
        beta1: rules.usesRMSProp ? 0 : Float(rules.beta1), beta2: Float(rules.beta2),
        correctsBias: !rules.usesRMSProp)
    }
    generatorOptimizers = generators.map(optimizer)
    discriminatorOptimizers = discriminators.map(optimizer)
    scalars = Scalars(
      augmentation: AdaptiveAugmentation(rules.augmentation, classCounts: match.classCounts))
  }

  private static let memoryPrefix = "memory."

  /// All tensors by name.
  var tensors: [String: Tensor] {
    var result: [String: Tensor] = [:]
    func add(_ prefix: String, _ networks: [Network], _ optimizers: [AdamW] = []) {
      for (place, network) in networks.enumerated() {
        result.merge(network.named("\(prefix).\(place)")) { $1 }
      }
      for (place, optimizer) in optimizers.enumerated() {
        for (index, moment) in optimizer.moments.enumerated() {
          result["\(prefix).\(place).moments.\(index)"] = moment
        }
      }
    }
    add("generator", generators, generatorOptimizers)
    add("average", averages)
    add("discriminator", discriminators, discriminatorOptimizers)
    for (name, tensor) in memory { result[Self.memoryPrefix + name] = tensor }
    return result
  }

  /// This state with copies of these tensors and these scalars.
  /// - Throws: `ImageTrainingError.invalidFiles` when a tensor is missing or has another shape.
  func restored(_ tensors: [String: Tensor], _ scalars: Scalars) throws -> TrainerState {
    guard scalars.step >= 0, scalars.retries >= 0, scalars.generatorSteps >= 0,
      scalars.discriminatorSteps >= 0,
      scalars.augmentation.fits(self.scalars.augmentation)
    else { throw ImageTrainingError.invalidFiles(reason: "numbers that no run writes") }
    func networks(_ prefix: String, _ own: [Network]) throws -> [Network] {
      try own.enumerated().map { place, network in
        do throws(MissingTensor) {
          return try Network.find(network.layers, in: tensors, prefix: "\(prefix).\(place)").copy()
        } catch {
          throw ImageTrainingError.invalidFiles(
            reason: "tensor '\(error.name)' is missing or misshaped")
        }
      }
    }
    func optimizers(_ prefix: String, _ own: [AdamW], _ steps: Int) throws -> [AdamW] {
      try own.enumerated().map { place, optimizer in
        let moments = try optimizer.moments.enumerated().map { index, moment in
          let name = "\(prefix).\(place).moments.\(index)"
          guard let found = tensors[name], found.shape == moment.shape else {
            throw ImageTrainingError.invalidFiles(
              reason: "tensor '\(name)' is missing or misshaped")
          }
          return found
        }
        var result = optimizer
        result.restore(moments: moments, stepsTaken: steps)
        return result
      }
    }
    var result = self
    result.generators = try networks("generator", generators)
    result.averages = try networks("average", averages)
    result.discriminators = try networks("discriminator", discriminators)
    result.generatorOptimizers = try optimizers(
      "generator", generatorOptimizers, scalars.generatorSteps)
    result.discriminatorOptimizers = try optimizers(
      "discriminator", discriminatorOptimizers, scalars.discriminatorSteps)
    result.scalars = scalars
    result.memory = [:]
    for (name, tensor) in tensors where name.hasPrefix(Self.memoryPrefix) {
      result.memory[String(name.dropFirst(Self.memoryPrefix.count))] = tensor.copy()
    }
    return result
  }

  /// Whether every number is finite, so that the state is worth going back to.
  var isFinite: Bool { tensors.values.allSatisfy { $0.squaredNorm.isFinite } }

  /// A copy with tensors of its own.
  func copy() -> TrainerState { (try? restored(tensors, currentScalars)) ?? self }

  /// The scalars with the optimizers' counts.
  var currentScalars: Scalars {
    var result = scalars
    result.generatorSteps = generatorOptimizers.first?.stepsTaken ?? 0
    result.discriminatorSteps = discriminatorOptimizers.first?.stepsTaken ?? 0
    return result
  }
}
