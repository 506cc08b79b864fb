public import Datasets

/// Images of any size and kind as networks take them, and back.
///
/// Networks double a small base image some times over, so the longer edge is 4 to 7 times a power of two and the shorter one a
/// multiple of it. Images of other sizes are widened by repeating their border, and what comes from the networks is cut to
/// the size again. Colours with opacity are multiplied by it, so that what cannot be seen need not be learnt.
public struct ImageEncoder: Codable, Sendable, Equatable {
  /// Pixels in a row of the images.
  public let width: Int
  /// Pixels in a column of the images.
  public let height: Int
  /// Numbers per pixel: 1 for grey, 3 for red, green and blue; 2 and 4 with opacity behind them.
  public let channels: Int
  /// Pixels in a row of what networks take.
  public let networkWidth: Int
  /// Pixels in a column of what networks take.
  public let networkHeight: Int

  /// The largest edge of the base image.
  private static let largestBase = 7
  /// The smallest longer edge that networks take.
  private static let smallestEdge = 8

  /// An encoder of images of this size.
  public init(width: Int, height: Int, channels: Int) {
    (self.width, self.height, self.channels) = (width, height, channels)
    let longer = max(width, height, Self.smallestEdge)
    var factor = 2
    while (longer + factor - 1) / factor > Self.largestBase { factor *= 2 }
    func padded(_ edge: Int) -> Int { (edge + factor - 1) / factor * factor }
    let isWide = width >= height
    networkWidth = padded(isWide ? max(width, Self.smallestEdge) : width)
    networkHeight = padded(isWide ? height : max(height, Self.smallestEdge))
  }

  /// Whether opacity is the last channel.
  private var hasOpacity: Bool { channels == 2 || channels == 4 }
  private var left: Int { (networkWidth - width) / 2 }
  private var top: Int { (networkHeight - height) / 2 }

  /// Images as networks take them.
  /// - Precondition: the set's images have the encoder's size and channels.
  public func encode(_ set: ImageSet) -> EncodedImages {
    precondition(
      set.width == width && set.height == height && set.channels == channels,
      "images of \(set.width)x\(set.height)x\(set.channels)")
    return encode(set.pixels, labels: set.labels, classCount: set.classNames.count)
  }

  /// Images of the encoder's size and channels, one after another, as networks take them.
  public func encode(_ images: [UInt8], labels: [Int32], classCount: Int) -> EncodedImages {
    var pixels = images
    if hasOpacity { multiply(&pixels) }
    if networkWidth != width || networkHeight != height {
      pixels = moved(
        pixels, from: (width, height), to: (networkWidth, networkHeight), by: (-left, -top))
    }
    return EncodedImages(
      width: networkWidth, height: networkHeight, channels: channels, pixels: pixels,
      labels: labels, classCount: classCount)
  }

  /// What networks made as images: `[count, height, width, channels]`, row-major.
  public func decode(_ images: EncodedImages) -> [UInt8] {
    var pixels = images.pixels
    if networkWidth != width || networkHeight != height {
      pixels = moved(
        pixels, from: (networkWidth, networkHeight), to: (width, height), by: (left, top))
    }
    if hasOpacity { divide(&pixels) }
    return pixels
  }

  /// Images of another size, each pixel from the place that lies `offset` further; outside, from the border.
  private func moved(
    _ pixels: [UInt8], from old: (width: Int, height: Int), to new: (width: Int, height: Int),
    by offset: (x: Int, y: Int)
  ) -> [UInt8] {
    let oldSize = old.width * old.height * channels
    let count = oldSize == 0 ? 0 : pixels.count / oldSize
    var result: [UInt8] = []
    result.reserveCapacity(count * new.width * new.height * channels)
    for image in 0..<count {
      for y in 0..<new.height {
        let row = min(old.height - 1, max(0, y + offset.y))
        let start = image * oldSize + row * old.width * channels
        for x in 0..<new.width {
          let place = start + min(old.width - 1, max(0, x + offset.x)) * channels
          result += pixels[place..<place + channels]
        }
      }
    }
    return result
  }

  private func multiply(_ pixels: inout [UInt8]) {
    for pixel in stride(from: 0, to: pixels.count, by: channels) {
      let opacity = Int(pixels[pixel + channels - 1])
      for place in pixel..<pixel + channels - 1 {
        pixels[place] = UInt8((Int(pixels[place]) * opacity + 127) / 255)
      }
    }
  }

  private func divide(_ pixels: inout [UInt8]) {
    for pixel in stride(from: 0, to: pixels.count, by: channels) {
      let opacity = Int(pixels[pixel + channels - 1])
      for place in pixel..<pixel + channels - 1 {
        pixels[place] =
          opacity == 0 ? 0 : UInt8(min(255, (Int(pixels[place]) * 255 + opacity / 2) / opacity))
      }
    }
  }
}
