public import Parallel

/// One more channel that tells how different the images of a group are: the standard deviation over the group at every place and
/// channel, averaged over both.
/// - Shapes: `[batch, height, width, channels]` to `[batch, height, width, channels + 1]`; a group is that many images one after
///   another, or what is left of the batch.
/// - Source: Karras et al. (2018), arXiv 1710.10196, section 3.
public struct MinibatchDeviation: Operation {
  private let groupSize: Int
  private static let epsilon: Float = 1e-8

  /// With groups of so many images.
  public init(groupSize: Int = 4) { self.groupSize = groupSize }

  private func groups(_ batch: Int) -> [Range<Int>] {
    stride(from: 0, to: batch, by: groupSize).map { $0..<min(batch, $0 + groupSize) }
  }

  /// `saved` holds each group's means and inverse deviations, place by place.
  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let x = inputs[0]
    let (batch, channels) = (x.shape[0], x.shape[3])
    let (size, pixels) = (x.count / batch, x.count / batch / channels)
    let groups = groups(batch)
    let saved = Tensor(uninitialized: [groups.count, 2, size])
    let output = Tensor(uninitialized: Array(x.shape.dropLast()) + [channels + 1])
    for (index, group) in groups.enumerated() {
      let mean = saved.pointer + index * 2 * size
      let inverse = mean + size
      var total = 0.0
      for place in 0..<size {
        let center =
          group.reduce(Float(0)) { $0 + x.pointer[$1 * size + place] }
          / Float(group.count)
        let variance =
          group.reduce(Float(0)) {
            let step = x.pointer[$1 * size + place] - center
            return $0 + step * step
          } / Float(group.count)
        let deviation = (variance + Self.epsilon).squareRoot()
        (mean[place], inverse[place]) = (center, 1 / deviation)
        total += Double(deviation)
      }
      let own = Float(total / Double(size))
      for row in group.lowerBound * pixels..<group.upperBound * pixels {
        let place = output.pointer + row * (channels + 1)
        place.update(from: x.pointer + row * channels, count: channels)
        place[channels] = own
      }
    }
    return Forward(output, saved: [saved])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let slope = MinibatchSlope(
      groups: groups(inputs[0].shape[0]), moments: result.saved[0], images: inputs[0])
    return slope.backward(inputs, result, gradient: gradient, needed: needed, team: team)
  }
}

/// How the deviation of a group moves with its images, its slope held as it is.
/// - Shapes: as `MinibatchDeviation`.
package struct MinibatchSlope: Operation {
  private let groups: [Range<Int>]
  private let moments: Tensor
  private let images: Tensor

  /// The slope at images whose groups have these means and inverse deviations, as `MinibatchDeviation` saves them.
  package init(groups: [Range<Int>], moments: Tensor, images: Tensor) {
    (self.groups, self.moments, self.images) = (groups, moments, images)
  }

  package func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let u = inputs[0]
    let (batch, channels) = (u.shape[0], u.shape[3])
    let (size, pixels) = (u.count / batch, u.count / batch / channels)
    let output = Tensor(uninitialized: Array(u.shape.dropLast()) + [channels + 1])
    for (index, group) in groups.enumerated() {
      var total: Float = 0
      for image in group {
        for place in 0..<size {
          total += slope(index, image, place, size) * u.pointer[image * size + place]
        }
      }
      let own = total / Float(size) / Float(group.count)
      for row in group.lowerBound * pixels..<group.upperBound * pixels {
        let place = output.pointer + row * (channels + 1)
        place.update(from: u.pointer + row * channels, count: channels)
        place[channels] = own
      }
    }
    return Forward(output)
  }

  private func slope(_ group: Int, _ image: Int, _ place: Int, _ size: Int) -> Float {
    let mean = moments.pointer + group * 2 * size
    return (images.pointer[image * size + place] - mean[place]) * mean[size + place]
  }

  package func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let u = inputs[0]
    let (batch, channels) = (u.shape[0], u.shape[3])
    let (size, pixels) = (u.count / batch, u.count / batch / channels)
    let output = Tensor(uninitialized: u.shape)
    for (index, group) in groups.enumerated() {
      var total: Float = 0
      for row in group.lowerBound * pixels..<group.upperBound * pixels {
        let place = gradient.pointer + row * (channels + 1)
        (output.pointer + row * channels).update(from: place, count: channels)
        total += place[channels]
      }
      let share = total / Float(size) / Float(group.count)
      for image in group {
        for place in 0..<size {
          output.pointer[image * size + place] += share * slope(index, image, place, size)
        }
      }
    }
    return [output]
  }
}

extension MinibatchDeviation: PiecewiseLinear {
  /// With the deviation's slope held fixed, which leaves out how that slope changes with the network's tensors.
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable {
    let slope = MinibatchSlope(
      groups: groups(inputs[0].value.shape[0]), moments: result.saved[0], images: inputs[0].value)
    return tape.apply(slope, [directions[0] ?? inputs[0]])
  }
}
