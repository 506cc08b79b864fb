public import Parallel

/// A penalty on the gradient of a discriminator's score with respect to what it is shown.
///
/// Within a piece on which it is linear, the score's derivative in the direction u is the network without biases applied to u,
/// with every rectifier replaced by the slope it has at x. For u = ∇ₓ score that derivative is ‖∇ₓ score‖², and its gradient with u
/// held fixed is half of the whole one: exactly that of ½‖∇ₓ score‖².
public enum GradientPenalty: Sendable {
  /// ½‖∇ₓ score‖²: zero at a discriminator that is flat.
  /// - Source: Mescheder, Geiger and Nowozin (2018), arXiv 1801.04406, equation 9 (R1, R2).
  case zeroCentred
  /// (‖∇ₓ score‖ - 1)².
  /// - Source: Gulrajani et al. (2017), arXiv 1704.00028, equation 3.
  case unitNorm

  /// The gradients of the penalty's mean over a batch with respect to the network's parameters, that mean, and that of
  /// ‖∇ₓ score‖².
  public struct Result: Sendable {
    /// One per parameter.
    public var gradients: [Tensor]
    /// The mean penalty.
    public var penalty: Float
    /// The mean of ‖∇ₓ score‖².
    public var squaredNorm: Float
  }

  /// The penalty at these inputs.
  /// - Parameters:
  ///   - x: `[batch, …]`.
  ///   - parameters: The network's trained tensors.
  ///   - scores: The network: from its parameters and its input on a tape to scores, `[batch]` or several for each row, whose mean
  ///     counts.
  /// - Precondition: every operation between input and scores is piecewise linear.
  public func at(
    _ x: Tensor, parameters: [Tensor], team: ThreadTeam,
    scores: (_ leaves: [Variable], _ x: Variable, _ tape: Tape) -> Variable
  ) -> Result {
    let batch = x.shape[0]
    let first = Tape(team: team)
    let input = first.parameter(x)
    let leaves = parameters.map(first.constant)
    let scores = scores(leaves, input, first)
    let each = scores.value.count / batch
    let share = 1 / Float(each)
    let total = first.apply(
      WeightedSum(weights: [Float](repeating: share, count: scores.value.count)), scores)
    let direction = first.gradients(of: total, for: [input])[0]

    let second = Tape(team: team)
    let own = parameters.map(second.parameter)
    let moved = first.derivative(
      of: scores, from: input, along: second.constant(direction),
      leaves: Array(zip(leaves, own)), on: second)
    var factors: [Float] = []
    var (penalty, squares) = (Float(0), Float(0))
    for row in 0..<batch {
      let part = moved.value.pointer + row * each
      let square = max(0, (0..<each).reduce(Float(0)) { $0 + part[$1] } * share)
      let norm = square.squareRoot()
      squares += square / Float(batch)
      switch self {
      case .zeroCentred:
        factors.append(1)
        penalty += square / 2 / Float(batch)
      case .unitNorm:
        factors.append(2 * (norm - 1) / max(norm, 1e-12))
        penalty += (norm - 1) * (norm - 1) / Float(batch)
      }
    }
    let weights = factors.flatMap {
      [Float](repeating: $0 * share / Float(batch), count: each)
    }
    let sum = second.apply(WeightedSum(weights: weights), moved)
    return Result(
      gradients: second.gradients(of: sum, for: own), penalty: penalty, squaredNorm: squares)
  }
}

extension Tape {
  /// The derivative of `output` when `input` moves along `direction`, recorded on another tape as a function of the leaves there.
  func derivative(
    of output: Variable, from input: Variable, along direction: Variable,
    leaves: [(Variable, Variable)], on other: Tape
  ) -> Variable {
    let places = Dictionary(uniqueKeysWithValues: leaves.map { ($0.0.index, $0.1) })
    // What every node is on the other tape, and how it moves.
    var (values, directions) = ([Int: Variable](), [input.index: direction])
    for index in 0...output.index {
      let node = nodes[index]
      guard let operation = node.operation, index != input.index else {
        values[index] = places[index] ?? other.constant(node.result.output)
        continue
      }
      let own = node.inputs.map { values[$0] ?? direction }
      let moves = node.inputs.map { directions[$0] }
      if moves.allSatisfy({ $0 == nil }) {
        values[index] = other.apply(operation, own)
        continue
      }
      guard let operation = operation as? any PiecewiseLinear else {
        preconditionFailure(
          "a penalty through \(type(of: operation)), which is not piecewise linear")
      }
      values[index] = other.constant(node.result.output)
      directions[index] = operation.derivative(
        own, along: moves, result: node.result, on: other)
    }
    return directions[output.index]
      ?? other.constant(Tensor(repeating: 0, shape: output.value.shape))
  }
}
