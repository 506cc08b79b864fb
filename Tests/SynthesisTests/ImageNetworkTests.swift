import Engine
import Parallel
import Synthesis
import TestSupport
import Testing

/// `engine_images.json`, made by `scripts/golden/engine_images.py`: its networks.
struct ImageNetworksGolden: Decodable {
  struct Tensors: Decodable {
    let shape: [Int]
    let elements: [Double]

    var tensor: Tensor { Tensor(elements.map { Float($0) }, shape: shape) }
  }

  struct Networks: Decodable {
    let generator: [String: Tensors]
    let discriminator: [String: Tensors]
    let latents: Tensors
    let classes: [Int32]
    let real: Tensors
    let labels: [Int32]
    let images: Tensors
    let scores: Tensors
    let discriminatorLoss: Double
    let generatorLoss: Double
    let generatorGradients: [String: Tensors]
    let discriminatorGradients: [String: Tensors]
    let squaredGradient: Double
    let penaltyGradients: [String: Tensors]
  }

  let networks: Networks
}

@Suite struct ImageNetworkTests {
  private let team = ThreadTeam(threadCount: 2)
  private let tolerance = Mismatch.Tolerance(absolute: 3e-6, relative: 3e-5)

  private func counts(_ architecture: ImageArchitecture) -> [Int] {
    [
      ImageGenerator.shapes(architecture), ImageDiscriminator.shapes(architecture),
    ].map { $0.reduce(0) { $0 + $1.reduce(1, *) } }
  }

  @Test func `the networks have the parameters of their papers and of the recipe`() {
    let wide = ImageArchitecture.conditional(width: 28, height: 28, channels: 1, classCount: 10)
    #expect(counts(wide) == [339_745, 436_321])
    let narrow = ImageArchitecture.conditional(
      width: 28, height: 28, channels: 1, classCount: 10, narrow: true)
    #expect(counts(narrow) == [248_745, 321_481])
    let paper = ImageArchitecture.dcgan(width: 64, height: 64, channels: 3)
    #expect(counts(paper) == [3_576_704, 2_765_568])
  }

  @Test(arguments: [(8, 8), (28, 28), (32, 32), (48, 32), (64, 64), (128, 128)])
  func `images come out in the size asked for`(width: Int, height: Int) {
    if !ImageArchitecture.supports(width: width, height: height) {
      #expect(width != height)
      return
    }
    for architecture in [
      ImageArchitecture.conditional(width: width, height: height, channels: 3, classCount: 4),
      .dcgan(width: width, height: height, channels: 3, featureWidth: 4),
    ] {
      let generator = ImageGenerator(architecture, noise: Philox(key: 1))
      let discriminator = ImageDiscriminator(architecture, noise: Philox(key: 2))
      let tape = Tape(team: team)
      let images = generator.images(
        generator.leaves(on: tape),
        latents: Philox(key: 3).normal([2, architecture.latentWidth], deviation: 1),
        classes: [0, 3], on: tape, isTraining: true
      ).images
      #expect(images.value.shape == [2, height, width, 3])
      #expect(images.value.elements.allSatisfy { abs($0) <= 1 })
      let scores = discriminator.scores(
        discriminator.constants(on: tape), images, classes: [0, 3], on: tape
      ).scores
      #expect(scores.value.shape == [2])
    }
  }

  /// The sizes that the golden file's networks have.
  private var small: ImageArchitecture {
    var result = ImageArchitecture.conditional(width: 16, height: 16, channels: 2, classCount: 3)
    (result.widths, result.latentWidth, result.embeddingWidth, result.denseWidth) = (
      [6, 5], 4, 2, 7
    )
    return result
  }

  private func tensors(_ names: [String], _ golden: [String: ImageNetworksGolden.Tensors]) throws
    -> [Tensor]
  {
    try names.map { try #require(golden[$0], "\($0)").tensor }
  }

  @Test func `images, scores and gradients are PyTorch's`() throws {
    let golden = try Repository.golden("engine_images.json", as: ImageNetworksGolden.self).networks
    let (names, others) = (ImageGenerator.names(small), ImageDiscriminator.names(small))
    #expect(Set(names) == Set(golden.generator.keys))
    #expect(Set(others) == Set(golden.discriminator.keys))
    let generator = ImageGenerator(
      architecture: small, parameters: try tensors(names, golden.generator), statistics: [])
    let discriminator = ImageDiscriminator(
      architecture: small, parameters: try tensors(others, golden.discriminator))
    #expect(generator.parameters.map(\.shape) == ImageGenerator.shapes(small))
    #expect(discriminator.parameters.map(\.shape) == ImageDiscriminator.shapes(small))

    let tape = Tape(team: team)
    let leaves = generator.leaves(on: tape)
    var training = generator
    training.statistics = small.widths.flatMap {
      [Tensor(repeating: 0, shape: [$0]), Tensor(repeating: 1, shape: [$0])]
    }
    let images = training.images(
      leaves, latents: golden.latents.tensor, classes: golden.classes, on: tape, isTraining: true
    ).images
    #expect(Mismatch(images.value.elements, golden.images.elements, tolerance) == nil)

    let other = Tape(team: team)
    let own = discriminator.leaves(on: other)
    let scores = discriminator.scores(
      own, other.constant(.stacked(golden.real.tensor, images.value)),
      classes: golden.labels + golden.classes, on: other
    ).scores
    #expect(Mismatch(scores.value.elements, golden.scores.elements, tolerance) == nil)
    let share = [Float](repeating: 0.2, count: 5)
    let minus = share.map { _ in Float(-1) }
    let loss = other.apply(
      SoftplusLoss(signs: minus + minus.map { -$0 }, weights: share + share), scores)
    #expect(Mismatch(loss.value.elements, [golden.discriminatorLoss], tolerance) == nil)
    check(other.gradients(of: loss, for: own), others, golden.discriminatorGradients)

    let judged = discriminator.scores(
      discriminator.constants(on: tape), images, classes: golden.classes, on: tape
    ).scores
    let wish = tape.apply(SoftplusLoss(signs: minus, weights: share), judged)
    #expect(Mismatch(wish.value.elements, [golden.generatorLoss], tolerance) == nil)
    check(tape.gradients(of: wish, for: leaves), names, golden.generatorGradients)
  }

  @Test func `the penalty is that of differentiating twice`() throws {
    let golden = try Repository.golden("engine_images.json", as: ImageNetworksGolden.self).networks
    let names = ImageDiscriminator.names(small)
    let discriminator = ImageDiscriminator(
      architecture: small, parameters: try tensors(names, golden.discriminator))
    let penalty = discriminator.penalty(golden.real.tensor, classes: golden.labels, team: team)
    #expect(Mismatch([penalty.squaredNorm], [golden.squaredGradient], tolerance) == nil)
    check(penalty.gradients, names, golden.penaltyGradients)
  }

  private func check(
    _ found: [Tensor], _ names: [String], _ golden: [String: ImageNetworksGolden.Tensors]
  ) {
    #expect(found.count == names.count)
    for (gradient, name) in zip(found, names) {
      #expect(gradient.shape == golden[name]?.shape, "\(name)")
      let problem = Mismatch(gradient.elements, golden[name]?.elements ?? [], tolerance)
      #expect(problem == nil, "\(name)")
    }
  }
}
