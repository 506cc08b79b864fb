import Engine
import Parallel
import TestSupport
import Testing

/// `engine_images.json`, made by `scripts/golden/engine_images.py`: its operations.
struct ImageOperationsGolden: Decodable, Sendable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String
    let stride: Int?
    let padding: Int?
    let outputPadding: Int?
    let slope: Float
    let classes: [Int32]?
    let inputs: [GoldenTensor]
    let output: GoldenTensor
    let weights: GoldenTensor
    let gradients: [GoldenTensor]

    var testDescription: String { name }

    var operation: (any Engine.Operation)? {
      switch kind {
      case "convolution":
        Convolution(stride: stride ?? 1, padding: padding ?? 0, slope: slope)
      case "transposed":
        TransposedConvolution(
          stride: stride ?? 1, padding: padding ?? 0, outputPadding: outputPadding ?? 0,
          slope: slope)
      case "norm": BatchNorm(classes: classes ?? [], slope: slope)
      default: nil
      }
    }
  }

  let operations: [Case]

  static let cases: [Case] =
    (try? Repository.golden("engine_images.json", as: ImageOperationsGolden.self).operations) ?? []
}

/// Convolutions and norms against PyTorch in double precision.
@Suite struct ImageGoldenTests {
  @Test func `the golden file has its cases`() {
    #expect(ImageOperationsGolden.cases.count == 10)
  }

  @Test(arguments: ImageOperationsGolden.cases)
  func `results and gradients are PyTorch's`(golden: ImageOperationsGolden.Case) throws {
    let team = ThreadTeam(threadCount: 2)
    let operation = try #require(golden.operation)
    let inputs = golden.inputs.map(\.tensor)
    let result = operation.forward(inputs, team: team)
    let tolerance = Mismatch.Tolerance(absolute: 5e-6, relative: 1e-5)
    #expect(result.output.shape == golden.output.shape)
    #expect(Mismatch(result.output.elements, golden.output.elements, tolerance) == nil)
    let gradients = operation.backward(
      inputs, result, gradient: golden.weights.tensor, needed: inputs.map { _ in true },
      team: team)
    #expect(gradients.count == golden.gradients.count)
    for (found, expected) in zip(gradients, golden.gradients) {
      #expect(found?.shape == expected.shape)
      let wide = Mismatch.Tolerance(absolute: 2e-5, relative: 1e-5)
      #expect(Mismatch(found?.elements ?? [], expected.elements, wide) == nil)
    }
  }
}
