internal import Engine

/// One image of any size as bytes, as networks that turn images into images take and give it.
public struct Picture: Sendable, Equatable {
  /// Pixels in a row.
  public var width: Int
  /// Pixels in a column.
  public var height: Int
  /// Numbers per pixel.
  public var channels: Int
  /// `[row, column, channel]`.
  public var pixels: [UInt8]

  /// An image.
  /// - Precondition: as many pixels as the sizes say.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    precondition(
      pixels.count == width * height * channels,
      "\(pixels.count) bytes for \(width)x\(height)x\(channels)")
    (self.width, self.height, self.channels, self.pixels) = (width, height, channels, pixels)
  }

  /// A part that begins at a pixel, as bytes.
  func part(x: Int, y: Int, width partWidth: Int, height partHeight: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(partWidth * partHeight * channels)
    for row in y..<y + partHeight {
      let start = (row * width + x) * channels
      result += pixels[start..<start + partWidth * channels]
    }
    return result
  }

  /// The same in a larger size, by linear interpolation.
  func enlarged(width wide: Int, height high: Int) -> Picture {
    func taps(_ place: Int, _ from: Int, _ to: Int) -> (Int, Int, Float) {
      let source = max(0, (Float(place) + 0.5) * Float(from) / Float(to) - 0.5)
      let first = min(from - 1, Int(source))
      return (first, min(from - 1, first + 1), source - Float(first))
    }
    var result = [UInt8](repeating: 0, count: wide * high * channels)
    let columns = (0..<wide).map { taps($0, width, wide) }
    for y in 0..<high {
      let (top, bottom, down) = taps(y, height, high)
      for x in 0..<wide {
        let (left, right, across) = columns[x]
        for channel in 0..<channels {
          func value(_ row: Int, _ column: Int) -> Float {
            Float(pixels[(row * width + column) * channels + channel])
          }
          let upper = value(top, left) * (1 - across) + value(top, right) * across
          let lower = value(bottom, left) * (1 - across) + value(bottom, right) * across
          result[(y * wide + x) * channels + channel] = UInt8(
            upper * (1 - down) + lower * down + 0.5)
        }
      }
    }
    return Picture(width: wide, height: high, channels: channels, pixels: result)
  }

  /// The same seen in a mirror.
  var mirrored: Picture {
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        let (from, to) = ((y * width + x) * channels, (y * width + width - 1 - x) * channels)
        for channel in 0..<channels { result.pixels[to + channel] = pixels[from + channel] }
      }
    }
    return result
  }
}

extension Tensor {
  /// Images of one size as `[count, height, width, channels]` in [-1, 1].
  init(_ pictures: [Picture]) {
    let first = pictures[0]
    self.init(
      pictures.flatMap { $0.pixels.map { Float($0) / 127.5 - 1 } },
      shape: [pictures.count, first.height, first.width, first.channels])
  }

  /// A single image in [-1, 1] as bytes.
  var picture: Picture {
    Picture(
      width: shape[2], height: shape[1], channels: shape[3],
      pixels: elements.map { UInt8(max(0, min(255, (($0 + 1) * 127.5).rounded()))) })
  }
}
