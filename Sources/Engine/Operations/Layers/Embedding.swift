internal import CKernels
public import Parallel

/// One row of a table for every place: `output[b] = table[index[b]]`.
/// - Shapes: the table is `[entries, width]`; the result is `[indices, width]`.
public struct GatherRows: Operation {
  private let indices: [Int32]

  /// The rows at these indices.
  /// - Precondition: every index is below the number of entries.
  public init(_ indices: [Int32]) { self.indices = indices }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let table = inputs[0]
    let width = table.shape[1]
    precondition(
      indices.allSatisfy { $0 >= 0 && Int($0) < table.shape[0] }, "gather rows: \(table.shape)")
    let output = Tensor(uninitialized: [indices.count, width])
    ck_gather(
      indices.count, width, table.pointer, width, indices, output.pointer, width)
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    if !needed[0] { return [nil] }
    let width = inputs[0].shape[1]
    let sum = Tensor(repeating: 0, shape: inputs[0].shape)
    ck_scatter_add(
      indices.count, width, gradient.pointer, width, indices, sum.pointer, width)
    return [sum]
  }
}

/// A discriminator's score with its class: `a[b] = ⟨h[b], w⟩ + c + ⟨h[b], table[y[b]]⟩`.
/// - Shapes: inputs are h `[batch, width]`, w `[width]`, c `[1]` and the table `[classes, width]`; the result is `[batch]`.
/// - Source: Miyato and Koyama (2018), arXiv 1802.05637, equation 5.
public struct ProjectionHead: Operation {
  private let classes: [Int32]

  /// The scores of rows of these classes.
  public init(classes: [Int32]) { self.classes = classes }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (h, weight, table) = (inputs[0], inputs[1], inputs[3])
    let (batch, width) = (classes.count, weight.count)
    precondition(
      h.shape == [batch, width] && table.shape[1] == width, "projection: \(h.shape)")
    let output = Tensor(uninitialized: [batch])
    for row in 0..<batch {
      let own = h.pointer + row * width
      output.pointer[row] =
        ck_dot(width, own, weight.pointer) + inputs[2].pointer[0]
        + ck_dot(width, own, table.pointer + Int(classes[row]) * width)
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (h, weight, table) = (inputs[0], inputs[1], inputs[3])
    let (batch, width) = (classes.count, weight.count)
    let parts = zip(inputs, needed).map { $1 ? Tensor(repeating: 0, shape: $0.shape) : nil }
    for row in 0..<batch {
      let (own, g) = (h.pointer + row * width, gradient.pointer[row])
      let place = Int(classes[row]) * width
      if let part = parts[0] {
        ck_add_scaled(width, g, weight.pointer, part.pointer + row * width)
        ck_add_scaled(width, g, table.pointer + place, part.pointer + row * width)
      }
      if let part = parts[1] { ck_add_scaled(width, g, own, part.pointer) }
      if let part = parts[2] { part.pointer[0] += g }
      if let part = parts[3] { ck_add_scaled(width, g, own, part.pointer + place) }
    }
    return parts
  }
}
