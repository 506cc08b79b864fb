public import Parallel

/// The mean or the largest of the pixels in every square window, channel by channel.
///
/// Pixels outside the image do not exist: they are no part of a mean. Windows may overlap, other than those of
/// `AveragePooling` and `MaximumPooling`, which are for training; this has no gradient.
/// - Shapes: `[batch, height, width, channels]` to
///   `[batch, (height + 2 padding - edge) / stride + 1, (width + 2 padding - edge) / stride + 1, channels]`.
public struct WindowPooling: FixedLayer {
  /// What is taken of a window.
  public enum Kind: Sendable {
    /// The sum over the window's pixels inside the image, divided by their number.
    case mean
    /// The largest.
    case maximum
  }

  private let kind: Kind
  private let edge: Int
  private let stride: Int
  private let padding: Int

  /// Pooling by windows of `edge` × `edge` pixels.
  /// - Precondition: a padding smaller than the edge, so that no window is outside the image.
  public init(_ kind: Kind, edge: Int, stride: Int = 1, padding: Int = 0) {
    precondition(edge > padding && padding >= 0 && stride > 0, "a window of \(edge) by \(padding)")
    (self.kind, self.edge, self.stride, self.padding) = (kind, edge, stride, padding)
  }

  public func outputShape(_ input: [Int]) -> [Int] {
    precondition(input.count == 4, "pooling: \(input)")
    let (height, width) = (input[1] + 2 * padding - edge, input[2] + 2 * padding - edge)
    precondition(height >= 0 && width >= 0, "pooling: a window of \(edge) on \(input)")
    return [input[0], height / stride + 1, width / stride + 1, input[3]]
  }

  public func run(_ x: Tensor, into output: Tensor, at channel: Int, team: ThreadTeam) {
    let (shape, width) = (outputShape(x.shape), output.shape[3])
    precondition(
      output.shape.dropLast() == shape.dropLast() && channel + shape[3] <= width,
      "pooling: \(shape) into \(output.shape) at \(channel)")
    team.forEach(shape[0] * shape[1]) { index in
      let (image, row) = (index / shape[1], index % shape[1])
      let rows = inside(row, x.shape[1])
      for column in 0..<shape[2] {
        let target = output.pointer + (index * shape[2] + column) * width + channel
        pool(x, image: image, rows: rows, columns: inside(column, x.shape[2]), into: target)
      }
    }
  }

  /// The part of a window, by its place along an edge, that is inside the image.
  private func inside(_ place: Int, _ size: Int) -> Range<Int> {
    let start = place * stride - padding
    return max(0, start)..<min(size, start + edge)
  }

  private func pool(
    _ x: Tensor, image: Int, rows: Range<Int>, columns: Range<Int>,
    into target: UnsafeMutablePointer<Float>
  ) {
    let (height, width, channels) = (x.shape[1], x.shape[2], x.shape[3])
    var isFirst = true
    for row in rows {
      for column in columns {
        let pixel = x.pointer + ((image * height + row) * width + column) * channels
        if isFirst {
          target.update(from: pixel, count: channels)
        } else if kind == .mean {
          for c in 0..<channels { target[c] += pixel[c] }
        } else {
          for c in 0..<channels { target[c] = pixel[c] > target[c] ? pixel[c] : target[c] }
        }
        isFirst = false
      }
    }
    if kind == .mean {
      let share = 1 / Float(rows.count * columns.count)
      for c in 0..<channels { target[c] *= share }
    }
  }
}
