public import Parallel

/// Every channel's weighted sum over pixels: a convolution of every channel by itself with a window as large as the image.
///
///     output[b, c] = Σ x[b, p, c] weight[p, c]
/// - Shapes: x is `[batch, …, channels]`, weight `[pixels, channels]`; the result is `[batch, channels]`.
public struct ChannelSums: Operation {
  /// The operation.
  public init() {}

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, weight) = (inputs[0], inputs[1])
    let (batch, channels) = (x.shape[0], weight.shape[1])
    precondition(x.count == batch * weight.count, "channel sums: \(x.shape), \(weight.shape)")
    let output = Tensor(repeating: 0, shape: [batch, channels])
    for row in 0..<batch {
      for place in 0..<weight.count {
        output.pointer[row * channels + place % channels] +=
          x.pointer[row * weight.count + place] * weight.pointer[place]
      }
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, weight) = (inputs[0], inputs[1])
    let (batch, channels) = (x.shape[0], weight.shape[1])
    let parts = zip(inputs, needed).map { $1 ? Tensor(repeating: 0, shape: $0.shape) : nil }
    for row in 0..<batch {
      for place in 0..<weight.count {
        let own = gradient.pointer[row * channels + place % channels]
        let pixel = row * weight.count + place
        parts[0]?.pointer[pixel] = own * weight.pointer[place]
        parts[1]?.pointer[place] += own * x.pointer[pixel]
      }
    }
    return parts
  }
}

extension ChannelSums: PiecewiseLinear {
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable { tape.apply(self, [directions[0] ?? inputs[0], inputs[1]]) }
}

/// The same map for every row, its channels scaled by the row: `output[b, p, c] = map[p, c] x[b, c]`.
/// - Shapes: x is `[batch, channels]`, the map `[pixels, channels]`; the result is `[batch, pixels, channels]`.
public struct ScaledMap: Operation {
  /// The operation.
  public init() {}

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, map) = (inputs[0], inputs[1])
    let (batch, channels) = (x.shape[0], map.shape[1])
    precondition(x.count == batch * channels, "scaled map: \(x.shape) and \(map.shape)")
    let output = Tensor(uninitialized: [batch, map.shape[0], channels])
    for row in 0..<batch {
      for place in 0..<map.count {
        output.pointer[row * map.count + place] =
          map.pointer[place] * x.pointer[row * channels + place % channels]
      }
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, map) = (inputs[0], inputs[1])
    let (batch, channels) = (x.shape[0], map.shape[1])
    let parts = zip(inputs, needed).map { $1 ? Tensor(repeating: 0, shape: $0.shape) : nil }
    for row in 0..<batch {
      for place in 0..<map.count {
        let own = gradient.pointer[row * map.count + place]
        let column = row * channels + place % channels
        parts[0]?.pointer[column] += own * map.pointer[place]
        parts[1]?.pointer[place] += own * x.pointer[column]
      }
    }
    return parts
  }
}
