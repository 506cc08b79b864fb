public import Parallel

/// Every pixel becomes a square of `factor` × `factor` equal ones.
/// - Shapes: `[batch, height, width, channels]` to `[batch, factor height, factor width, channels]`.
/// - Gradient: the sum over the square.
public struct NearestUpsampling: Operation {
  private let factor: Int

  /// The operation.
  public init(factor: Int = 2) { self.factor = factor }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(Squares(small: inputs[0].shape, factor: factor).spread(inputs[0], scale: 1, team))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    [Squares(small: inputs[0].shape, factor: factor).sum(gradient, scale: 1, team)]
  }
}

/// The mean of every square of `factor` × `factor` pixels.
/// - Shapes: `[batch, height, width, channels]`, both edges multiples of the factor, to
///   `[batch, height / factor, width / factor, channels]`.
public struct AveragePooling: Operation {
  private let factor: Int

  /// The operation.
  public init(factor: Int = 2) { self.factor = factor }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(squares(inputs[0]).sum(inputs[0], scale: share, team))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] { [squares(inputs[0]).spread(gradient, scale: share, team)] }

  private var share: Float { 1 / Float(factor * factor) }

  private func squares(_ x: Tensor) -> Squares { Squares(large: x.shape, factor: factor) }
}

/// The largest of every square of `factor` × `factor` pixels; the gradient goes to the first largest one.
/// - Shapes: as `AveragePooling`.
public struct MaximumPooling: Operation {
  private let factor: Int

  /// The operation.
  public init(factor: Int = 2) { self.factor = factor }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let x = inputs[0]
    let squares = Squares(large: x.shape, factor: factor)
    let output = Tensor(uninitialized: squares.smallShape)
    squares.forEachPixel(team) { small, large in
      for channel in 0..<squares.channels {
        var best = x.pointer[large[0] + channel]
        for place in large { best = max(best, x.pointer[place + channel]) }
        output.pointer[small + channel] = best
      }
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, output) = (inputs[0], Tensor(repeating: 0, shape: inputs[0].shape))
    let squares = Squares(large: x.shape, factor: factor)
    squares.forEachPixel(team) { small, large in
      for channel in 0..<squares.channels {
        let best = result.output.pointer[small + channel]
        guard let place = large.first(where: { x.pointer[$0 + channel] == best }) else { continue }
        output.pointer[place + channel] = gradient.pointer[small + channel]
      }
    }
    return [output]
  }
}

/// Channels become pixels: `output[b, r y + i, r x + j, c] = input[b, y, x, r² c + r i + j]`.
/// - Shapes: `[batch, height, width, r² channels]` to `[batch, r height, r width, channels]`.
/// - Source: Shi et al. (2016), arXiv 1609.05158, equation 4.
public struct PixelShuffle: Operation {
  private let factor: Int

  /// The operation.
  public init(factor: Int = 2) { self.factor = factor }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, area) = (inputs[0], factor * factor)
    precondition(x.shape[3] % area == 0, "pixel shuffle: \(x.shape) by \(factor)")
    let small = [x.shape[0], x.shape[1], x.shape[2], x.shape[3] / area]
    let squares = Squares(small: small, factor: factor)
    let output = Tensor(uninitialized: squares.largeShape)
    squares.forEachPixel(team) { pixel, places in
      for (part, place) in places.enumerated() {
        for channel in 0..<squares.channels {
          output.pointer[place + channel] = x.pointer[area * (pixel + channel) + part]
        }
      }
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (output, area) = (Tensor(uninitialized: inputs[0].shape), factor * factor)
    let squares = Squares(large: gradient.shape, factor: factor)
    squares.forEachPixel(team) { pixel, places in
      for (part, place) in places.enumerated() {
        for channel in 0..<squares.channels {
          output.pointer[area * (pixel + channel) + part] = gradient.pointer[place + channel]
        }
      }
    }
    return [output]
  }
}

/// How the pixels of a small image lie on squares of a large one.
private struct Squares {
  let smallShape: [Int]
  let largeShape: [Int]
  private let factor: Int

  init(small: [Int], factor: Int) {
    precondition(small.count == 4 && factor > 0, "resampling: \(small) by \(factor)")
    smallShape = small
    largeShape = [small[0], small[1] * factor, small[2] * factor, small[3]]
    self.factor = factor
  }

  init(large: [Int], factor: Int) {
    precondition(
      large.count == 4 && large[1].isMultiple(of: factor) && large[2].isMultiple(of: factor),
      "resampling: \(large) by \(factor)")
    self.init(
      small: [large[0], large[1] / factor, large[2] / factor, large[3]], factor: factor)
  }

  var channels: Int { smallShape[3] }

  /// Calls `body` with every small pixel's place and those of its square, row by row; a piece of work is an image.
  func forEachPixel(_ team: ThreadTeam, _ body: (_ small: Int, _ large: [Int]) -> Void) {
    let (height, width) = (smallShape[1], smallShape[2])
    team.forEach(smallShape[0]) { image in
      var places = [Int](repeating: 0, count: factor * factor)
      for y in 0..<height {
        for x in 0..<width {
          for part in places.indices {
            let row = (image * height + y) * factor + part / factor
            places[part] = (row * width * factor + x * factor + part % factor) * channels
          }
          body(((image * height + y) * width + x) * channels, places)
        }
      }
    }
  }

  func spread(_ x: Tensor, scale: Float, _ team: ThreadTeam) -> Tensor {
    let output = Tensor(uninitialized: largeShape)
    forEachPixel(team) { small, large in
      for place in large {
        for channel in 0..<channels {
          output.pointer[place + channel] = scale * x.pointer[small + channel]
        }
      }
    }
    return output
  }

  func sum(_ x: Tensor, scale: Float, _ team: ThreadTeam) -> Tensor {
    let output = Tensor(uninitialized: smallShape)
    forEachPixel(team) { small, large in
      for channel in 0..<channels {
        var total: Float = 0
        for place in large { total += x.pointer[place + channel] }
        output.pointer[small + channel] = scale * total
      }
    }
    return output
  }
}
