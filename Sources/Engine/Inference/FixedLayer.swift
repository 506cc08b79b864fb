public import Parallel

/// A layer of a network that is only run: its weights are fixed, it leaves nothing for a way back, and it is not for a
/// tape.
///
/// Layers write into a range of channels of a tensor that is there already: what several branches make lies side by
/// side at once, without a copy. Results do not depend on the number of threads.
public protocol FixedLayer: Sendable {
  /// The shape `[batch, height, width, channels]` of the result for an input of this shape.
  /// - Precondition: a shape that the layer takes.
  func outputShape(_ input: [Int]) -> [Int]

  /// Writes the result into the channels of `output` that begin at `channel`; the others stay as they are.
  /// - Precondition: `output` has the result's shape, but for having at least `channel` more channels.
  func run(_ x: Tensor, into output: Tensor, at channel: Int, team: ThreadTeam)
}

extension FixedLayer {
  /// The result in a tensor of its own.
  public func callAsFunction(_ x: Tensor, team: ThreadTeam) -> Tensor {
    let output = Tensor(uninitialized: outputShape(x.shape))
    run(x, into: output, at: 0, team: team)
    return output
  }
}

/// Layers one after another.
public struct LayerSequence: FixedLayer {
  private let layers: [any FixedLayer]
  private let last: any FixedLayer

  /// `last` of what the others, in their order, have made.
  public init(_ layers: [any FixedLayer], last: any FixedLayer) {
    (self.layers, self.last) = (layers, last)
  }

  public func outputShape(_ input: [Int]) -> [Int] {
    last.outputShape(layers.reduce(input) { $1.outputShape($0) })
  }

  public func run(_ x: Tensor, into output: Tensor, at channel: Int, team: ThreadTeam) {
    var h = x
    for layer in layers { h = layer(h, team: team) }
    last.run(h, into: output, at: channel, team: team)
  }
}

/// Layers side by side on one input; their results' channels follow each other.
public struct LayerBranches: FixedLayer {
  private let branches: [any FixedLayer]

  /// Branches whose results have one height and one width.
  /// - Precondition: at least one.
  public init(_ branches: [any FixedLayer]) {
    precondition(!branches.isEmpty, "no branches")
    self.branches = branches
  }

  public func outputShape(_ input: [Int]) -> [Int] {
    let shapes = branches.map { $0.outputShape(input) }
    precondition(
      shapes.allSatisfy { $0.dropLast() == shapes[0].dropLast() }, "branches of shapes \(shapes)")
    return shapes[0].dropLast() + [shapes.reduce(0) { $0 + $1[3] }]
  }

  public func run(_ x: Tensor, into output: Tensor, at channel: Int, team: ThreadTeam) {
    var place = channel
    for branch in branches {
      branch.run(x, into: output, at: place, team: team)
      place += branch.outputShape(x.shape)[3]
    }
  }
}
