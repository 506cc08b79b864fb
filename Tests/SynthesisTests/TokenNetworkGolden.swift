import Engine
import Parallel
import Synthesis
import TestSupport

/// A tensor as the golden files write it.
struct GoldenTensor: Decodable, Sendable {
  let shape: [Int]
  let elements: [Double]

  var tensor: Tensor { Tensor(elements.map { Float($0) }, shape: shape) }
}

/// `engine_token_network.json`: a network's weights by the names of `TokenNetwork.Place`, and runs from them.
struct TokenNetworkGolden: Decodable, Sendable {
  struct Run: Decodable, Sendable {
    let adversarialWeight, likelihoodWeight, clip: Float
    let beta1, beta2, decay, generatorRate, discriminatorRate: Float
    let logits: GoldenTensor
    let scores: GoldenTensor?
    let trajectory: [[Double]]
    let gradients: [String: [String: GoldenTensor]]
    let final: [String: [String: GoldenTensor]]
  }

  let sizes: [Int]
  let embeddingWidth: Int
  let hiddenWidth: Int
  let classCount: Int
  let codes: [[Int32]]
  let classes: [Int32]
  let features: GoldenTensor
  let start: [String: [String: GoldenTensor]]
  let runs: [Run]
}

/// One of the golden runs, step by step with the package's own network.
struct GoldenGame {
  typealias Players = (generator: TokenNetwork, discriminator: TokenNetwork?)

  /// What one step sees: outputs with their bias, losses, gradients in the order of `TokenNetwork.Place`.
  struct Step {
    var outputs: [Tensor]
    var losses: [Float]
    var gradients: [String: [Tensor]]
  }

  let golden: TokenNetworkGolden
  let run: TokenNetworkGolden.Run
  private let layout: TokenLayout
  private let batch: TokenBatch

  init(_ index: Int) throws {
    golden = try Repository.golden("engine_token_network.json", as: TokenNetworkGolden.self)
    run = golden.runs[index]
    layout = TokenLayout(
      sizes: golden.sizes, embeddingWidth: golden.embeddingWidth, hiddenWidth: golden.hiddenWidth)
    batch = TokenBatch(codes: golden.codes, classes: golden.classes)
  }

  /// Fresh networks with the weights of the file.
  func players() -> Players {
    (network("generator"), run.adversarialWeight > 0 ? network("discriminator") : nil)
  }

  private func network(_ player: String) -> TokenNetwork {
    TokenNetwork(
      layout: layout, classCount: golden.classCount, features: golden.features.tensor,
      parameters: TokenNetwork.Place.allCases.map { place in
        golden.start[player]?["\(place)"]?.tensor ?? Tensor(repeating: .nan, shape: [0])
      })
  }

  /// Outputs, losses and gradients where the players stand.
  func step(_ players: Players, _ team: ThreadTeam) -> Step {
    let tape = Tape(team: team)
    let game = TokenGame(
      layout, batch: batch, adversarialWeight: run.adversarialWeight,
      likelihoodWeight: run.likelihoodWeight, clip: run.clip)
    let networks = [players.generator, players.discriminator].compactMap { $0 }
    let leaves = networks.map { $0.leaves(on: tape) }
    let raw = zip(networks, leaves).map {
      $0.output($1, batch, on: tape, dropout: 0, noise: Philox(key: 0))
    }
    let outputs = zip(raw, leaves).map {
      biased($0.value, by: $1[TokenNetwork.Place.headBias.rawValue].value)
    }
    let bias = leaves.map { $0[TokenNetwork.Place.headBias.rawValue] }
    let loss =
      raw.count == 2
      ? tape.apply(game, raw[0], bias[0], raw[1], bias[1]) : tape.apply(game, raw[0], bias[0])
    let gradients = tape.gradients(of: loss, for: leaves.flatMap { $0 })
    let parts = tape.losses(of: loss)
    let count = TokenNetwork.Place.allCases.count
    var named = ["generator": Array(gradients.prefix(count))]
    if raw.count == 2 { named["discriminator"] = Array(gradients.dropFirst(count)) }
    return Step(
      outputs: outputs, losses: [parts.generator, parts.discriminator, parts.token],
      gradients: named)
  }

  /// The output of a network is without its bias, which the game adds.
  private func biased(_ output: Tensor, by bias: Tensor) -> Tensor {
    let (elements, biases, rows) = (output.elements, bias.elements, output.shape[1])
    return Tensor(elements.indices.map { elements[$0] + biases[$0 / rows] }, shape: output.shape)
  }
}
