/// Images of one size with their classes, in the order of their names within each class.
public struct ImageSet: Sendable, Equatable {
  /// The samples: `[count, height, width, channels]`, rows from the top, 0 dark to 255 light.
  public var pixels: [UInt8]
  /// How wide every image is, in pixels.
  public var width: Int
  /// How high every image is, in pixels.
  public var height: Int
  /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; alpha is not multiplied into the colours.
  public var channels: Int
  /// For every image, the index of its class in `classNames`.
  public var labels: [Int32]
  /// The classes; folders in the order of their names' code points, as torchvision numbers them.
  public var classNames: [String]
  /// For every image, its file from the folder that was read, or its place in an array file.
  public var names: [String]
  /// What was met and not read.
  public var skipped: [SkippedImage]
  /// Where the images come from.
  public var source: ImageSource

  /// A set of images; there are `labels.count` of them.
  public init(
    pixels: [UInt8], width: Int, height: Int, channels: Int, labels: [Int32],
    classNames: [String], names: [String], skipped: [SkippedImage] = [],
    source: ImageSource = ImageSource()
  ) {
    self.pixels = pixels
    self.width = width
    self.height = height
    self.channels = channels
    self.labels = labels
    self.classNames = classNames
    self.names = names
    self.skipped = skipped
    self.source = source
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// The size of every image.
  public var size: ImageSize { ImageSize(width: width, height: height) }

  /// The number of samples of one image.
  public var sampleCount: Int { width * height * channels }

  /// The samples of one image: `[height, width, channels]`.
  public func image(at index: Int) -> ArraySlice<UInt8> {
    pixels[(index * sampleCount)..<((index + 1) * sampleCount)]
  }

  /// How many images each class has, in the order of `classNames`.
  public var classCounts: [Int] {
    var counts = [Int](repeating: 0, count: classNames.count)
    for label in labels { counts[Int(label)] += 1 }
    return counts
  }

  /// The images at these indices, in this order; all classes are kept, used or not.
  public func images(at indices: [Int]) -> ImageSet {
    var subset = self
    subset.pixels = []
    subset.pixels.reserveCapacity(indices.count * sampleCount)
    for index in indices { subset.pixels += image(at: index) }
    subset.labels = indices.map { labels[$0] }
    subset.names = indices.map { names[$0] }
    return subset
  }
}
