import Engine
import Parallel
import Testing

/// Convolutions in tiles against the same without: a channel of zeros more, and no vector is filled.
@Suite struct WinogradTilingTests {
  /// Of the largest number.
  private static let tolerance: Float = 3e-5
  private static let team = ThreadTeam(threadCount: 2)

  /// A convolution's windows and sizes; the transposed one makes the image side from the window side.
  struct Shape: Sendable {
    let kernel, stride, height, width, channels, filters: Int
    var padding = 1
    var batch = 3
  }

  static let shapes = [
    Shape(kernel: 4, stride: 2, height: 8, width: 8, channels: 8, filters: 8),
    Shape(kernel: 4, stride: 2, height: 14, width: 14, channels: 32, filters: 64),
    Shape(kernel: 4, stride: 2, height: 28, width: 28, channels: 8, filters: 32),
    Shape(kernel: 4, stride: 2, height: 14, width: 16, channels: 16, filters: 8),
    Shape(kernel: 4, stride: 2, height: 16, width: 10, channels: 8, filters: 24, padding: 0),
    Shape(kernel: 4, stride: 2, height: 12, width: 12, channels: 8, filters: 8, padding: 2),
    Shape(kernel: 4, stride: 2, height: 8, width: 8, channels: 256, filters: 128),
    Shape(kernel: 4, stride: 2, height: 15, width: 17, channels: 8, filters: 16),
    // More tiles than one piece of work has.
    Shape(kernel: 4, stride: 2, height: 32, width: 32, channels: 8, filters: 8, batch: 40),
    Shape(kernel: 3, stride: 1, height: 8, width: 8, channels: 8, filters: 8),
    Shape(kernel: 3, stride: 1, height: 7, width: 14, channels: 16, filters: 24),
    Shape(kernel: 3, stride: 1, height: 9, width: 10, channels: 24, filters: 8, padding: 0),
    Shape(kernel: 3, stride: 1, height: 8, width: 4, channels: 256, filters: 128),
  ]

  private static func normal(_ part: UInt64, _ shape: [Int]) -> Tensor {
    Philox(key: 41).split(part).normal(shape, deviation: 1)
  }

  /// With zeros in a place more along an axis.
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

  /// Without the last place along an axis.
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
  func `convolutions in tiles equal direct ones`(shape: Shape) throws {
    let x = Self.normal(1, [shape.batch, shape.height, shape.width, shape.channels])
    let weight = Self.normal(2, [shape.kernel, shape.kernel, shape.channels, shape.filters])
    let bias = Self.normal(3, [shape.filters])
    let operation = Convolution(stride: shape.stride, padding: shape.padding, slope: 0.2)
    let tiled = operation.forward([x, weight, bias], team: Self.team)
    let wide = [Self.widened(x, at: 3), Self.widened(weight, at: 2), bias]
    let direct = operation.forward(wide, team: Self.team)
    #expect(tiled.saved[0].count != direct.saved[0].count)
    #expect(Self.difference(tiled.output, direct.output) < Self.tolerance)
    // The same output, so that no sign near zero differs.
    let gradient = Self.normal(4, direct.output.shape)
    let needed = [true, true, true]
    let own = operation.backward(
      [x, weight, bias], Forward(direct.output, saved: tiled.saved), gradient: gradient,
      needed: needed, team: Self.team)
    let other = operation.backward(
      wide, direct, gradient: gradient, needed: needed, team: Self.team)
    for (place, axis) in [(0, 3), (1, 2)] {
      let (found, expected) = (try #require(own[place]), try #require(other[place]))
      #expect(Self.difference(found, Self.narrowed(expected, at: axis)) < Self.tolerance)
    }
    let (found, expected) = (try #require(own[2]), try #require(other[2]))
    #expect(Self.difference(found, expected) < Self.tolerance)
  }

  @Test(arguments: shapes)
  func `transposed convolutions in tiles equal direct ones`(shape: Shape) throws {
    let (rows, columns) = (shape.height / shape.stride, shape.width / shape.stride)
    let x = Self.normal(5, [shape.batch, rows, columns, shape.filters])
    let weight = Self.normal(6, [shape.kernel, shape.kernel, shape.channels, shape.filters])
    let bias = Self.normal(7, [shape.channels])
    let operation = TransposedConvolution(stride: shape.stride, padding: shape.padding, slope: 0.2)
    let tiled = operation.forward([x, weight, bias], team: Self.team)
    let wide = [Self.widened(x, at: 3), Self.widened(weight, at: 3), bias]
    let direct = operation.forward(wide, team: Self.team)
    #expect(tiled.saved[0].count != direct.saved[0].count)
    #expect(Self.difference(tiled.output, direct.output) < Self.tolerance)
    let gradient = Self.normal(8, direct.output.shape)
    let needed = [true, true, true]
    let own = operation.backward(
      [x, weight, bias], Forward(direct.output, saved: tiled.saved), gradient: gradient,
      needed: needed, team: Self.team)
    let other = operation.backward(
      wide, direct, gradient: gradient, needed: needed, team: Self.team)
    for (place, axis) in [(0, 3), (1, 3)] {
      let (found, expected) = (try #require(own[place]), try #require(other[place]))
      #expect(Self.difference(found, Self.narrowed(expected, at: axis)) < Self.tolerance)
    }
    let (found, expected) = (try #require(own[2]), try #require(other[2]))
    #expect(Self.difference(found, expected) < Self.tolerance)
  }

  @Test func `results do not depend on the number of threads`() {
    let x = Self.normal(9, [40, 32, 32, 8])
    let weight = Self.normal(10, [4, 4, 8, 24])
    let gradient = Self.normal(11, [40, 16, 16, 24])
    let results = [1, 2, 3].map { count in
      let team = ThreadTeam(threadCount: count)
      let operation = Convolution(stride: 2, padding: 1)
      let forward = operation.forward([x, weight], team: team)
      let back = operation.backward(
        [x, weight], forward, gradient: gradient, needed: [true, true], team: team)
      return [forward.output.elements] + back.map { $0?.elements ?? [] }
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }
}
