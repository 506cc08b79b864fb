public import Parallel

/// A differentiable function of tensors. Both directions are requirements: no operation exists without its gradient.
public protocol Operation: Sendable {
  /// The result, and whatever the way back wants to find again.
  func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward

  /// For every input, the gradient of the loss with respect to it, given that with respect to the result;
  /// nil where `needed` is false or where nothing flows.
  func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?]
}

/// What an operation's forward direction leaves behind.
public struct Forward {
  /// The result.
  public var output: Tensor
  /// Intermediate tensors that `backward` reads.
  public var saved: [Tensor]

  /// A result with what the way back needs.
  public init(_ output: Tensor, saved: [Tensor] = []) {
    self.output = output
    self.saved = saved
  }
}

/// A place on a tape: a tensor and how it came to be.
public struct Variable {
  let index: Int
  /// The value.
  public let value: Tensor
}

/// Reverse-mode automatic differentiation: operations are recorded as they run, and walked backwards once.
///
/// Gradients are a result, not a field of the variables: nothing is to be zeroed, nothing accumulates over steps.
/// - Source: Griewank and Walther (2008), Evaluating Derivatives, section 3.2.
public final class Tape {
  struct Node {
    var operation: (any Operation)?
    var inputs: [Int]
    var inputValues: [Tensor]
    var result: Forward
    var needsGradient: Bool
  }

  private(set) var nodes: [Node] = []
  private let team: ThreadTeam

  /// An empty tape whose operations run on this team.
  public init(team: ThreadTeam) { self.team = team }

  /// A leaf whose gradient can be asked for.
  public func parameter(_ value: Tensor) -> Variable { leaf(value, needsGradient: true) }

  /// A leaf through which no gradient flows.
  public func constant(_ value: Tensor) -> Variable { leaf(value, needsGradient: false) }

  private func leaf(_ value: Tensor, needsGradient: Bool) -> Variable {
    nodes.append(
      Node(
        operation: nil, inputs: [], inputValues: [], result: Forward(value),
        needsGradient: needsGradient))
    return Variable(index: nodes.count - 1, value: value)
  }

  /// Runs an operation and remembers it.
  public func apply(_ operation: some Operation, _ inputs: Variable...) -> Variable {
    apply(operation, inputs)
  }

  /// Runs an operation and remembers it.
  public func apply(_ operation: any Operation, _ inputs: [Variable]) -> Variable {
    let values = inputs.map(\.value)
    let result = operation.forward(values, team: team)
    let needsGradient = inputs.contains { nodes[$0.index].needsGradient }
    nodes.append(
      Node(
        operation: operation, inputs: inputs.map(\.index), inputValues: values,
        // Without a way back, what is left for it would only hold memory; a loss keeps its parts.
        result: needsGradient || result.output.count == 1 ? result : Forward(result.output),
        needsGradient: needsGradient))
    return Variable(index: nodes.count - 1, value: result.output)
  }

  /// The gradients of a scalar with respect to `parameters`; zeros where it does not depend on one.
  /// - Precondition: `loss` has one element.
  public func gradients(of loss: Variable, for parameters: [Variable]) -> [Tensor] {
    precondition(loss.value.count == 1, "the gradient of \(loss.value.shape), not of a scalar")
    var gradients = [Tensor?](repeating: nil, count: nodes.count)
    gradients[loss.index] = Tensor(repeating: 1, shape: loss.value.shape)
    let kept = Set(parameters.map(\.index))
    for index in stride(from: loss.index, through: 0, by: -1) {
      let node = nodes[index]
      guard let operation = node.operation, let gradient = gradients[index] else { continue }
      let needed = node.inputs.map { nodes[$0].needsGradient }
      let parts = operation.backward(
        node.inputValues, node.result, gradient: gradient, needed: needed, team: team)
      for (input, part) in zip(node.inputs, parts) {
        if let part { accumulate(part, into: &gradients[input]) }
      }
      if !kept.contains(index) { gradients[index] = nil }
    }
    return parameters.map {
      gradients[$0.index] ?? Tensor(repeating: 0, shape: $0.value.shape)
    }
  }

  private func accumulate(_ part: Tensor, into sum: inout Tensor?) {
    sum = sum.map { Elementwise.add($0, part) } ?? part
  }
}

extension Tape {
  /// What the operation that made this variable left for its way back; nothing where none of its inputs needs a gradient, unless it is a
  /// scalar.
  package func saved(of variable: Variable) -> [Tensor] { nodes[variable.index].result.saved }

  /// The parts of a token game's loss.
  public func losses(of loss: Variable) -> TokenLosses {
    TokenLosses(nodes[loss.index].result.saved[0])
  }
}
