import Engine
import Parallel
import TestSupport
import Testing

/// Layers without gradients against sums written out pixel by pixel, and against the layers that are trained.
@Suite struct FixedLayerTests {
  private let team = ThreadTeam(threadCount: 2)
  private let tolerance = Mismatch.Tolerance(absolute: 2e-5, relative: 1e-5)

  private func normal(_ part: UInt64, _ shape: [Int], _ deviation: Float = 1) -> Tensor {
    Philox(key: 41).split(part).normal(shape, deviation: deviation)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var rows, columns: Int
    var stride = 1
    var pads = true
    var channels, filters: Int
    var size = (9, 12)
    var testDescription: String { "\(rows)x\(columns) by \(stride), \(channels) to \(filters)" }
  }

  static let cases = [
    Case(rows: 1, columns: 1, channels: 7, filters: 20),
    Case(rows: 1, columns: 7, channels: 6, filters: 9),
    Case(rows: 7, columns: 1, channels: 33, filters: 16),
    Case(rows: 1, columns: 3, channels: 40, filters: 150),
    Case(rows: 5, columns: 5, channels: 2, filters: 5, size: (3, 2)),
    Case(rows: 3, columns: 3, stride: 2, pads: false, channels: 3, filters: 32),
    Case(rows: 3, columns: 3, pads: false, channels: 24, filters: 301, size: (3, 3)),
    Case(rows: 3, columns: 1, stride: 2, channels: 5, filters: 8),
  ]

  @Test(arguments: cases)
  func `a fixed convolution is its sum written out, between channels left alone`(given: Case) {
    let (height, width) = given.size
    let x = normal(1, [3, height, width, given.channels])
    let weight = normal(2, [given.rows, given.columns, given.channels, given.filters], 0.2)
    let bias = normal(3, [given.filters])
    let window = FixedConvolution.Window(
      rows: given.rows, columns: given.columns, stride: given.stride, pads: given.pads)
    let layer = FixedConvolution(weight: weight, bias: bias, window: window, slope: 0.1)
    let shape = layer.outputShape(x.shape)
    let output = Tensor(repeating: 77, shape: shape.dropLast() + [given.filters + 5])
    layer.run(x, into: output, at: 2, team: team)
    let (pixels, weights, biases) = (x.elements, weight.elements, bias.elements)
    var expected: [Double] = []
    for place in 0..<shape[0] * shape[1] * shape[2] {
      let (row, column) = (place / shape[2] % shape[1], place % shape[2])
      let image = place / shape[2] / shape[1]
      expected += [77, 77]
      for filter in 0..<given.filters {
        var sum = Double(biases[filter])
        for u in 0..<given.rows {
          for v in 0..<given.columns {
            let y = row * given.stride - window.rowPadding + u
            let z = column * given.stride - window.columnPadding + v
            guard (0..<height).contains(y), (0..<width).contains(z) else { continue }
            for c in 0..<given.channels {
              sum +=
                Double(pixels[((image * height + y) * width + z) * given.channels + c])
                * Double(
                  weights[
                    ((u * given.columns + v) * given.channels + c) * given.filters + filter])
            }
          }
        }
        expected.append(sum > 0 ? sum : 0.1 * sum)
      }
      expected += [77, 77, 77]
    }
    #expect(Mismatch(output.elements, expected, tolerance) == nil)
  }

  @Test func `a square fixed convolution is the one that is trained`() {
    let (x, weight, bias) = (normal(4, [2, 8, 6, 5]), normal(5, [3, 3, 5, 18]), normal(6, [18]))
    let window = FixedConvolution.Window(rows: 3, columns: 3, pads: true)
    let fixed = FixedConvolution(weight: weight, bias: bias, window: window, slope: 0)
    let trained = Convolution(stride: 1, padding: 1, slope: 0)
      .forward([x, weight, bias], team: team).output
    #expect(fixed(x, team: team).shape == trained.shape)
    #expect(Mismatch(fixed(x, team: team).elements, doubles(trained), tolerance) == nil)
  }

  private func doubles(_ tensor: Tensor) -> [Double] { tensor.elements.map(Double.init) }

  @Test(
    arguments: [WindowPooling.Kind.mean, .maximum], [(3, 1, 1), (3, 2, 0), (2, 3, 1), (5, 1, 0)])
  func `pooling takes the pixels inside the image only`(
    kind: WindowPooling.Kind, window: (edge: Int, stride: Int, padding: Int)
  ) {
    // All negative, so that a zero from outside would be the largest.
    let x = Tensor(normal(7, [2, 5, 7, 3]).elements.map { -abs($0) }, shape: [2, 5, 7, 3])
    let pixels = x.elements
    let layer = WindowPooling(
      kind, edge: window.edge, stride: window.stride, padding: window.padding)
    let output = layer(x, team: team)
    let (rows, columns) = (output.shape[1], output.shape[2])
    #expect(rows == (5 + 2 * window.padding - window.edge) / window.stride + 1)
    #expect(columns == (7 + 2 * window.padding - window.edge) / window.stride + 1)
    var expected: [Double] = []
    for index in 0..<output.count {
      let (channel, column) = (index % 3, index / 3 % columns)
      let (row, image) = (index / 3 / columns % rows, index / 3 / columns / rows)
      var values: [Double] = []
      for y in 0..<5 where (0..<window.edge).contains(y + window.padding - row * window.stride) {
        for z in 0..<7
        where (0..<window.edge).contains(z + window.padding - column * window.stride) {
          values.append(Double(pixels[((image * 5 + y) * 7 + z) * 3 + channel]))
        }
      }
      expected.append(
        kind == .mean ? values.reduce(0, +) / Double(values.count) : values.max() ?? .nan)
    }
    #expect(Mismatch(output.elements, expected, tolerance) == nil)
  }

  @Test func `branches lie side by side, and any number of threads gives the same bits`() {
    func layer(_ part: UInt64, _ from: Int, _ to: Int, _ rows: Int, _ columns: Int)
      -> FixedConvolution
    {
      FixedConvolution(
        weight: normal(part, [rows, columns, from, to], 0.1), bias: normal(part + 1, [to]),
        window: .init(rows: rows, columns: columns, pads: true), slope: 0)
    }
    let (first, wide, tall) = (
      layer(10, 8, 200, 1, 1), layer(12, 200, 20, 1, 3), layer(14, 200, 30, 3, 1)
    )
    let pooling = WindowPooling(.mean, edge: 3, padding: 1)
    let network = LayerBranches([
      LayerSequence([first], last: LayerBranches([wide, tall])), pooling,
    ])
    let x = normal(16, [5, 11, 13, 8])
    let result = network(x, team: team)
    #expect(result.shape == [5, 11, 13, 58])
    let inner = first(x, team: team)
    let parts = [wide(inner, team: team), tall(inner, team: team), pooling(x, team: team)]
    let expected = (0..<5 * 11 * 13).flatMap { pixel in
      parts.flatMap { part in
        part.elements[pixel * part.shape[3]..<(pixel + 1) * part.shape[3]]
      }
    }
    #expect(result.elements == expected)
    for threadCount in [1, 3] {
      let other = network(x, team: ThreadTeam(threadCount: threadCount)).elements
      #expect(other.map(\.bitPattern) == result.elements.map(\.bitPattern))
    }
  }
}
