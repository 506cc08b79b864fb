import Engine
import Glibc
import Parallel
import Testing

/// The polynomials for exp and log(1 + e), seen through SiLU and the game's softplus, against double precision.
@Suite struct KernelAccuracyTests {
  private let team = ThreadTeam(threadCount: 1)
  /// From -90 to 90, dense around 0.
  private let numbers: [Float] =
    (-90_000...90_000).map { Float($0) / 1_000 } + (-20_000...20_000).map { Float($0) / 1e6 }

  @Test func `SiLU is exact to three parts in ten million`() {
    let output = SiLU().forward([Tensor(numbers, shape: [numbers.count])], team: team).output
      .elements
    var worst = 0.0
    for (x, found) in zip(numbers, output) {
      let expected = Double(x) / (1 + exp(-Double(x)))
      if x < -87 {
        // e^-x is held at e^87 from here on: numbers below 10⁻³⁵ that nothing reads.
        #expect(abs(Double(found)) < 1e-35)
      } else if x != 0 {
        worst = max(worst, abs(Double(found) / expected - 1))
      }
    }
    #expect(worst < 3e-7, "worst relative error \(worst)")
  }

  @Test func `SiLU is finite for any finite number`() {
    let extremes: [Float] = [
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e30, -1e30, 0, -0.0,
    ]
    let output = SiLU().forward([Tensor(extremes, shape: [6])], team: team).output.elements
    #expect(output.allSatisfy { $0.isFinite })
    #expect(output[0] == .greatestFiniteMagnitude && output[1] <= 0 && output[4] == 0)
  }

  @Test func `the discriminator's softplus is exact to three parts in ten million`() {
    // One level: p = 1, so a row's loss is softplus(s) + softplus(-s) = |s| + 2 log(1 + e^-|s|).
    let layout = TokenLayout(sizes: [1], embeddingWidth: 1, hiddenWidth: 1)
    var worst = 0.0
    for score in stride(from: Float(-90), through: 90, by: 0.0631) {
      let game = TokenGame(
        layout, batch: TokenBatch(codes: [[0]], classes: [0]), adversarialWeight: 1,
        likelihoodWeight: 0, clip: 4)
      let tape = Tape(team: team)
      let zero = Tensor(repeating: 0, shape: [1])
      let loss = tape.apply(
        game, tape.constant(Tensor([3], shape: [1, 1])), tape.constant(zero),
        tape.constant(Tensor([score], shape: [1, 1])), tape.constant(zero))
      let found = Double(tape.losses(of: loss).discriminator)
      let size = abs(Double(score))
      worst = max(worst, abs(found / (size + 2 * log1p(exp(-size))) - 1))
      #expect(tape.losses(of: loss).token == 0)
    }
    #expect(worst < 3e-7, "worst relative error \(worst)")
  }
}
