/// The size of every image of a set; pixels are `[height, width, channels]`, rows from the top.
public struct ImageShape: Codable, Sendable, Equatable {
  /// How wide, in pixels.
  public var width: Int
  /// How high, in pixels.
  public var height: Int
  /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
  public var channels: Int

  /// A size.
  public init(width: Int, height: Int, channels: Int) {
    self.width = width
    self.height = height
    self.channels = channels
  }

  /// The number of bytes of one image.
  public var byteCount: Int { width * height * channels }

  /// One channel of an image as numbers, `[height, width]`.
  func plane(_ channel: Int, of image: ArraySlice<UInt8>) -> [Double] {
    (0..<width * height).map { Double(image[image.startIndex + $0 * channels + channel]) }
  }

  /// The bytes of one image of a set.
  func image(_ index: Int, of pixels: [UInt8]) -> ArraySlice<UInt8> {
    pixels[index * byteCount..<(index + 1) * byteCount]
  }

  /// The bytes of these images, one after another.
  func images(_ indices: [Int], of pixels: [UInt8]) -> [UInt8] {
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.count * byteCount)
    for index in indices { chosen += image(index, of: pixels) }
    return chosen
  }
}
