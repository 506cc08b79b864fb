/// A part of an image in pixels, which may begin and end within one.
struct ImageRegion: Equatable {
  var left: Double
  var top: Double
  var width: Double
  var height: Double
}

/// Brings a part of an image to a size: first along the rows, then along the columns.
///
/// Sums are in 32-bit floats and rounded once, so results differ from Pillow's, which rounds after
/// each side, by at most 1. Colours count by their alpha, so that what is behind transparent pixels
/// does not bleed.
enum Resampler {
  static func resize(
    _ raster: Raster<UInt8>, region: ImageRegion, to size: ImageSize, resampling: Resampling
  ) -> Raster<UInt8> {
    let columns = ResamplingWeights(
      inputCount: raster.width, start: region.left, span: region.width, count: size.width,
      resampling: resampling)
    let rows = ResamplingWeights(
      inputCount: raster.height, start: region.top, span: region.height, count: size.height,
      resampling: resampling)
    let narrow = alongRows(raster, columns, rows: rows.range)
    let samples = alongColumns(
      narrow, rows, rowLength: size.width * raster.channels, firstRow: rows.range.lowerBound)
    return Raster(
      width: size.width, height: size.height, channels: raster.channels,
      samples: rounded(samples, channels: raster.channels))
  }

  /// `[rows, size.width, channels]`, colours multiplied by alpha.
  private static func alongRows(
    _ raster: Raster<UInt8>, _ columns: ResamplingWeights, rows: Range<Int>
  ) -> [Float] {
    let channels = raster.channels
    let outputLength = columns.windows.count * channels
    var line = [Float](repeating: 0, count: raster.width * channels)
    return [Float](unsafeUninitializedCapacity: rows.count * outputLength) { output, initialized in
      for (index, row) in rows.enumerated() {
        multiplied(raster, row: row, into: &line)
        line.withUnsafeBufferPointer { line in
          columns.weights.withUnsafeBufferPointer { weights in
            var place = index * outputLength
            for window in columns.windows {
              for channel in 0..<channels {
                var sum: Float = 0
                var source = window.first * channels + channel
                for tap in 0..<window.count {
                  sum += weights[window.offset + tap] * line[source]
                  source += channels
                }
                output[place] = sum
                place += 1
              }
            }
          }
        }
      }
      initialized = rows.count * outputLength
    }
  }

  /// One row as numbers 0...255, colours multiplied by alpha.
  private static func multiplied(_ raster: Raster<UInt8>, row: Int, into line: inout [Float]) {
    let start = row * raster.width * raster.channels
    raster.samples.withUnsafeBufferPointer { samples in
      for index in line.indices { line[index] = Float(samples[start + index]) }
    }
    guard raster.hasAlpha else { return }
    let colours = raster.channels - 1
    for pixel in stride(from: 0, to: line.count, by: raster.channels) {
      let alpha = line[pixel + colours] / 255
      for channel in 0..<colours { line[pixel + channel] *= alpha }
    }
  }

  /// `[size.height, rowLength]`.
  private static func alongColumns(
    _ input: [Float], _ rows: ResamplingWeights, rowLength: Int, firstRow: Int
  ) -> [Float] {
    var output = [Float](repeating: 0, count: rows.windows.count * rowLength)
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        for (index, window) in rows.windows.enumerated() {
          let place = index * rowLength
          for tap in 0..<window.count {
            let weight = rows.weights[window.offset + tap]
            let source = (window.first + tap - firstRow) * rowLength
            for offset in 0..<rowLength {
              output[place + offset] += weight * input[source + offset]
            }
          }
        }
      }
    }
    return output
  }

  /// The nearest bytes, colours divided by alpha again.
  private static func rounded(_ values: [Float], channels: Int) -> [UInt8] {
    guard channels == 2 || channels == 4 else { return values.map(byte) }
    var bytes = [UInt8](repeating: 0, count: values.count)
    for pixel in stride(from: 0, to: values.count, by: channels) {
      let alpha = values[pixel + channels - 1]
      bytes[pixel + channels - 1] = byte(alpha)
      // Where nothing shows, there is no colour either.
      guard bytes[pixel + channels - 1] > 0 else { continue }
      for channel in 0..<(channels - 1) {
        bytes[pixel + channel] = byte(values[pixel + channel] * 255 / alpha)
      }
    }
    return bytes
  }

  private static func byte(_ value: Float) -> UInt8 { UInt8(max(0, min(255, value + 0.5))) }
}
