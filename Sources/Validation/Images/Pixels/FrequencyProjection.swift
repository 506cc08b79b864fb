internal import Foundation
internal import Parallel

/// Images as a few numbers whose distances never exceed those of the images.
///
/// An image less the mean image is turned into cosine frequencies (an orthonormal DCT-II in both directions, the lowest 16 × 16 of
/// each channel; colours first become brightness and two differences). The `keptCount` frequencies that vary most are kept, and
/// one more number is the length of what is left out. By the triangle inequality the Euclidean distance of two such vectors is at
/// most that of the images, and natural images lose little of it.
struct FrequencyProjection: Sendable {
  /// Frequencies that are kept.
  static let keptCount = 47
  /// The length of a vector.
  static let length = keptCount + 1
  /// Frequencies of each direction that are looked at.
  private static let lineCount = 16

  private let shape: ImageShape
  private let mean: [Float]
  private let columnCosines: [SIMD16<Float>]
  private let rowCosines: [SIMD16<Float>]
  private var kept: [Int] = []
  private var keptMeans: [Float] = []

  /// Learns the mean and the frequencies from every n-th of at least one image, 2,000 at most.
  init(_ pixels: [UInt8], shape: ImageShape, team: ThreadTeam) {
    self.shape = shape
    let count = pixels.count / shape.byteCount
    let step = max(1, count / 2_000)
    let sample = Array(stride(from: 0, to: count, by: step).prefix(2_000))
    mean = Self.mean(pixels, sample, shape)
    columnCosines = Self.cosines(shape.width)
    rowCosines = Self.cosines(shape.height)
    let plain = self
    let spectra = pixels.withUnsafeBufferPointer { pixels in
      nonisolated(unsafe) let pixels = pixels
      return team.map(sample.count) { index in
        plain.spectrum(pixels, sample[index] * shape.byteCount)
      }
    }
    let width = Self.lineCount * Self.lineCount * shape.channels
    let variances = (0..<width).map { place -> Float in
      let values = spectra.map { $0[place] }
      let mean = values.reduce(0, +) / Float(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    let order = variances.indices.sorted { (variances[$1], $0) < (variances[$0], $1) }
    kept = Array(order.prefix(Self.keptCount))
    let center = mean.withUnsafeBufferPointer { plain.spectrum($0, 0) }
    keptMeans = kept.map { center[$0] }
  }

  /// The vector of the image that begins at `start`, and its squared length.
  func vector(
    _ pixels: UnsafeBufferPointer<UInt8>, _ start: Int, into vector: UnsafeMutablePointer<Float>
  ) -> Float {
    let spectrum = spectrum(pixels, start)
    var keptLength: Float = 0
    for place in 0..<Self.keptCount {
      let value = place < kept.count ? spectrum[kept[place]] - keptMeans[place] : 0
      vector[place] = value
      keptLength += value * value
    }
    let length = squaredLength(pixels, start)
    vector[Self.keptCount] = max(0, length - keptLength).squareRoot()
    return max(length, keptLength)
  }

  private func squaredLength(_ pixels: UnsafeBufferPointer<UInt8>, _ start: Int) -> Float {
    mean.withUnsafeBufferPointer { mean in
      var sums = SIMD8<Float>.zero
      var place = 0
      while place + 8 <= mean.count {
        var difference = SIMD8<Float>.zero
        for lane in 0..<8 {
          difference[lane] = Float(pixels[start + place + lane]) - mean[place + lane]
        }
        sums += difference * difference
        place += 8
      }
      var sum = sums.sum()
      while place < mean.count {
        let difference = Float(pixels[start + place]) - mean[place]
        sum += difference * difference
        place += 1
      }
      return sum
    }
  }

  /// The lowest frequencies, `[channels, 16, 16]`.
  private func spectrum<Sample: PixelSample>(
    _ pixels: UnsafeBufferPointer<Sample>, _ start: Int
  ) -> [Float] {
    let lines = Self.lineCount
    var result = [SIMD16<Float>](repeating: .zero, count: lines * shape.channels)
    for channel in 0..<shape.channels {
      for row in 0..<shape.height {
        var line = SIMD16<Float>.zero
        var place = start + row * shape.width * shape.channels + channel
        for column in 0..<shape.width {
          line += columnCosines[column] * pixels[place].level
          place += shape.channels
        }
        let cosines = rowCosines[row]
        for index in 0..<lines { result[channel * lines + index] += line * cosines[index] }
      }
    }
    if shape.channels >= 3 {
      for index in 0..<lines {
        let (red, green, blue) = (result[index], result[lines + index], result[2 * lines + index])
        result[index] = (red + green + blue) * Float(1.0 / 3).squareRoot()
        result[lines + index] = (red - blue) * Float(0.5).squareRoot()
        result[2 * lines + index] = (red - 2 * green + blue) * Float(1.0 / 6).squareRoot()
      }
    }
    return result.flatMap { line in line.indices.map { line[$0] } }
  }

  /// For each position the values of the lowest cosines, zero where there are fewer positions than these.
  private static func cosines(_ count: Int) -> [SIMD16<Float>] {
    (0..<count).map { position in
      var values = SIMD16<Float>.zero
      for frequency in 0..<min(count, lineCount) {
        let scale = ((frequency == 0 ? 1.0 : 2.0) / Double(count)).squareRoot()
        let angle = Double.pi * (Double(position) + 0.5) * Double(frequency) / Double(count)
        values[frequency] = Float(scale * cos(angle))
      }
      return values
    }
  }

  private static func mean(_ pixels: [UInt8], _ sample: [Int], _ shape: ImageShape) -> [Float] {
    var sums = [Int](repeating: 0, count: shape.byteCount)
    for index in sample {
      for (place, value) in shape.image(index, of: pixels).enumerated() {
        sums[place] += Int(value)
      }
    }
    return sums.map { Float($0) / Float(max(sample.count, 1)) }
  }
}

/// What a spectrum can be taken of.
private protocol PixelSample {
  /// The grey level, 0 to 255.
  var level: Float { get }
}

extension UInt8: PixelSample { fileprivate var level: Float { Float(self) } }
extension Float: PixelSample { fileprivate var level: Float { self } }
