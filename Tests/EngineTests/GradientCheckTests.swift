import Engine
import Foundation
import Parallel
import TestSupport
import Testing

/// Every operation's gradient against central differences along random directions.
///
/// For a direction u of independent normal numbers, `(L(x + h u) - L(x - h u)) / 2h` is to equal `⟨∇L, u⟩`, which has
/// deviation ‖∇L‖: errors are told as fractions of it. With h = 0.004 the rounding of 32-bit numbers and the third
/// derivative each contribute some 10⁻⁴; a wrong element among a few hundred contributes 10⁻² and more.
@Suite struct GradientCheckTests {
  private static let step: Float = 4e-3
  private static let tolerance = 1.5e-3
  private static let directionCount: UInt64 = 6

  @Test(arguments: GradientTable.rows)
  func `gradients agree with central differences`(row: GradientRow) throws {
    let team = ThreadTeam(threadCount: 2)
    let result = row.operation.forward(row.inputs.map { $0.copy() }, team: team)
    let weights = outputWeights(row, result.output.shape)
    let found = row.operation.backward(
      row.inputs, result, gradient: weights,
      needed: row.inputs.map { _ in true }, team: team)
    #expect(found.count == row.inputs.count)
    for index in row.inputs.indices {
      let gradient = try #require(found[index], "input \(index) has no gradient")
      #expect(gradient.shape == row.inputs[index].shape)
      let elements = gradient.elements.map(Double.init)
      let length = elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(length > 0 || row.scalar != nil, "input \(index): a gradient of zeros")
      for part in 0..<Self.directionCount {
        let direction = Philox(key: 30 + part, stream: UInt64(index))
          .normal(row.inputs[index].shape, deviation: 1)
        let expected = difference(row, index, direction, weights, team)
        let slope = zip(elements, direction.elements).reduce(0) { $0 + $1.0 * Double($1.1) }
        #expect(
          abs(slope - expected) <= Self.tolerance * length + 1e-9,
          "input \(index), direction \(part): \(slope), by differences \(expected)")
      }
    }
  }

  /// What the loss weighs every output element with: arbitrary, or one for a loss that is a scalar already.
  private func outputWeights(_ row: GradientRow, _ shape: [Int]) -> Tensor {
    row.scalar == nil
      ? Philox(key: 29).normal(shape, deviation: 1) : Tensor(repeating: 1, shape: shape)
  }

  private func difference(
    _ row: GradientRow, _ index: Int, _ direction: Tensor, _ weights: Tensor, _ team: ThreadTeam
  ) -> Double {
    let sides = [Self.step, -Self.step].map { step in
      var inputs = row.inputs.map { $0.copy() }
      let moved = zip(inputs[index].elements, direction.elements).map { $0 + step * $1 }
      inputs[index] = Tensor(moved, shape: inputs[index].shape)
      if let scalar = row.scalar { return scalar(inputs, index) }
      let output = row.operation.forward(inputs, team: team).output.elements
      return zip(output, weights.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    return (sides[0] - sides[1]) / (2 * Double(Self.step))
  }

  @Test(arguments: GradientTable.rows)
  func `both directions give the same bits for any number of threads`(row: GradientRow) {
    let results = [1, 2, 3].map { threadCount -> [[Float]] in
      let team = ThreadTeam(threadCount: threadCount)
      let result = row.operation.forward(row.inputs.map { $0.copy() }, team: team)
      let weights = outputWeights(row, result.output.shape)
      let gradients = row.operation.backward(
        row.inputs, result, gradient: weights, needed: row.inputs.map { _ in true }, team: team)
      return [result.output.elements] + gradients.compactMap { $0?.elements }
    }
    #expect(results[1] == results[0] && results[2] == results[0])
  }

  @Test(arguments: GradientTable.rows.filter { $0.typeName == "TokenGame" })
  func `the game's losses are those of its formulas`(row: GradientRow) throws {
    let tape = Tape(team: ThreadTeam(threadCount: 1))
    let game = try #require(row.operation as? TokenGame)
    let leaves = row.inputs.map { tape.parameter($0.copy()) }
    let loss =
      leaves.count == 4
      ? tape.apply(game, leaves[0], leaves[1], leaves[2], leaves[3])
      : tape.apply(game, leaves[0], leaves[1])
    let found = tape.losses(of: loss)
    let expected = GameReference(
      layout: GradientTable.layout, batch: GradientTable.batch,
      clip: row.name.contains("most") ? 0.5 : 4
    ).losses(row.inputs)
    let problem = Mismatch(
      [found.generator, found.discriminator, found.token],
      [expected.generator, expected.discriminator, expected.token],
      Mismatch.Tolerance(absolute: 1e-7, relative: 2e-6))
    #expect(problem == nil)
  }

  @Test func `the table has a row for every operation in the sources`() throws {
    let folder = Repository.root.appending(path: "Sources/Engine")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    let pattern =
      /(?:struct|class|enum|actor|extension)\s+(\w+)(?:<[^>]*>)?\s*:[^{]*\b(?:Operation|Linear)\b/
    var declared: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: pattern) { declared.insert(String(match.output.1)) }
    }
    #expect(declared.count >= 8, "the sources were not found or are written in another way")
    #expect(declared == Set(GradientTable.rows.map(\.typeName)))
  }
}
