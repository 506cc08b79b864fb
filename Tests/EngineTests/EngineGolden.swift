import Engine
import Foundation
import TestSupport

/// A tensor as the golden files write it.
struct GoldenTensor: Decodable, Sendable {
  let shape: [Int]
  let elements: [Double]

  var tensor: Tensor { Tensor(elements.map { Float($0) }, shape: shape) }
}

/// `engine_operations.json`, made by `scripts/golden/engine_token_network.py`.
struct OperationsGolden: Decodable, Sendable {
  struct SiLU: Decodable, Sendable {
    let input: GoldenTensor
    let output: GoldenTensor
    let slope: GoldenTensor
  }

  struct Game: Decodable, Sendable {
    let adversarialWeight: Float
    let likelihoodWeight: Float
    let clip: Float
    let clippedShare: Double
    let losses: [Double]
    let inputs: [GoldenTensor]
    let gradients: [GoldenTensor]
  }

  struct File: Decodable, Sendable {
    let base64: Data
    let tensors: [String: GoldenTensor]
  }

  let sizes: [Int]
  let codes: [[Int32]]
  let classes: [Int32]
  let silu: SiLU
  let games: [Game]
  let tensorFile: File

  static func read() throws -> OperationsGolden {
    try Repository.golden("engine_operations.json", as: OperationsGolden.self)
  }
}
