package import Encoding
package import Engine
package import Parallel

/// Images as Inception v3 takes them: 299×299 pixels of red, green and blue from -1 to 1.
///
/// Grey is repeated; opacity becomes a share of the colour, as over black. Edges are stretched by bilinear
/// interpolation between pixel centres, without smoothing when the image shrinks:
///
///     place(i) = max(0, (i + 1/2) size / 299 - 1/2)
///
/// This is what pytorch-fid does. Other programs resize otherwise, and their distances differ: a distance is only
/// comparable together with its way of resizing.
/// - Source: PyTorch's `interpolate` with `mode="bilinear"`, `align_corners=False`, `antialias=False`.
package enum InceptionInput {
  /// Two pixels along an edge and the share of the second.
  private struct Pair {
    let first, second: Int
    let share: Float
  }

  /// `[images, 299, 299, 3]` of the images in a range.
  /// - Precondition: at least one pixel per image, and one to four channels.
  package static func tensor(
    _ images: EncodedImages, _ range: Range<Int>, team: ThreadTeam
  ) -> Tensor {
    let size = InceptionLayer.imageSize
    precondition(
      images.width > 0 && images.height > 0 && (1...4).contains(images.channels),
      "Inception: images of \(images.width)x\(images.height)x\(images.channels)")
    let channels = images.channels
    let (hasOpacity, lastColour) = (channels.isMultiple(of: 2), channels < 3 ? 0 : 2)
    let (rows, columns) = (pairs(images.height), pairs(images.width))
    let output = Tensor(uninitialized: [range.count, size, size, 3])
    images.pixels.withUnsafeBufferPointer { pixels in
      team.forEach(range.count) { index in
        let start = (range.lowerBound + index) * images.imageSize
        var target = output.pointer + index * size * size * 3
        for row in rows {
          for column in columns {
            for channel in 0..<3 {
              func value(_ y: Int, _ x: Int) -> Float {
                let pixel = start + (y * images.width + x) * channels
                let opacity = hasOpacity ? Float(pixels[pixel + channels - 1]) / 255 : 1
                return Float(pixels[pixel + min(channel, lastColour)]) * (2 / 255 * opacity) - 1
              }
              let above = mix(
                value(row.first, column.first), value(row.first, column.second), column.share)
              let below = mix(
                value(row.second, column.first), value(row.second, column.second), column.share)
              target[channel] = mix(above, below, row.share)
            }
            target += 3
          }
        }
      }
    }
    return output
  }

  private static func mix(_ a: Float, _ b: Float, _ share: Float) -> Float {
    a * (1 - share) + b * share
  }

  private static func pairs(_ size: Int) -> [Pair] {
    (0..<InceptionLayer.imageSize).map { index in
      let ratio = Double(size) / Double(InceptionLayer.imageSize)
      let place = max(0, (Double(index) + 0.5) * ratio - 0.5)
      let first = min(Int(place), size - 1)
      return Pair(
        first: first, second: min(first + 1, size - 1), share: Float(place - Double(first)))
    }
  }
}
