/// A piece of a network: the tensors that it is made of, and what it does with its input.
public protocol Layer: Sendable {
  /// The trained tensors, in the order in which `output` takes them.
  var weights: [Weight] { get }
  /// The channels of every batch norm, in the order in which `output` takes their statistics.
  var normWidths: [Int] { get }
  /// What the layer makes of its input.
  func output(_ x: Variable, _ pass: inout Pass) -> Variable
}

extension Layer {
  /// None.
  public var normWidths: [Int] { [] }

  /// The same layer, whose tensors' names begin with this one.
  public func named(_ name: String) -> NamedLayer { NamedLayer(name: name, layer: self) }
}

/// A trained tensor of a layer.
public struct Weight: Sendable, Equatable {
  /// Its name within the layer; empty for a layer's only tensor.
  public var name: String
  /// The size of every dimension.
  public var shape: [Int]
  /// Its numbers before training.
  public var start: InitialWeights

  /// A description.
  public init(_ name: String, _ shape: [Int], _ start: InitialWeights) {
    (self.name, self.shape, self.start) = (name, shape, start)
  }
}

/// One way of a batch through a network: where its tensors are, and what else its layers may ask for.
public struct Pass {
  /// Where operations are recorded.
  public let tape: Tape
  /// The class of every row.
  public let classes: [Int32]
  /// How much of the class is told, from 0 to 1.
  public let strength: Float
  /// Whether norms use the batch at hand, and dropout drops.
  public let isTraining: Bool
  /// The outputs of batch norms, whose statistics the trainer collects.
  public private(set) var norms: [Variable] = []
  private var noise: Philox
  private var leaves: ArraySlice<Variable>
  private var statistics: ArraySlice<Tensor>

  init(
    tape: Tape, leaves: [Variable], statistics: [Tensor], classes: [Int32], strength: Float,
    isTraining: Bool, noise: Philox
  ) {
    (self.tape, self.classes, self.strength) = (tape, classes, strength)
    (self.isTraining, self.noise) = (isTraining, noise)
    (self.leaves, self.statistics) = (leaves[...], statistics[...])
  }

  /// The next trained tensor.
  public mutating func take() -> Variable { leaves.removeFirst() }

  /// The next trained table of classes, weakened as far as the class is not to be told.
  public mutating func takeTable(classCount: Int) -> Variable {
    let table = leaves.removeFirst()
    return classCount > 1 && strength != 1 ? tape.apply(Scale(strength), table) : table
  }

  /// Leaves out tensors that this pass does not need.
  public mutating func skip(_ layer: some Layer) {
    leaves.removeFirst(layer.weights.count)
    statistics.removeFirst(2 * layer.normWidths.count)
  }

  /// The next batch norm's collected mean and variance.
  public mutating func takeStatistics() -> (mean: Tensor, variance: Tensor) {
    (statistics.removeFirst(), statistics.removeFirst())
  }

  /// Remembers a batch norm's output.
  public mutating func note(norm: Variable) { norms.append(norm) }

  /// The classes as a layer for so many of them knows them: all alike where there is one.
  public func classes(of count: Int) -> [Int32] { count > 1 ? classes : classes.map { _ in 0 } }

  /// Fresh noise for a layer that draws.
  public mutating func nextNoise() -> Philox {
    let own = noise
    noise = noise.split(1)
    return own.split(0)
  }
}

/// A layer with a name before its tensors' names.
public struct NamedLayer: Layer {
  fileprivate let name: String
  fileprivate let layer: any Layer

  public var weights: [Weight] {
    layer.weights.map {
      Weight([name, $0.name].filter { !$0.isEmpty }.joined(separator: "."), $0.shape, $0.start)
    }
  }
  public var normWidths: [Int] { layer.normWidths }
  public func output(_ x: Variable, _ pass: inout Pass) -> Variable { layer.output(x, &pass) }
}

/// An operation without tensors of its own, such as an activation.
public struct OperationLayer: Layer {
  private let operation: any Operation

  /// The operation as a layer.
  public init(_ operation: any Operation) { self.operation = operation }

  public var weights: [Weight] { [] }
  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    pass.tape.apply(operation, [x])
  }
}
