internal import Encoding
package import Engine
internal import Parallel

/// Larger images from smaller ones: the network makes what enlargement by interpolation lacks.
///
/// In the first part of the run it minimises the mean squared error alone; in the rest also the distance in the features of a small classifier,
/// and 1/1000 of a discriminator's answer. The paper takes features of VGG-19, which is not here, and the error of features alone.
/// - Source: Ledig et al. (2017), arXiv 1609.04802: 16 blocks of width 64, crops of 96 pixels, batches of 16, Adam at 1e-4.
package enum SuperResolution: TranslationKind {
  package static let summary =
    "SRGAN (Ledig et al. 2017): images enlarged twice or four times (--scale), of any size; an own small classifier compares them, as VGG is not here."
  package static let defaultSteps = 6_000

  package static func exampleEdge(_ configuration: TranslationConfiguration) -> Int? {
    configuration.hasPublishedSize ? 96 : configuration.scale == 4 ? 64 : 48
  }

  package static func architecture(
    for frame: TranslationFrame, _ configuration: TranslationConfiguration
  ) throws(TranslationError) -> TranslationArchitecture {
    let isLarge = configuration.hasPublishedSize
    return TranslationArchitecture(
      family: .srgan, width: 0, height: 0, inputChannels: frame.inputChannels,
      outputChannels: frame.outputChannels, featureWidth: isLarge ? 64 : 32,
      depth: isLarge ? 16 : 4, criticWidth: isLarge ? 64 : 16,
      criticStages: 0, scale: configuration.scale)
  }

  package static func generators(_ a: TranslationArchitecture) -> [[any Layer]] {
    [
      SuperResolutionNetworks.generator(
        channels: a.inputChannels, width: a.featureWidth, blocks: a.depth,
        doublings: a.scale.trailingZeroBitCount)
    ]
  }

  package static func discriminators(_ a: TranslationArchitecture) -> [[any Layer]] {
    let edge = a.criticWidth == 64 ? 96 : a.scale == 4 ? 64 : 48
    return [
      SuperResolutionNetworks.discriminator(
        channels: a.outputChannels, width: a.criticWidth, edge: edge)
    ]
  }

  package static func rules(
    _ configuration: TranslationConfiguration, _ a: TranslationArchitecture
  ) -> AdversarialRules {
    var rules = AdversarialRules.forImages
    let rate = configuration.hasPublishedSize ? 1e-4 : 1e-3
    (rules.generatorRate, rules.discriminatorRate) = (rate, 1e-4)
    (rules.beta1, rules.decay, rules.finalRateFraction) = (0.9, .cosine, 0.05)
    (rules.batchSize, rules.warmupSteps) = (configuration.hasPublishedSize ? 16 : 8, 50)
    (rules.averageDecay, rules.adversarialWeight) = (0.99, 1e-3)
    return rules
  }

  package static func match(
    _ examples: TranslationExamples, _ a: TranslationArchitecture,
    _ configuration: TranslationConfiguration, threadCount: Int
  ) throws -> any TranslationMatch {
    try EnlargingMatch(
      examples, a, edge: exampleEdge(configuration) ?? 0, seed: configuration.seed,
      threadCount: threadCount)
  }

  package static func output(
    _ generator: Network, _ input: TranslationInput, noise: Philox, on tape: Tape
  ) -> Tensor {
    let added = generator.output(
      tape.constant(Tensor(small: [input.picture])), leaves: generator.constants(on: tape),
      on: tape, isTraining: false
    ).output
    return input.base.map { Tensor([$0]).adding(added.value, scale: 1) } ?? added.value
  }
}

/// Crops of images against a network that enlarges them and a discriminator of what it makes.
package struct EnlargingMatch: TranslationMatch {
  private let examples: TranslationExamples
  private let architecture: TranslationArchitecture
  private let edge: Int
  private let classifier: ImageClassifierNetwork

  /// The share of the run that minimises the squared error alone.
  private static let squaredShare = 0.7
  /// Weights of the squared error and of the distance of features.
  private static let weights = (squared: Float(1), features: Float(0.006))
  /// Crops that the classifier learns from, and how many it looks at.
  private static let classifierCrops = (kept: 1_000, seen: 6_000)
  /// The classifier's features are those after so many convolutions.
  private static let featureStages = 2

  init(
    _ examples: TranslationExamples, _ architecture: TranslationArchitecture, edge: Int,
    seed: UInt64, threadCount: Int
  ) throws {
    (self.examples, self.architecture, self.edge) = (examples, architecture, edge)
    // Without classes every image is one: which of them a crop is from.
    let labels =
      Set(examples.labels).count > 1
      ? examples.labels : examples.targets.indices.map { Int32($0 % 64) }
    let noise = Philox(key: seed, stream: 7)
    let count = Self.classifierCrops.kept
    let numbers = noise.uniform(count: 3 * count)
    var (pixels, classes): ([UInt8], [Int32]) = ([], [])
    for crop in 0..<count {
      let place = Self.index(numbers[3 * crop], examples.targets.count)
      let image = examples.targets[place]
      pixels += image.part(
        x: Self.index(numbers[3 * crop + 1], image.width - edge + 1),
        y: Self.index(numbers[3 * crop + 2], image.height - edge + 1), width: edge, height: edge)
      classes.append(labels[place])
    }
    classifier = try ImageClassifierNetwork.train(
      EncodedImages(
        width: edge, height: edge, channels: architecture.outputChannels, pixels: pixels,
        labels: classes, classCount: Int(labels.max() ?? 0) + 1),
      imagesSeen: Self.classifierCrops.seen, seed: seed, threadCount: threadCount)
  }

  package var termNames: [String] { ["squared error", "features"] }
  package var phases: [Double] { [0, Self.squaredShare] }
  package var normalisesDiscriminators: Bool { true }

  package func networks(noise: Philox) -> Players { .init(architecture, noise: noise) }

  private static func index(_ uniform: Float, _ count: Int) -> Int {
    min(count - 1, Int(uniform * Float(count)))
  }

  package func round(_ moment: Moment) -> Round {
    let (count, scale) = (moment.batchSize, architecture.scale)
    let numbers = moment.noise.split(0).uniform(count: 4 * count)
    var (small, base, large): ([Picture], [Picture], [Picture]) = ([], [], [])
    for row in 0..<count {
      let own = numbers[4 * row..<4 * row + 4].map { $0 }
      let place = Self.index(own[0], examples.sources.count)
      let source = examples.sources[place]
      let inner = edge / scale
      let x = Self.index(own[1], source.width - inner + 1)
      let y = Self.index(own[2], source.height - inner + 1)
      func cut(_ image: Picture, _ factor: Int) -> Picture {
        let part = Picture(
          width: inner * factor, height: inner * factor, channels: image.channels,
          pixels: image.part(
            x: x * factor, y: y * factor, width: inner * factor, height: inner * factor))
        return own[3] < 0.5 ? part.mirrored : part
      }
      small.append(cut(source, 1))
      base.append(cut(examples.bases[place], scale))
      large.append(cut(examples.targets[place], scale))
    }
    let classes = [Int32](repeating: 0, count: count)
    let target = Tensor(large)
    return Round(
      real: moment.progress < Self.squaredShare ? [] : [Shown(target, classes: classes)],
      inputs: [Tensor(small: small), Tensor(base), target], classes: classes)
  }

  package func play(
    _ round: Round, _ generators: [Seat], _ moment: Moment, on tape: Tape
  ) -> Play {
    let seat = generators[0]
    let (added, norms) = seat.network.output(
      tape.constant(round.inputs[0]), leaves: seat.leaves, on: tape)
    let made = tape.apply(Add(), added, tape.constant(round.inputs[1]))
    let target = tape.constant(round.inputs[2])
    func term(_ a: Variable, _ b: Variable, _ weight: Float) -> Variable {
      tape.apply(Scale(weight), tape.apply(MeanDistance(.squared), a, b))
    }
    var terms = [term(made, target, Self.weights.squared)]
    if round.real.isEmpty { return Play(outputs: [], terms: terms, norms: [norms]) }
    let maps = [made, target].map { classifier.map($0, stages: Self.featureStages, on: tape) }
    terms.append(term(maps[0], maps[1], Self.weights.features))
    return Play(outputs: [made], terms: terms, norms: [norms])
  }
}

extension Tensor {
  /// Images of one size in [0, 1], as the network that enlarges them takes them.
  init(small pictures: [Picture]) {
    let first = pictures[0]
    self.init(
      pictures.flatMap { $0.pixels.map { Float($0) / 255 } },
      shape: [pictures.count, first.height, first.width, first.channels])
  }
}

extension ImageClassifierNetwork {
  /// What the network sees in images after some of its convolutions.
  func map(_ images: Variable, stages: Int, on tape: Tape) -> Variable {
    let batch = images.value.shape[0]
    return (0..<min(stages, widths.count)).reduce(images) { h, stage in
      let convolved = tape.apply(
        Convolution(stride: 2, padding: 1), h, tape.constant(parameters[2 * stage]))
      return tape.apply(
        BatchNorm(
          classes: [Int32](repeating: 0, count: batch),
          statistics: .fixed(
            mean: statistics[2 * stage], variance: statistics[2 * stage + 1]),
          slope: Self.slope), convolved, tape.constant(parameters[2 * stage + 1]))
    }
  }
}
