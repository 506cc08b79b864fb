internal import CKernels
public import Parallel

/// Element by element, all tensors of one shape.
enum Elementwise {
  static func add(_ a: Tensor, _ b: Tensor) -> Tensor {
    precondition(a.shape == b.shape, "add: \(a.shape) and \(b.shape)")
    let sum = Tensor(uninitialized: a.shape)
    ck_add(a.count, a.pointer, b.pointer, sum.pointer)
    return sum
  }
}

/// `a + b`.
/// - Shapes: any, equal.
public struct Add: Operation {
  /// The operation.
  public init() {}

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(Elementwise.add(inputs[0], inputs[1]))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] { [needed[0] ? gradient : nil, needed[1] ? gradient : nil] }
}

/// The sigmoid linear unit `x σ(x)`, followed by dropout when asked for.
///
/// Dropout sets each element to zero with probability `rate` and divides the others by `1 - rate`.
/// - Shapes: any.
/// - Source: Elfwing, Uchibe and Doya (2018), arXiv 1702.03118; Srivastava et al. (2014), JMLR 15.
public struct SiLU: Operation {
  private let rate: Float
  private let noise: Philox

  /// Without dropout at rate 0; otherwise `noise` names the elements to drop.
  public init(dropout rate: Float = 0, noise: Philox = Philox(key: 0)) {
    self.rate = rate
    self.noise = noise
  }

  /// Elements per piece of work; a multiple of the eight that one block of random bits serves.
  private static let chunk = 32_768

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let x = inputs[0]
    let output = Tensor(uninitialized: x.shape)
    let mask = Tensor(uninitialized: [rate > 0 ? (x.count + 3) / 4 : 0])
    forEachChunk(x.count, team) { start, count in
      ck_silu(count, x.pointer + start, output.pointer + start)
      if rate > 0 {
        let keep = bytes(of: mask) + start
        ck_keep_mask(count, noise.key, noise.stream, UInt64(start / 8), 1 - rate, keep)
        drop(output.pointer + start, keep, count, into: output.pointer + start)
      }
    }
    return Forward(output, saved: [mask])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let x = inputs[0]
    let output = Tensor(uninitialized: x.shape)
    forEachChunk(x.count, team) { start, count in
      ck_silu_gradient(
        count, x.pointer + start, gradient.pointer + start, output.pointer + start)
      if rate > 0 {
        drop(
          output.pointer + start, bytes(of: result.saved[0]) + start, count,
          into: output.pointer + start)
      }
    }
    return [output]
  }

  private func drop(
    _ x: UnsafeMutablePointer<Float>, _ keep: UnsafeMutablePointer<UInt8>, _ count: Int,
    into output: UnsafeMutablePointer<Float>
  ) { ck_dropout(count, x, keep, 1 / (1 - rate), output) }

  private func bytes(of mask: Tensor) -> UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(mask.pointer).assumingMemoryBound(to: UInt8.self)
  }

  private func forEachChunk(_ count: Int, _ team: ThreadTeam, _ body: (Int, Int) -> Void) {
    team.forEach((count + Self.chunk - 1) / Self.chunk) { piece in
      let start = piece * Self.chunk
      body(start, min(Self.chunk, count - start))
    }
  }
}
