import Engine
import Parallel
import Synthesis
import Testing

/// Gradient penalties against differences, for every family whose discriminator has one.
@Suite struct PenaltyTests {
  private let team = ThreadTeam(threadCount: 1)

  @Test(arguments: [ImageFamily.wganGP, .r3gan, .conditional, .nonSaturatingGAN])
  func `penalties have the gradients that differences show`(family: ImageFamily) throws {
    let frame = ImageFrame(width: 8, height: 8, channels: 2, classCount: 3)
    let a = try family.kind.architecture(for: frame, narrow: true)
    var network = Network(family.kind.discriminator(a, progress: 1), noise: Philox(key: 2))
    // Weights that begin at zero would hide their branches.
    network.parameters = network.parameters.enumerated().map { index, tensor in
      tensor.adding(
        Philox(key: 5).split(UInt64(index)).normal(tensor.shape, deviation: 0.05), scale: 1)
    }
    let x = Philox(key: 3).normal([3, 8, 8, 2], deviation: 1)
    let classes: [Int32] = [0, 2, 1]
    for form in [GradientPenalty.zeroCentred, .unitNorm] {
      func penalty(_ parameters: [Tensor]) -> GradientPenalty.Result {
        form.at(x, parameters: parameters, team: team) { leaves, x, tape in
          network.output(x, leaves: leaves, on: tape, classes: classes).output
        }
      }
      let found = penalty(network.parameters)
      let length = found.gradients.reduce(0) { $0 + $1.squaredNorm }.squareRoot()
      // Along the gradient itself, where a wrong part would show in the length: other directions cross too many kinks.
      let u = found.gradients
      let step = Float(2e-3 / length)
      let sides = [step, -step].map { step in
        Double(penalty(zip(network.parameters, u).map { $0.adding($1, scale: step) }).penalty)
      }
      let expected = (sides[0] - sides[1]) / (2 * 2e-3)
      #expect(abs(length - expected) < 0.05 * length, "\(length), by differences \(expected)")
    }
  }

  @Test func `a doubling that has not begun changes nothing, and one that is done everything`()
    throws
  {
    let frame = ImageFrame(width: 16, height: 16, channels: 1, classCount: 1)
    let a = try ProgressiveGAN.architecture(for: frame, narrow: false)
    let network = Network(ProgressiveGAN.generator(a, progress: 0), noise: Philox(key: 1))
    let latents = Philox(key: 2).normal([2, a.latentWidth], deviation: 1)
    func images(_ growth: Double) -> [Float] {
      var own = network
      own.layers = ProgressiveGAN.generator(a, progress: growth)
      let tape = Tape(team: team)
      return own.output(
        tape.constant(latents), leaves: own.constants(on: tape), on: tape
      ).output.value.elements
    }
    // Two doublings in three quarters: a pause of three sixteenths, then as long a fading.
    #expect(images(0) == images(0.187))
    #expect(images(0.1876) != images(0))
    let almost = zip(images(0.1876), images(0)).map { abs($0.0 - $0.1) }.max() ?? 1
    #expect(almost < 0.02)
    let done = zip(images(0.3749), images(0.375)).map { abs($0.0 - $0.1) }.max() ?? 1
    #expect(done < 0.02)
    #expect(images(0.75) == images(1))
  }
}
