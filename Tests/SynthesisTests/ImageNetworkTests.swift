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

  private func frame(_ width: Int, _ height: Int, _ channels: Int, _ classCount: Int) -> ImageFrame
  {
    ImageFrame(width: width, height: height, channels: channels, classCount: classCount)
  }

  private func counts(_ a: ImageArchitecture) -> [Int] {
    let kind = a.family.kind
    return [kind.generator(a, progress: 1), kind.discriminator(a, progress: 1)].map {
      Network($0, noise: Philox(key: 1)).parameterCount
    }
  }

  @Test func `the networks have the parameters of their papers and of the recipe`() throws {
    let digits = frame(28, 28, 1, 10)
    #expect(
      counts(try ConditionalGAN.architecture(for: digits, narrow: false)) == [339_745, 436_321])
    #expect(
      counts(try ConditionalGAN.architecture(for: digits, narrow: true)) == [248_745, 321_481])
    #expect(
      counts(try DCGAN.architecture(for: frame(64, 64, 3, 1), narrow: false))
        == [3_576_704, 2_765_568])
    #expect(
      counts(try VanillaGAN.architecture(for: frame(28, 28, 1, 1), narrow: false))
        == [1_510_032, 533_505])
    let single = try VariationalAutoencoder.architecture(for: frame(28, 28, 1, 1), narrow: false)
    #expect(counts(single).reduce(0, +) == 652_824)
  }

  @Test(arguments: ImageFamily.allCases, [(8, 8), (28, 28), (32, 32), (48, 32), (64, 64)])
  func `images come out in the size asked for`(family: ImageFamily, size: (Int, Int)) throws {
    let frame = frame(size.0, size.1, 3, 4)
    guard let a = try? family.kind.architecture(for: frame, narrow: true) else {
      #expect(size.0 != size.1)
      return
    }
    let isSound = family.kind.isSound(a)
    #expect(isSound)
    let generator = Network(family.kind.generator(a, progress: 1), noise: Philox(key: 1))
    let tape = Tape(team: team)
    let images = generator.output(
      tape.constant(Philox(key: 3).normal([2, a.latentWidth], deviation: 1)),
      leaves: generator.leaves(on: tape), on: tape, classes: [0, 3]
    ).output
    #expect(images.value.shape == [2, size.1, size.0, 3])
    let discriminator = Network(family.kind.discriminator(a, progress: 1), noise: Philox(key: 2))
    let scores = discriminator.output(
      images, leaves: discriminator.constants(on: tape), on: tape, classes: [0, 3]
    ).output
    #expect(scores.value.shape[0] == 2)
  }

  /// The sizes that the golden file's networks have.
  private var small: ImageArchitecture {
    get throws {
      var result = try ConditionalGAN.architecture(for: frame(16, 16, 2, 3), narrow: false)
      result.widths = [6, 5]
      (result.latentWidth, result.embeddingWidth, result.denseWidth) = (4, 2, 7)
      return result
    }
  }

  private func network(
    _ layers: [any Layer], _ golden: [String: ImageNetworksGolden.Tensors]
  ) throws -> Network {
    var result = Network(layers, noise: Philox(key: 1))
    #expect(Set(result.names) == Set(golden.keys))
    let found = try result.names.map { try #require(golden[$0], "\($0)").tensor }
    #expect(found.map(\.shape) == result.parameters.map(\.shape))
    result.parameters = found
    return result
  }

  @Test func `images, scores and gradients are PyTorch's`() throws {
    let golden = try Repository.golden("engine_images.json", as: ImageNetworksGolden.self).networks
    let generator = try network(
      ConditionalGAN.generator(try small, progress: 1), golden.generator)
    let discriminator = try network(
      ConditionalGAN.discriminator(try small, progress: 1), golden.discriminator)
    let tape = Tape(team: team)
    let leaves = generator.leaves(on: tape)
    let images = generator.output(
      tape.constant(golden.latents.tensor), leaves: leaves, on: tape, classes: golden.classes
    ).output
    #expect(Mismatch(images.value.elements, golden.images.elements, tolerance) == nil)

    let other = Tape(team: team)
    let own = discriminator.leaves(on: other)
    let scores = discriminator.output(
      other.constant(.stacked(golden.real.tensor, images.value)), leaves: own, on: other,
      classes: golden.labels + golden.classes
    ).output
    #expect(Mismatch(scores.value.elements, golden.scores.elements, tolerance) == nil)
    let objective = NonSaturating()
    let loss = other.apply(
      ScoreLoss(weights: [Float](repeating: 0.2, count: 10)) { place, score in
        place < 5 ? objective.real(score) : objective.generated(score)
      }, scores)
    #expect(Mismatch(loss.value.elements, [golden.discriminatorLoss], tolerance) == nil)
    check(other.gradients(of: loss, for: own), discriminator.names, golden.discriminatorGradients)

    let judged = discriminator.output(
      images, leaves: discriminator.constants(on: tape), on: tape, classes: golden.classes
    ).output
    let wish = tape.apply(
      ScoreLoss(weights: [Float](repeating: 0.2, count: 5)) { objective.wish($1) }, judged)
    #expect(Mismatch(wish.value.elements, [golden.generatorLoss], tolerance) == nil)
    check(tape.gradients(of: wish, for: leaves), generator.names, golden.generatorGradients)
  }

  @Test func `the penalty is that of differentiating twice`() throws {
    let golden = try Repository.golden("engine_images.json", as: ImageNetworksGolden.self).networks
    let discriminator = try network(
      ConditionalGAN.discriminator(try small, progress: 1), golden.discriminator)
    let penalty = GradientPenalty.zeroCentred.at(
      golden.real.tensor, parameters: discriminator.parameters, team: team
    ) { leaves, x, tape in
      discriminator.output(x, leaves: leaves, on: tape, classes: golden.labels).output
    }
    #expect(Mismatch([penalty.squaredNorm], [golden.squaredGradient], tolerance) == nil)
    check(penalty.gradients, discriminator.names, golden.penaltyGradients)
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
