public import Parallel

/// Moves every image by whole pixels; what comes into view has the background's value.
///
///     output[b, y, x] = input[b, y - down[b], x - right[b]], or the background outside of it
///
/// The same movement of real and generated images lets a discriminator see few images in many places without the generator
/// learning to move them.
/// - Shapes: `[batch, height, width, channels]`; the background has one value per channel.
/// - Source: Zhao et al. (2020), arXiv 2006.10738, section 3.
public struct Translation: Operation {
  /// How far an image moves, in pixels.
  public struct Shift: Sendable, Equatable {
    /// Towards the last row.
    public var down: Int
    /// Towards the last column.
    public var right: Int

    /// A movement.
    public init(down: Int, right: Int) { (self.down, self.right) = (down, right) }
  }

  private let shifts: [Shift]
  private let background: [Float]

  /// One movement per image.
  public init(_ shifts: [Shift], background: [Float]) {
    (self.shifts, self.background) = (shifts, background)
  }

  /// The same movements with a background of zeros.
  var withoutBackground: Translation { Translation(shifts, background: background.map { _ in 0 }) }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(moved(inputs[0], shifts, background, team))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let back = shifts.map { Shift(down: -$0.down, right: -$0.right) }
    return [moved(gradient, back, background.map { _ in 0 }, team)]
  }

  private func moved(
    _ x: Tensor, _ shifts: [Shift], _ background: [Float], _ team: ThreadTeam
  ) -> Tensor {
    let (height, width, channels) = (x.shape[1], x.shape[2], x.shape[3])
    precondition(
      x.shape[0] == shifts.count && channels == background.count, "translation: \(x.shape)")
    let output = Tensor(uninitialized: x.shape)
    let row = width * channels
    team.forEach(shifts.count) { image in
      let (source, target) = (
        x.pointer + image * height * row, output.pointer + image * height * row
      )
      let shift = shifts[image]
      let columns = max(0, width - abs(shift.right)) * channels
      for y in 0..<height {
        let (line, from) = (target + y * row, y - shift.down)
        for place in 0..<row { line[place] = background[place % channels] }
        if from < 0 || from >= height { continue }
        (line + max(0, shift.right) * channels).update(
          from: source + from * row + max(0, -shift.right) * channels, count: columns)
      }
    }
    return output
  }
}
