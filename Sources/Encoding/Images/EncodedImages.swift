/// Images of one size as bytes, each with its class: what image networks are trained on and what they make.
public struct EncodedImages: Sendable, Equatable {
  /// Pixels in a row.
  public var width: Int
  /// Pixels in a column.
  public var height: Int
  /// Numbers per pixel: 1 for grey, 3 for red, green and blue, 4 with opacity.
  public var channels: Int
  /// `[image, row, column, channel]`, row-major.
  public var pixels: [UInt8]
  /// For every image, its class in `0 ..< classCount`.
  public var labels: [Int32]
  /// The number of classes, those without images included.
  public var classCount: Int

  /// Images with their labels.
  /// - Precondition: as many pixels as the sizes say, and every label below `classCount`.
  public init(
    width: Int, height: Int, channels: Int, pixels: [UInt8], labels: [Int32], classCount: Int
  ) {
    precondition(
      pixels.count == width * height * channels * labels.count,
      "\(pixels.count) bytes for \(labels.count) images of \(width)x\(height)x\(channels)")
    precondition(
      labels.allSatisfy { $0 >= 0 && Int($0) < classCount }, "a label outside \(classCount) classes"
    )
    (self.width, self.height, self.channels) = (width, height, channels)
    (self.pixels, self.labels, self.classCount) = (pixels, labels, classCount)
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// Bytes per image.
  public var imageSize: Int { width * height * channels }

  /// For every class, the places of its images.
  package var places: [[Int]] {
    var result = [[Int]](repeating: [], count: classCount)
    for (place, label) in labels.enumerated() { result[Int(label)].append(place) }
    return result
  }

  /// Per channel, the most frequent value on the images' borders: what lies behind the subject, as far as one value can tell.
  package var background: [UInt8] {
    (0..<channels).map { channel in
      var counts = [Int](repeating: 0, count: 256)
      // A few thousand images say as much as all of them.
      for image in stride(from: 0, to: count, by: max(1, count / 4_000)) {
        for y in 0..<height {
          let step = y == 0 || y == height - 1 ? 1 : max(1, width - 1)
          for x in stride(from: 0, to: width, by: step) {
            counts[Int(pixels[((image * height + y) * width + x) * channels + channel])] += 1
          }
        }
      }
      return UInt8(counts.indices.max { counts[$0] < counts[$1] } ?? 0)
    }
  }
}
