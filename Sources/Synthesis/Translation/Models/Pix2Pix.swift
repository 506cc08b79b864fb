package import Engine
internal import Parallel

/// Images from images of the same place, learned from pairs.
///
/// The discriminator sees both images of a pair. The generator minimises its answer and a hundred times the mean absolute distance; its
/// dropout is its only noise, and stays on when it is used, as do the statistics of the batch.
/// - Source: Isola et al. (2017), arXiv 1611.07004: width 64 and patches of 70 pixels at 256×256, batches of one image, Adam at 2e-4 with β₁ 0.5,
///   constant for the first half and then falling to zero; images are enlarged by 286 / 256, cut out at random and mirrored.
package enum Pix2Pix: TranslationKind {
  package static let summary =
    "pix2pix (Isola et al. 2017): images from images of the same place, learned from pairs."
  package static let defaultSteps = 8_000
  private static let distanceWeight: Float = 100

  package static func architecture(
    for frame: TranslationFrame, _ configuration: TranslationConfiguration
  ) throws(TranslationError) -> TranslationArchitecture {
    guard let depth = UNet.depth(width: frame.width, height: frame.height) else {
      throw .unsupportedSize(
        width: frame.width, height: frame.height, multiple: 1 << UNet.leastDepth)
    }
    let edge = min(frame.width, frame.height)
    let isLarge = edge >= 256 || configuration.hasPublishedSize
    let width = isLarge ? 64 : edge >= 128 ? 32 : 16
    return TranslationArchitecture(
      family: .pix2pix, width: frame.width, height: frame.height,
      inputChannels: frame.inputChannels, outputChannels: frame.outputChannels,
      featureWidth: width, depth: depth, criticWidth: width,
      criticStages: PatchDiscriminator.stages(edge: edge))
  }

  package static func generators(_ a: TranslationArchitecture) -> [[any Layer]] {
    [
      UNet.layers(
        from: a.inputChannels, to: a.outputChannels, width: a.featureWidth, depth: a.depth)
    ]
  }

  package static func discriminators(_ a: TranslationArchitecture) -> [[any Layer]] {
    [
      PatchDiscriminator.layers(
        channels: a.inputChannels + a.outputChannels, width: a.criticWidth,
        stages: a.criticStages, norm: .batch)
    ]
  }

  package static func rules(
    _ configuration: TranslationConfiguration, _ a: TranslationArchitecture
  ) -> AdversarialRules {
    var rules = AdversarialRules.forImages
    rules.discriminatorWeight = 0.5
    if !a.isPublishedWidth {
      // Small networks learn as much from four images at once, in less time than four steps take.
      rules.batchSize = 4
      (rules.generatorRate, rules.discriminatorRate) = (4e-4, 4e-4)
    }
    return rules
  }

  package static func match(
    _ examples: TranslationExamples, _ a: TranslationArchitecture,
    _ configuration: TranslationConfiguration, threadCount: Int
  ) throws -> any TranslationMatch {
    PairMatch(examples, a, distanceWeight: distanceWeight)
  }

  package static func output(
    _ generator: Network, _ input: TranslationInput, noise: Philox, on tape: Tape
  ) -> Tensor {
    generator.output(
      tape.constant(Tensor([input.picture])), leaves: generator.constants(on: tape), on: tape,
      isTraining: true, noise: noise
    ).output.value
  }
}

/// Pairs of images against a generator and a discriminator that sees both images of a pair.
package struct PairMatch: TranslationMatch {
  private let pairs: JitteredPairs
  private let architecture: TranslationArchitecture
  private let distanceWeight: Float

  init(
    _ examples: TranslationExamples, _ architecture: TranslationArchitecture,
    distanceWeight: Float
  ) {
    (self.architecture, self.distanceWeight) = (architecture, distanceWeight)
    pairs = JitteredPairs(examples.sources, examples.targets)
  }

  package var termNames: [String] { ["distance"] }
  package var normalisesDiscriminators: Bool { true }

  package func networks(noise: Philox) -> Players { .init(architecture, noise: noise) }

  package func round(_ moment: Moment) -> Round {
    let (sources, targets) = pairs.batch(moment.batchSize, noise: moment.noise.split(0))
    let classes = [Int32](repeating: 0, count: moment.batchSize)
    let both = Concatenate().forward([sources, targets], team: ThreadTeam(threadCount: 1)).output
    return Round(
      real: [Shown(both, classes: classes)], inputs: [sources, targets], classes: classes)
  }

  package func play(
    _ round: Round, _ generators: [Seat], _ moment: Moment, on tape: Tape
  ) -> Play {
    let seat = generators[0]
    let source = tape.constant(round.inputs[0])
    let (made, norms) = seat.network.output(
      source, leaves: seat.leaves, on: tape, noise: moment.noise.split(5))
    let distance = tape.apply(
      MeanDistance(.absolute), made, tape.constant(round.inputs[1]))
    return Play(
      outputs: [tape.apply(Concatenate(), source, made)],
      terms: [tape.apply(Scale(distanceWeight), distance)], norms: [norms])
  }
}
