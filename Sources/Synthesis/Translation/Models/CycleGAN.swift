package import Engine
internal import Parallel

/// Two kinds of images into each other, learned without pairs: what goes there and back again is to be what it was.
///
///     cyclegan   residual generators, patches with instance norm; least squares + 10 |cycle| + 5 |identity|; a pool of 50 images
///     dualgan    U-Nets, a critic of patches without norms and with a gradient penalty; its score + 500 |cycle|
///     discogan   U-Nets, patches with batch norm; the logistic game + a squared distance after the cycle, whose weight grows
///
/// DiscoGAN's feature matching is left out: the game has its weight as well.
/// - Source: Zhu et al. (2017), arXiv 1703.10593; Yi et al. (2017), arXiv 1704.02510; Kim et al. (2017), arXiv 1703.05192.
package enum CycleGAN: TranslationKind {
  package static let summary =
    "CycleGAN (Zhu et al. 2017), with --loss dualgan or discogan their variants: two kinds of images into each other, without pairs."
  package static let defaultSteps = 6_000

  package static func architecture(
    for frame: TranslationFrame, _ configuration: TranslationConfiguration
  ) throws(TranslationError) -> TranslationArchitecture {
    let edge = min(frame.width, frame.height)
    let isLarge = edge >= 256 || configuration.hasPublishedSize
    var result = TranslationArchitecture(
      family: .cyclegan, loss: configuration.loss, width: frame.width, height: frame.height,
      inputChannels: frame.inputChannels, outputChannels: frame.outputChannels,
      featureWidth: isLarge ? 64 : edge >= 128 ? 32 : 16, depth: 0,
      criticWidth: isLarge ? 64 : edge >= 128 ? 32 : 16,
      criticStages: PatchDiscriminator.stages(edge: edge))
    if configuration.loss == .cyclegan {
      // Two halvings, and borders of three pixels to mirror.
      guard edge >= 16, frame.width.isMultiple(of: 4), frame.height.isMultiple(of: 4) else {
        throw .unsupportedSize(width: frame.width, height: frame.height, multiple: 4)
      }
      result.depth = edge >= 256 ? 9 : edge >= 128 || isLarge ? 6 : 3
      return result
    }
    guard let depth = UNet.depth(width: frame.width, height: frame.height) else {
      throw .unsupportedSize(
        width: frame.width, height: frame.height, multiple: 1 << UNet.leastDepth)
    }
    result.depth = depth
    return result
  }

  /// There, and back.
  package static func generators(_ a: TranslationArchitecture) -> [[any Layer]] {
    [(a.inputChannels, a.outputChannels), (a.outputChannels, a.inputChannels)].map { from, to in
      a.loss == .cyclegan
        ? ResidualGenerator.layers(from: from, to: to, width: a.featureWidth, blocks: a.depth)
        : UNet.layers(from: from, to: to, width: a.featureWidth, depth: a.depth)
    }
  }

  /// Of what arrives there, and of what arrives back.
  package static func discriminators(_ a: TranslationArchitecture) -> [[any Layer]] {
    let norm: PatchDiscriminator.Norm =
      switch a.loss {
      case .cyclegan: .instance
      case .dualgan: .none
      case .discogan: .batch
      }
    return [a.outputChannels, a.inputChannels].map {
      PatchDiscriminator.layers(
        channels: $0, width: a.criticWidth, stages: a.criticStages, norm: norm)
    }
  }

  package static func rules(
    _ configuration: TranslationConfiguration, _ a: TranslationArchitecture
  ) -> AdversarialRules {
    var rules = AdversarialRules.forImages
    rules.discriminatorWeight = 0.5
    // Two images keep two threads busy.
    if !a.isPublishedWidth { rules.batchSize = 2 }
    switch configuration.loss {
    case .cyclegan: rules.loss = .leastSquares
    case .dualgan:
      rules.loss = .wasserstein
      (rules.penalty, rules.penaltyWeight, rules.penaltyInterval) = (.between, 10, 1)
      rules.discriminatorWeight = 1
    case .discogan: rules.loss = .nonSaturating
    }
    return rules
  }

  package static func match(
    _ examples: TranslationExamples, _ a: TranslationArchitecture,
    _ configuration: TranslationConfiguration, threadCount: Int
  ) throws -> any TranslationMatch { CycleMatch(examples, a) }

  package static func output(
    _ generator: Network, _ input: TranslationInput, noise: Philox, on tape: Tape
  ) -> Tensor {
    generator.output(
      tape.constant(Tensor([input.picture])), leaves: generator.constants(on: tape), on: tape,
      isTraining: true, noise: noise
    ).output.value
  }
}

/// Two sets of images against two generators and two discriminators.
package struct CycleMatch: TranslationMatch {
  private let sides: [JitteredPairs]
  private let architecture: TranslationArchitecture

  init(_ examples: TranslationExamples, _ architecture: TranslationArchitecture) {
    self.architecture = architecture
    // Each side by itself: an image is its own partner.
    sides = [examples.sources, examples.targets].map { JitteredPairs($0, $0) }
  }

  private var loss: CycleLoss { architecture.loss }
  private var hasIdentity: Bool {
    loss == .cyclegan && architecture.inputChannels == architecture.outputChannels
  }

  package var termNames: [String] {
    ["cycle there and back", "cycle back and there"]
      + (hasIdentity ? ["identity there", "identity back"] : [])
  }
  package var normalisesDiscriminators: Bool { loss == .discogan }

  package func networks(noise: Philox) -> Players { .init(architecture, noise: noise) }

  package func round(_ moment: Moment) -> Round {
    let images = sides.enumerated().map { place, side in
      side.batch(moment.batchSize, noise: moment.noise.split(UInt64(place))).sources
    }
    let classes = [Int32](repeating: 0, count: moment.batchSize)
    return Round(
      real: [Shown(images[1], classes: classes), Shown(images[0], classes: classes)],
      inputs: images, classes: classes)
  }

  package func play(
    _ round: Round, _ generators: [Seat], _ moment: Moment, on tape: Tape
  ) -> Play {
    let inputs = round.inputs.map(tape.constant)
    func made(_ direction: Int, _ x: Variable, _ part: UInt64) -> (Variable, [Variable]) {
      let seat = generators[direction]
      return seat.network.output(
        x, leaves: seat.leaves, on: tape, noise: moment.noise.split(10 + part))
    }
    func distance(_ form: MeanDistance.Form, _ weight: Float, _ a: Variable, _ b: Variable)
      -> Variable
    {
      tape.apply(Scale(weight), tape.apply(MeanDistance(form), a, b))
    }
    let (there, back) = (made(0, inputs[0], 0), made(1, inputs[1], 1))
    let cycles = [made(1, there.0, 2).0, made(0, back.0, 3).0]
    let (form, weight) = cycleWeight(moment)
    var terms = zip(cycles, inputs).map { distance(form, weight, $0, $1) }
    if hasIdentity {
      terms.append(distance(.absolute, weight / 2, made(0, inputs[1], 4).0, inputs[1]))
      terms.append(distance(.absolute, weight / 2, made(1, inputs[0], 5).0, inputs[0]))
    }
    return Play(outputs: [there.0, back.0], terms: terms, norms: [there.1, back.1])
  }

  /// DiscoGAN's weight is 0.01 of the whole in the first third of the run and half of it then.
  private func cycleWeight(_ moment: Moment) -> (MeanDistance.Form, Float) {
    switch loss {
    case .cyclegan: (.absolute, 10)
    case .dualgan: (.absolute, 500)
    case .discogan: (.squared, moment.progress < 1 / 3 ? 0.01 / 0.99 : 1)
    }
  }

  package func remembered(
    _ generated: [Tensor], _ memory: [String: Tensor], noise: Philox
  ) -> (shown: [Tensor], memory: [String: Tensor])? {
    if loss != .cyclegan { return nil }
    var (shown, memory) = ([Tensor](), memory)
    for (place, images) in generated.enumerated() {
      var pool = ImagePool(memory["pool.\(place)"])
      shown.append(pool.exchanged(images, noise: noise.split(UInt64(place))))
      memory["pool.\(place)"] = pool.images
    }
    return (shown, memory)
  }
}
