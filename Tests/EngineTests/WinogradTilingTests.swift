import Engine
import Parallel
import Testing

/// Convolutions in tiles against the same without: a channel of zeros more, and no vector is filled.
@Suite struct WinogradTilingTests {
  private static let team = ThreadTeam(threadCount: 2)

  /// Height, width, channels, filters and padding.
  static let shapes = [
    [8, 8, 8, 8, 1], [14, 14, 32, 64, 1], [28, 28, 8, 32, 1], [9, 15, 16, 8, 1],
    [16, 10, 8, 24, 0],
    [13, 12, 8, 8, 2], [8, 8, 256, 128, 1],
  ]

  private static func normal(_ part: UInt64, _ shape: [Int]) -> Tensor {
    Philox(key: 41).split(part).normal(shape, deviation: 1)
  }

  /// With a zero behind every `width` numbers, `group` numbers apart from the end.
  private static func widened(_ x: Tensor, at axis: Int) -> Tensor {
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    let (width, outer) = (x.shape[axis], x.shape[..<axis].reduce(1, *))
    let elements = x.elements
    var result: [Float] = []
    for block in 0..<outer {
      result += elements[block * width * inner..<(block + 1) * width * inner]
      result += [Float](repeating: 0, count: inner)
    }
    var shape = x.shape
    shape[axis] += 1
    return Tensor(result, shape: shape)
  }

  private static func narrowed(_ x: Tensor, at axis: Int) -> Tensor {
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    let (width, outer) = (x.shape[axis], x.shape[..<axis].reduce(1, *))
    let elements = x.elements
    let kept = (0..<outer).flatMap {
      elements[$0 * width * inner..<($0 * width + width - 1) * inner]
    }
    var shape = x.shape
    shape[axis] -= 1
    return Tensor(kept, shape: shape)
  }

  /// The largest difference, as a share of the largest number.
  private static func difference(_ a: Tensor, _ b: Tensor) -> Float {
    #expect(a.shape == b.shape)
    let largest = b.elements.map(abs).max() ?? 1
    return (zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0) / largest
  }

  @Test(arguments: shapes)
  func `convolutions in tiles equal direct ones`(shape: [Int]) {
    let (height, width, channels, filters, padding) = (
      shape[0], shape[1], shape[2], shape[3], shape[4]
    )
    let x = Self.normal(1, [3, height, width, channels])
    let weight = Self.normal(2, [4, 4, channels, filters])
    let bias = Self.normal(3, [filters])
    let operation = Convolution(stride: 2, padding: padding, slope: 0.2)
    let tiled = operation.forward([x, weight, bias], team: Self.team)
    let wide = [Self.widened(x, at: 3), Self.widened(weight, at: 2), bias]
    let direct = operation.forward(wide, team: Self.team)
    #expect(tiled.saved[0].count != direct.saved[0].count)
    #expect(Self.difference(tiled.output, direct.output) < 1e-5)
    // The same output, so that no sign near zero differs.
    let gradient = Self.normal(4, direct.output.shape)
    let needed = [true, true, true]
    let own = operation.backward(
      [x, weight, bias], Forward(direct.output, saved: tiled.saved), gradient: gradient,
      needed: needed, team: Self.team)
    let other = operation.backward(
      wide, direct, gradient: gradient, needed: needed, team: Self.team)
    for (place, axis) in [(0, 3), (1, 2)] {
      guard let found = own[place], let expected = other[place] else {
        Issue.record("no gradient of input \(place)")
        continue
      }
      #expect(Self.difference(found, Self.narrowed(expected, at: axis)) < 1e-5)
    }
    if let found = own[2], let expected = other[2] {
      #expect(Self.difference(found, expected) < 1e-5)
    }
  }

  @Test(arguments: shapes)
  func `transposed convolutions in tiles equal direct ones`(shape: [Int]) {
    let (rows, columns, filters, channels) = (shape[0] / 2, shape[1] / 2, shape[2], shape[3])
    let x = Self.normal(5, [3, rows, columns, channels])
    let weight = Self.normal(6, [4, 4, filters, channels])
    let bias = Self.normal(7, [filters])
    let operation = TransposedConvolution(stride: 2, padding: 1, slope: 0.2)
    let tiled = operation.forward([x, weight, bias], team: Self.team)
    let wide = [Self.widened(x, at: 3), Self.widened(weight, at: 3), bias]
    let direct = operation.forward(wide, team: Self.team)
    #expect(tiled.saved[0].count != direct.saved[0].count)
    #expect(Self.difference(tiled.output, direct.output) < 1e-5)
    let gradient = Self.normal(8, direct.output.shape)
    let needed = [true, true, true]
    let own = operation.backward(
      [x, weight, bias], Forward(direct.output, saved: tiled.saved), gradient: gradient,
      needed: needed, team: Self.team)
    let other = operation.backward(
      wide, direct, gradient: gradient, needed: needed, team: Self.team)
    for (place, axis) in [(0, 3), (1, 3)] {
      guard let found = own[place], let expected = other[place] else {
        Issue.record("no gradient of input \(place)")
        continue
      }
      #expect(Self.difference(found, Self.narrowed(expected, at: axis)) < 1e-5)
    }
    if let found = own[2], let expected = other[2] {
      #expect(Self.difference(found, expected) < 1e-5)
    }
  }

  @Test func `points do not depend on the number of threads`() {
    let x = Self.normal(9, [5, 14, 14, 16])
    let weight = Self.normal(10, [4, 4, 16, 24])
    let outputs = [1, 2, 3].map { count in
      Convolution(stride: 2, padding: 1).forward([x, weight], team: ThreadTeam(threadCount: count))
        .output.elements
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0] == outputs[2])
  }
}
