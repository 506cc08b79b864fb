internal import CKernels
public import Parallel

/// Sets each element to zero with probability `rate` and divides the others by `1 - rate`.
/// - Shapes: any.
/// - Source: Srivastava et al. (2014), JMLR 15, section 4.
public struct Dropout: Operation {
  private let rate: Float
  private let noise: Philox

  /// The dropout of the elements that `noise` names; `rate` is below 1.
  public init(rate: Float, noise: Philox) { (self.rate, self.noise) = (rate, noise) }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(dropped(inputs[0], team))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] { [dropped(gradient, team)] }

  private func dropped(_ x: Tensor, _ team: ThreadTeam) -> Tensor {
    let output = Tensor(uninitialized: x.shape)
    Pieces.forEach(x.count, team) { start, count in
      // One block of random bits serves eight elements.
      let keep = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        if let base = buffer.baseAddress {
          ck_keep_mask(count, noise.key, noise.stream, UInt64(start / 8), 1 - rate, base)
        }
        initialized = count
      }
      ck_dropout(count, x.pointer + start, keep, 1 / (1 - rate), output.pointer + start)
    }
    return output
  }
}
