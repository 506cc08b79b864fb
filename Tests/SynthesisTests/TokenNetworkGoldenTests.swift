import Engine
import Parallel
import Synthesis
import TestSupport
import Testing

/// The token network, its losses and gradients, and ten AdamW steps, against PyTorch in double precision
/// (`scripts/golden/engine_token_network.py`): both players without momentum, both with it, and the likelihood alone.
@Suite struct TokenNetworkGoldenTests {
  private let team = ThreadTeam(threadCount: 2)

  @Test(arguments: 0..<3)
  func `logits, scores and gradients are PyTorch's`(index: Int) throws {
    let game = try GoldenGame(index)
    let step = game.step(game.players(), team)
    let tolerance = Mismatch.Tolerance(absolute: 1e-6, relative: 1e-5)
    for (found, expected) in zip(step.outputs, [game.run.logits, game.run.scores]) {
      let expected = try #require(expected)
      #expect(found.shape == expected.shape)
      #expect(Mismatch(found.elements, expected.elements, tolerance) == nil)
    }
    #expect(Mismatch(step.losses, game.run.trajectory[0], tolerance) == nil)
    #expect(step.gradients.count == game.run.gradients.count)
    for (player, gradients) in step.gradients {
      for (place, gradient) in zip(TokenNetwork.Place.allCases, gradients) {
        let expected = try #require(game.run.gradients[player]?["\(place)"])
        #expect(gradient.shape == expected.shape, "\(player), \(place)")
        let problem = Mismatch(gradient.elements, expected.elements, tolerance)
        #expect(problem == nil, "\(player), \(place)")
      }
    }
  }

  @Test(arguments: 0..<3)
  func `ten steps end at PyTorch's weights`(index: Int) throws {
    let game = try GoldenGame(index)
    let run = game.run
    let players = game.players()
    let shapes = players.generator.parameters.map(\.shape)
    let isGame = players.discriminator != nil
    var own = AdamW(
      shapes: shapes, beta1: run.beta1, beta2: run.beta2, decay: isGame ? 0 : run.decay)
    var other = AdamW(shapes: shapes, beta1: run.beta1, beta2: run.beta2, decay: run.decay)
    let average = players.generator.parameters.map { $0.copy() }
    for step in 0..<10 {
      let result = game.step(players, team)
      #expect(
        Mismatch(
          result.losses, run.trajectory[step], Mismatch.Tolerance(absolute: 1e-6, relative: 1e-5))
          == nil,
        "step \(step)")
      if let discriminator = players.discriminator {
        other.step(
          discriminator.parameters, gradients: result.gradients["discriminator"] ?? [],
          rate: run.discriminatorRate, team: team)
      }
      let decay = min(Float(0.995), Float(2 + step) / Float(11 + step))
      own.step(
        players.generator.parameters, gradients: result.gradients["generator"] ?? [],
        rate: run.generatorRate, averages: average, averageDecay: decay, team: team)
    }
    var final = ["generator": players.generator.parameters, "average": average]
    final["discriminator"] = players.discriminator?.parameters
    #expect(Set(final.keys) == Set(run.final.keys))
    // Ten steps move a weight by up to 0.04; measured differences are below 3e-7.
    let tolerance = Mismatch.Tolerance(absolute: 2e-6, relative: 1e-5)
    for (player, tensors) in final {
      for (place, tensor) in zip(TokenNetwork.Place.allCases, tensors) {
        let expected = try #require(run.final[player]?["\(place)"])
        let problem = Mismatch(tensor.elements, expected.elements, tolerance)
        #expect(problem == nil, "\(player), \(place)")
      }
    }
  }
}
