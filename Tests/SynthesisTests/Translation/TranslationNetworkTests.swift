import Engine
import Parallel
import Synthesis
import Testing

@Suite struct TranslationNetworkTests {
  private func count(_ layers: [any Layer]) -> Int {
    layers.flatMap(\.weights).reduce(0) { $0 + $1.shape.reduce(1, *) }
  }

  @Test func `the networks have the parameters of their papers`() {
    #expect(count(UNet.layers(from: 3, to: 3, width: 64, depth: 8)) == 54_413_955)
    #expect(
      count(PatchDiscriminator.layers(channels: 6, width: 64, stages: 3, norm: .batch))
        == 2_768_705)
    #expect(
      count(PatchDiscriminator.layers(channels: 3, width: 64, stages: 3, norm: .instance))
        == 2_764_737)
    #expect(count(ResidualGenerator.layers(from: 3, to: 3, width: 64, blocks: 9)) == 11_378_179)
    #expect(
      count(SuperResolutionNetworks.generator(channels: 3, width: 64, blocks: 16, doublings: 2))
        == 1_550_659)
    let critic = count(SuperResolutionNetworks.discriminator(channels: 3, width: 64, edge: 96))
    #expect((23_500_000...23_700_000).contains(critic))
    let small = count(UNet.layers(from: 3, to: 3, width: 16, depth: 6))
    #expect((1_820_000...1_840_000).contains(small))
  }

  @Test func `a score of three stages sees 70 pixels`() {
    #expect([1, 2, 3].map { PatchDiscriminator.receptiveField(stages: $0) } == [16, 34, 70])
  }

  @Test(arguments: TranslationFamily.allCases)
  func `images keep their size, enlarged ones grow by the scale`(family: TranslationFamily) throws {
    let configuration = TranslationConfiguration(family: family)
    let kind = family.kind
    let edge = family == .anonymize ? 64 : 32
    let a = try kind.architecture(
      for: TranslationFrame(width: edge, height: edge, inputChannels: 3, outputChannels: 3),
      configuration)
    let picture = ToyPictures.squares(1, edge: edge, isFilled: true)[0]
    let large = ToyPictures.squares(1, edge: 2 * edge, isFilled: true)[0]
    for layers in kind.generators(a) {
      let tape = Tape(team: ThreadTeam(threadCount: 2))
      let output = kind.output(
        Network(layers, noise: Philox(key: 1)),
        TranslationInput(
          picture, base: family == .srgan ? large : nil,
          mask: family == .anonymize ? ToyPictures.mask(edge: edge) : nil),
        noise: Philox(key: 2), on: tape)
      let grown = edge * (family == .srgan ? a.scale : 1)
      #expect(output.shape == [1, grown, grown, 3])
    }
  }

  @Test func `sizes that cannot be halved often enough are refused`() {
    for (width, height) in [(30, 32), (32, 24), (1, 64)] {
      #expect(throws: TranslationError.self) {
        try TranslationConfiguration(family: .pix2pix).check(
          width: width, height: height, inputChannels: 3, outputChannels: 3)
      }
    }
    #expect(throws: TranslationError.self) {
      try TranslationConfiguration(family: .cyclegan).check(
        width: 30, height: 32, inputChannels: 3, outputChannels: 3)
    }
  }
}
