package import Engine
internal import Parallel

/// Other contents for marked regions: the network sees what is around a region, where the region is, and noise.
///
/// What was in the region never reaches the network. It learns from regions whose contents are known: the mean absolute distance to them, and what
/// a discriminator of the whole window says.
/// - Source: after Hukkelås, Mester and Lindseth (2019), arXiv 1909.04538, without keypoints and at one size.
package enum Anonymization: TranslationKind {
  package static let summary =
    "Anonymisation (after Hukkelås et al. 2019): other contents for the regions that --regions names."
  package static let defaultSteps = 6_000
  private static let edge = 64

  package static func exampleEdge(_ configuration: TranslationConfiguration) -> Int? { edge }

  package static func architecture(
    for frame: TranslationFrame, _ configuration: TranslationConfiguration
  ) throws(TranslationError) -> TranslationArchitecture {
    TranslationArchitecture(
      family: .anonymize, width: edge, height: edge, inputChannels: frame.outputChannels,
      outputChannels: frame.outputChannels,
      featureWidth: configuration.hasPublishedSize ? 64 : 16, depth: 5,
      criticWidth: configuration.hasPublishedSize ? 64 : 16, criticStages: 3)
  }

  /// Beside the image: the mask, and noise.
  package static func generators(_ a: TranslationArchitecture) -> [[any Layer]] {
    [
      UNet.layers(
        from: a.inputChannels + 2, to: a.outputChannels, width: a.featureWidth, depth: a.depth)
    ]
  }

  package static func discriminators(_ a: TranslationArchitecture) -> [[any Layer]] {
    [
      PatchDiscriminator.layers(
        channels: a.outputChannels + 1, width: a.criticWidth, stages: a.criticStages, norm: .none)
    ]
  }

  package static func rules(
    _ configuration: TranslationConfiguration, _ a: TranslationArchitecture
  ) -> AdversarialRules {
    var rules = AdversarialRules.forImages
    (rules.batchSize, rules.averageDecay) = (8, 0.99)
    (rules.penalty, rules.penaltyWeight) = (.real, 1)
    (rules.generatorRate, rules.discriminatorRate) = (4e-4, 4e-4)
    return rules
  }

  package static func match(
    _ examples: TranslationExamples, _ a: TranslationArchitecture,
    _ configuration: TranslationConfiguration, threadCount: Int
  ) throws -> any TranslationMatch { RegionMatch(examples, a) }

  package static func output(
    _ generator: Network, _ input: TranslationInput, noise: Philox, on tape: Tape
  ) -> Tensor {
    guard let mask = input.mask else { return Tensor([input.picture]) }
    let window = MaskedWindows([input.picture], [mask])
    let made = generator.output(
      tape.constant(window.input(noise: noise.split(0))),
      leaves: generator.constants(on: tape), on: tape, isTraining: false
    ).output
    return window.composite(made, on: tape).value
  }
}

/// Windows of images whose regions are blank.
struct MaskedWindows {
  /// The image outside of regions, 0 inside.
  private let outside: Tensor
  /// 1 inside of regions: one channel, and as many as the image has.
  let mask: Tensor
  private let wideMask: Tensor

  /// Whatever stands inside of the regions is not looked at.
  init(_ pictures: [Picture], _ masks: [Picture]) {
    self.init(
      images: Tensor(pictures),
      mask: Tensor(
        masks.flatMap { $0.pixels.map { Float($0 > 127 ? 1 : 0) } },
        shape: [masks.count, masks[0].height, masks[0].width, 1]))
  }

  /// The same of images in [-1, 1] and masks of 0 and 1.
  init(images: Tensor, mask: Tensor) {
    let wide = mask.elements.flatMap { [Float](repeating: $0, count: images.shape[3]) }
    self.mask = mask
    wideMask = Tensor(wide, shape: images.shape)
    outside = Tensor(zip(images.elements, wide).map { $1 > 0 ? 0 : $0 }, shape: images.shape)
  }

  private func beside(_ a: Tensor, _ b: Tensor) -> Tensor {
    Concatenate().forward([a, b], team: ThreadTeam(threadCount: 1)).output
  }

  /// What the network sees: the image with blank regions, the mask, noise.
  func input(noise: Philox) -> Tensor {
    beside(beside(outside, mask), noise.normal(mask.shape, deviation: 1))
  }

  /// Images as the discriminator sees them, with the mask.
  func shown(_ images: Tensor) -> Tensor { beside(images, mask) }

  /// What was made, inside of regions; the image outside.
  func composite(_ made: Variable, on tape: Tape) -> Variable {
    tape.apply(Add(), tape.apply(Mask(wideMask), made), tape.constant(outside))
  }

  /// The composite as the discriminator sees it.
  func shown(_ composite: Variable, on tape: Tape) -> Variable {
    tape.apply(Concatenate(), composite, tape.constant(mask))
  }

  /// The share of the images that lies inside of regions.
  var share: Float {
    max(1e-3, mask.elements.reduce(0, +) / Float(max(1, mask.count)))
  }
}

/// Windows with known contents against a generator that does not see them.
package struct RegionMatch: TranslationMatch {
  private let examples: TranslationExamples
  private let architecture: TranslationArchitecture
  /// The weight of the mean absolute distance inside of regions.
  private static let distanceWeight: Float = 1

  init(_ examples: TranslationExamples, _ architecture: TranslationArchitecture) {
    (self.examples, self.architecture) = (examples, architecture)
  }

  package var termNames: [String] { ["distance"] }

  package func networks(noise: Philox) -> Players { .init(architecture, noise: noise) }

  package func round(_ moment: Moment) -> Round {
    let count = moment.batchSize
    let numbers = moment.noise.split(0).uniform(count: 2 * count)
    var (targets, masks): ([Picture], [Picture]) = ([], [])
    for row in 0..<count {
      let place = min(
        examples.targets.count - 1, Int(numbers[2 * row] * Float(examples.targets.count)))
      let isMirrored = numbers[2 * row + 1] < 0.5
      let (target, mask) = (examples.targets[place], examples.masks[place])
      targets.append(isMirrored ? target.mirrored : target)
      masks.append(isMirrored ? mask.mirrored : mask)
    }
    let windows = MaskedWindows(targets, masks)
    let classes = [Int32](repeating: 0, count: count)
    let target = Tensor(targets)
    return Round(
      real: [Shown(windows.shown(target), classes: classes)],
      inputs: [windows.input(noise: moment.noise.split(1)), target, windows.mask], classes: classes)
  }

  package func play(
    _ round: Round, _ generators: [Seat], _ moment: Moment, on tape: Tape
  ) -> Play {
    let seat = generators[0]
    let (made, norms) = seat.network.output(
      tape.constant(round.inputs[0]), leaves: seat.leaves, on: tape,
      noise: moment.noise.split(5))
    let windows = MaskedWindows(images: round.inputs[1], mask: round.inputs[2])
    let composite = windows.composite(made, on: tape)
    let distance = tape.apply(
      MeanDistance(.absolute), composite, tape.constant(round.inputs[1]))
    return Play(
      outputs: [windows.shown(composite, on: tape)],
      terms: [tape.apply(Scale(Self.distanceWeight / windows.share), distance)], norms: [norms])
  }
}
