import Engine
import Parallel
import TestSupport
import Testing

/// SiLU and the token game with clipped scores against PyTorch in double precision.
@Suite struct OperationGoldenTests {
  private let team = ThreadTeam(threadCount: 2)

  @Test func `SiLU and its slope are PyTorch's`() throws {
    let golden = try OperationsGolden.read().silu
    let tape = Tape(team: team)
    let input = tape.parameter(golden.input.tensor)
    let output = tape.apply(SiLU(), input)
    let tolerance = Mismatch.Tolerance(absolute: 1e-7, relative: 1e-6)
    #expect(output.value.shape == golden.output.shape)
    #expect(Mismatch(output.value.elements, golden.output.elements, tolerance) == nil)
    let slope = SiLU().backward(
      [golden.input.tensor], Forward(output.value, saved: [Tensor(repeating: 0, shape: [0])]),
      gradient: Tensor(repeating: 1, shape: golden.input.shape), needed: [true], team: team)
    #expect(Mismatch(slope[0]?.elements ?? [], golden.slope.elements, tolerance) == nil)
  }

  @Test(arguments: 0..<3)
  func `the game's losses and gradients are PyTorch's`(index: Int) throws {
    let golden = try OperationsGolden.read()
    let expected = golden.games[index]
    #expect(expected.clippedShare > 0.25, "the clip does nothing here")
    let layout = TokenLayout(sizes: golden.sizes, embeddingWidth: 1, hiddenWidth: 1)
    let game = TokenGame(
      layout, batch: TokenBatch(codes: golden.codes, classes: golden.classes),
      adversarialWeight: expected.adversarialWeight, likelihoodWeight: expected.likelihoodWeight,
      clip: expected.clip)
    let tape = Tape(team: team)
    let leaves = expected.inputs.map { tape.parameter($0.tensor) }
    let loss = tape.apply(game, leaves[0], leaves[1], leaves[2], leaves[3])
    let found = tape.losses(of: loss)
    let tolerance = Mismatch.Tolerance(absolute: 2e-6, relative: 5e-6)
    let losses = [found.generator, found.discriminator, found.token]
    #expect(Mismatch(losses, expected.losses, tolerance) == nil)
    for (gradient, wanted) in zip(tape.gradients(of: loss, for: leaves), expected.gradients) {
      #expect(gradient.shape == wanted.shape)
      #expect(Mismatch(gradient.elements, wanted.elements, tolerance) == nil)
    }
  }
}
