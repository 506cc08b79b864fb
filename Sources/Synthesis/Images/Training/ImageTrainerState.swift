internal import Engine

/// Everything that a trainer is at one moment: going on from a copy gives the same bytes.
struct ImageTrainerState {
  /// What is not a tensor.
  struct Scalars: Codable, Equatable {
    /// Steps done.
    var step = 0
    /// How often training went back, which also varies the noise that follows.
    var retries = 0
    /// Factors that the monitors put on the learning rate and on the penalty.
    var rateFactor = 1.0
    var penaltyFactor = 1.0
    var augmentation: AdaptiveAugmentation
    var monitor = TrainingMonitor()
    /// E‖∇ score‖² at real images when it was last computed; nil before.
    var squaredGradient: Double?
    /// Steps of both optimizers.
    var generatorSteps = 0
    var discriminatorSteps = 0
  }

  var generator: ImageGenerator
  /// The generator's average, with averaged statistics: the one that samples.
  var average: ImageGenerator
  var discriminator: ImageDiscriminator
  var generatorOptimizer: AdamW
  var discriminatorOptimizer: AdamW
  var scalars: Scalars

  /// Fresh networks.
  init(
    _ architecture: ImageArchitecture, classCounts: [Int],
    configuration: ImageTrainingConfiguration, noise: Philox
  ) {
    generator = ImageGenerator(architecture, noise: noise.split(0))
    discriminator = ImageDiscriminator(architecture, noise: noise.split(1))
    average = generator
    average.parameters = generator.parameters.map { $0.copy() }
    average.statistics = generator.statistics.map { $0.copy() }
    let (beta1, beta2) = (Float(configuration.beta1), Float(configuration.beta2))
    generatorOptimizer = AdamW(
      shapes: generator.parameters.map(\.shape), beta1: beta1, beta2: beta2)
    discriminatorOptimizer = AdamW(
      shapes: discriminator.parameters.map(\.shape), beta1: beta1, beta2: beta2)
    scalars = Scalars(
      augmentation: AdaptiveAugmentation(configuration, classCounts: classCounts))
  }

  /// All tensors by name.
  var tensors: [String: Tensor] {
    var result: [String: Tensor] = [:]
    func add(_ prefix: String, _ tensors: [Tensor], _ names: [String]? = nil) {
      for (index, tensor) in tensors.enumerated() {
        result["\(prefix).\(names?[index] ?? String(index))"] = tensor
      }
    }
    let names = ImageGenerator.names(generator.architecture)
    add("generator", generator.parameters, names)
    add("generator.statistics", generator.statistics)
    add("average", average.parameters, names)
    add("average.statistics", average.statistics)
    add(
      "discriminator", discriminator.parameters,
      ImageDiscriminator.names(generator.architecture))
    add("moments.generator", generatorOptimizer.moments)
    add("moments.discriminator", discriminatorOptimizer.moments)
    return result
  }

  /// This state with copies of these tensors and these scalars.
  /// - Throws: `ImageTrainingError.invalidFiles` when a tensor is missing or has another shape.
  func restored(_ tensors: [String: Tensor], _ scalars: Scalars) throws -> ImageTrainerState {
    guard scalars.step >= 0, scalars.retries >= 0, scalars.generatorSteps >= 0,
      scalars.discriminatorSteps >= 0,
      scalars.augmentation.fits(classCount: generator.architecture.classCount)
    else { throw ImageTrainingError.invalidFiles(reason: "numbers that no run writes") }
    let own = self.tensors
    var found: [String: Tensor] = [:]
    for (name, tensor) in own {
      guard let other = tensors[name], other.shape == tensor.shape else {
        throw ImageTrainingError.invalidFiles(reason: "tensor '\(name)' is missing or misshaped")
      }
      found[name] = other.copy()
    }
    func take(_ prefix: String, _ count: Int, _ names: [String]? = nil) -> [Tensor] {
      (0..<count).compactMap { found["\(prefix).\(names?[$0] ?? String($0))"] }
    }
    var result = self
    let names = ImageGenerator.names(generator.architecture)
    result.generator.parameters = take("generator", names.count, names)
    result.average.parameters = take("average", names.count, names)
    let count = generator.statistics.count
    result.generator.statistics = take("generator.statistics", count)
    result.average.statistics = take("average.statistics", count)
    let others = ImageDiscriminator.names(generator.architecture)
    result.discriminator.parameters = take("discriminator", others.count, others)
    result.generatorOptimizer.restore(
      moments: take("moments.generator", generatorOptimizer.moments.count),
      stepsTaken: scalars.generatorSteps)
    result.discriminatorOptimizer.restore(
      moments: take("moments.discriminator", discriminatorOptimizer.moments.count),
      stepsTaken: scalars.discriminatorSteps)
    result.scalars = scalars
    return result
  }

  /// Whether every number is finite, so that the state is worth going back to.
  var isFinite: Bool { tensors.values.allSatisfy { $0.squaredNorm.isFinite } }

  /// A copy with tensors of its own.
  func copy() -> ImageTrainerState {
    (try? restored(tensors, currentScalars)) ?? self
  }

  /// The scalars with the optimizers' counts.
  var currentScalars: Scalars {
    var result = scalars
    result.generatorSteps = generatorOptimizer.stepsTaken
    result.discriminatorSteps = discriminatorOptimizer.stepsTaken
    return result
  }
}
