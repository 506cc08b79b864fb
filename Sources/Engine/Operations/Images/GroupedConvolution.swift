public import Parallel

/// A convolution in which groups of channels do not see each other, with bias, followed by a leaky rectifier when asked for.
/// - Shapes: x is `[batch, height, width, channels]`, weight `[kernel, kernel, channels / groups, filters]`, bias `[filters]`; filters of
///   group g, which are one after another, see the channels of group g.
/// - Source: Xie et al. (2017), arXiv 1611.05431, section 3.
public struct GroupedConvolution: Operation {
  private let groups: Int
  private let part: Convolution
  let slope: Float

  /// A convolution of so many groups; slope 1 is without activation.
  public init(groups: Int, stride: Int = 1, padding: Int, slope: Float = 1) {
    (self.groups, self.slope) = (groups, slope)
    part = Convolution(stride: stride, padding: padding, slope: slope)
  }

  private init(groups: Int, part: Convolution) {
    (self.groups, self.part, slope) = (groups, part, 1)
  }

  /// The same without activation.
  var linear: GroupedConvolution { GroupedConvolution(groups: groups, part: part.linear) }

  /// A group's share of the last dimension.
  private func slice(_ x: Tensor, _ group: Int) -> Tensor {
    let channels = x.shape[x.shape.count - 1]
    precondition(channels.isMultiple(of: groups), "grouped convolution: \(x.shape)")
    let width = channels / groups
    let result = Tensor(uninitialized: x.shape.dropLast() + [width])
    for row in 0..<x.count / channels {
      (result.pointer + row * width).update(
        from: x.pointer + row * channels + group * width, count: width)
    }
    return result
  }

  private func joined(_ parts: [Tensor]) -> Tensor {
    let width = parts[0].shape[parts[0].shape.count - 1]
    let result = Tensor(uninitialized: parts[0].shape.dropLast() + [width * groups])
    for (group, part) in parts.enumerated() {
      for row in 0..<part.count / width {
        (result.pointer + (row * groups + group) * width).update(
          from: part.pointer + row * width, count: width)
      }
    }
    return result
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let parts = team.map(groups) { group -> [Tensor] in
      let own = inputs.map { slice($0, group) }
      let result = part.forward(own, team: ThreadTeam(threadCount: 1))
      return [result.output] + result.saved
    }
    return Forward(joined(parts.map { $0[0] }), saved: parts.flatMap { $0 })
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let each = result.saved.count / groups
    let parts = team.map(groups) { group in
      let kept = result.saved[group * each..<(group + 1) * each]
      return part.backward(
        inputs.map { slice($0, group) },
        Forward(kept[kept.startIndex], saved: Array(kept.dropFirst())),
        gradient: slice(gradient, group), needed: needed, team: ThreadTeam(threadCount: 1))
    }
    return inputs.indices.map { place in
      let found = parts.compactMap { $0[place] }
      return found.count == groups ? joined(found) : nil
    }
  }
}
