internal import CKernels
public import Parallel

/// Scales every hidden unit by the row's class: `x (1 + G[class])`.
///
/// With the class as a bias alone, classes that share a network share its features too; a gain lets each class attend to
/// features of its own.
/// - Shapes: inputs are x `[B, width]` and the gains G `[classes, width]`; the result is `[B, width]`.
/// - Source: Perez et al. (2018), FiLM, arXiv 1709.07871, equation 1 (the shift is in `EarlierTokens`).
public struct ClassGain: Operation {
  private let classes: [Int32]

  /// The scaling of rows of these classes.
  public init(classes: [Int32]) { self.classes = classes }

  /// Columns per piece of work.
  private static let chunk = 64

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, gain) = (inputs[0], inputs[1])
    precondition(
      x.shape == [classes.count, gain.shape[1]], "class gain: \(x.shape) and \(gain.shape)")
    let output = Tensor(uninitialized: x.shape)
    scale(x, gain, into: output, team)
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, gain) = (inputs[0], inputs[1])
    let xGradient = needed[0] ? Tensor(uninitialized: x.shape) : nil
    if let xGradient { scale(gradient, gain, into: xGradient, team) }
    let gainGradient = needed[1] ? Tensor(repeating: 0, shape: gain.shape) : nil
    if let gainGradient {
      forEachChunk(gain.shape[1], team) { column, count in
        ck_scatter_product(
          classes.count, count, x.pointer + column, gradient.pointer + column, gain.shape[1],
          classes, gainGradient.pointer + column, gain.shape[1])
      }
    }
    return [xGradient, gainGradient]
  }

  private func scale(_ x: Tensor, _ gain: Tensor, into output: Tensor, _ team: ThreadTeam) {
    let width = gain.shape[1]
    forEachChunk(width, team) { column, count in
      ck_gain_rows(
        classes.count, count, x.pointer + column, width, classes, gain.pointer + column, width,
        output.pointer + column)
    }
  }

  private func forEachChunk(_ width: Int, _ team: ThreadTeam, _ body: (Int, Int) -> Void) {
    team.forEach((width + Self.chunk - 1) / Self.chunk) { piece in
      let start = piece * Self.chunk
      body(start, min(Self.chunk, width - start))
    }
  }
}
