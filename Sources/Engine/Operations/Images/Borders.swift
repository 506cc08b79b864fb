internal import CKernels
public import Parallel

/// More pixels around every image, mirrored at its edges without repeating them.
/// - Shapes: `[batch, height, width, channels]` to `[batch, height + 2 size, width + 2 size, channels]`; both edges are longer than
///   the size.
public struct ReflectionPadding: Linear {
  private let size: Int

  /// So many pixels on every side.
  public init(_ size: Int) { self.size = size }

  private func source(_ place: Int, _ edge: Int) -> Int {
    let own = abs(place - size)
    return own < edge ? own : 2 * (edge - 1) - own
  }

  /// Calls `body` with the place of every padded pixel and that of the pixel that it shows.
  private func forEachPixel(
    _ shape: [Int], _ image: Int, _ body: (_ padded: Int, _ place: Int) -> Void
  ) {
    let (height, width, channels) = (shape[1], shape[2], shape[3])
    let wide = width + 2 * size
    for y in 0..<height + 2 * size {
      let line = (image * height + source(y, height)) * width
      for x in 0..<wide {
        body(
          ((image * (height + 2 * size) + y) * wide + x) * channels,
          (line + source(x, width)) * channels)
      }
    }
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let x = inputs[0]
    let (shape, channels) = (x.shape, x.shape[3])
    precondition(min(shape[1], shape[2]) > size, "reflection padding: \(shape) by \(size)")
    let output = Tensor(
      uninitialized: [shape[0], shape[1] + 2 * size, shape[2] + 2 * size, channels])
    team.forEach(shape[0]) { image in
      forEachPixel(shape, image) { padded, place in
        (output.pointer + padded).update(from: x.pointer + place, count: channels)
      }
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let shape = inputs[0].shape
    let output = Tensor(repeating: 0, shape: shape)
    team.forEach(shape[0]) { image in
      forEachPixel(shape, image) { padded, place in
        for channel in 0..<shape[3] {
          output.pointer[place + channel] += gradient.pointer[padded + channel]
        }
      }
    }
    return [output]
  }
}

/// Doubles or halves images with the filter [1, 2, 1] in both directions: pixels between two others are their mean, and what lies
/// outside is zero; halving is the transpose of doubling, divided by four.
/// - Shapes: `[batch, height, width, channels]` to twice or half the height and width.
/// - Source: Zhang (2019), arXiv 1904.11486, section 3.2.
public struct SmoothResampling: Linear {
  /// Which way.
  public enum Direction: Sendable {
    /// To twice the edges.
    case up
    /// To half the edges, which are even.
    case down
  }

  private let direction: Direction

  /// The operation.
  public init(_ direction: Direction) { self.direction = direction }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(direction == .up ? up(inputs[0], 1, team) : down(inputs[0], 0.25, team))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    [direction == .up ? down(gradient, 1, team) : up(gradient, 0.25, team)]
  }

  /// The small places that a place of the doubled edge lies between, with their weights; the second one may lie outside.
  private func sources(_ place: Int) -> (first: Int, second: Int, weight: Float) {
    (place / 2, place / 2 + place % 2, place.isMultiple(of: 2) ? 1 : 0.5)
  }

  /// Calls `body` with the places of every pair of a small and a large pixel that see each other, and the weight.
  private func forEachPair(
    _ small: [Int], _ team: ThreadTeam, _ body: (_ small: Int, _ large: Int, Float) -> Void
  ) {
    let (height, width, channels) = (small[1], small[2], small[3])
    team.forEach(small[0]) { image in
      for row in 0..<2 * height {
        let y = sources(row)
        for column in 0..<2 * width {
          let x = sources(column)
          let large = ((image * 2 * height + row) * 2 * width + column) * channels
          let weight = x.weight * y.weight
          for line in y.first...y.second where line < height {
            for place in x.first...x.second where place < width {
              body(((image * height + line) * width + place) * channels, large, weight)
            }
          }
        }
      }
    }
  }

  private func up(_ x: Tensor, _ scale: Float, _ team: ThreadTeam) -> Tensor {
    let shape = x.shape
    let output = Tensor(
      repeating: 0, shape: [shape[0], 2 * shape[1], 2 * shape[2], shape[3]])
    forEachPair(shape, team) { small, large, weight in
      ck_add_scaled(shape[3], scale * weight, x.pointer + small, output.pointer + large)
    }
    return output
  }

  private func down(_ x: Tensor, _ scale: Float, _ team: ThreadTeam) -> Tensor {
    let shape = [x.shape[0], x.shape[1] / 2, x.shape[2] / 2, x.shape[3]]
    precondition(shape[1] * 2 == x.shape[1] && shape[2] * 2 == x.shape[2], "halving \(x.shape)")
    let output = Tensor(repeating: 0, shape: shape)
    forEachPair(shape, team) { small, large, weight in
      ck_add_scaled(shape[3], scale * weight, x.pointer + large, output.pointer + small)
    }
    return output
  }
}
