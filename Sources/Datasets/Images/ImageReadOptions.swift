/// What a caller may say about images to be read; whatever is left out is found from the files.
public struct ImageReadOptions: Sendable, Equatable {
  /// The size that all images are brought to; nil for the most frequent one, the smallest of equally
  /// frequent ones.
  public var size: ImageSize?
  /// Where `size` is nil: the longest edge that the size found may have; larger ones are scaled down.
  public var longestEdge: Int?
  /// What happens to an image of another shape.
  public var fit: ImageFit
  /// How samples are computed where sizes differ.
  public var resampling: Resampling
  /// The channels of every image.
  public var channels: ImageChannels
  /// What stands around padded images and behind transparent ones whose alpha is dropped, 0...255.
  public var background: UInt8
  /// Which part is read where a place holds several, such as `test`; nil for the training part.
  public var split: String?
  /// The most pixels that one image may have, by its header.
  public var maximumPixelCount: Int
  /// The largest fraction of files that may be skipped as damaged, 0...1.
  public var maximumDamagedFraction: Double
  /// The most bytes that all images together may need; nil for the memory of the machine.
  public var maximumBytes: Int?

  /// Options; the defaults read what most folders hold.
  public init(
    size: ImageSize? = nil, longestEdge: Int? = nil, fit: ImageFit = .crop,
    resampling: Resampling = .bilinear,
    channels: ImageChannels = .auto, background: UInt8 = 0, split: String? = nil,
    maximumPixelCount: Int = 64_000_000, maximumDamagedFraction: Double = 0.1,
    maximumBytes: Int? = nil
  ) {
    self.size = size
    self.longestEdge = longestEdge
    self.fit = fit
    self.resampling = resampling
    self.channels = channels
    self.background = background
    self.split = split
    self.maximumPixelCount = maximumPixelCount
    self.maximumDamagedFraction = maximumDamagedFraction
    self.maximumBytes = maximumBytes
  }

  /// The size of the set where images have this size as stored.
  package func size(found: ImageSize) -> ImageSize {
    if let size { return size }
    let longer = max(found.width, found.height)
    guard let longestEdge, longer > longestEdge, longestEdge > 0 else { return found }
    func scaled(_ edge: Int) -> Int { max(1, (edge * longestEdge + longer / 2) / longer) }
    return ImageSize(width: scaled(found.width), height: scaled(found.height))
  }
}

/// What happens to an image whose shape is not the one wanted; the centre stays the centre.
public enum ImageFit: String, Sendable, Codable, CaseIterable {
  /// Scaled until it covers the size; what sticks out is cut off.
  case crop
  /// Scaled until it fits into the size; the rest is background, or transparent where the image has alpha.
  case pad
  /// Scaled by different factors along its sides.
  case stretch
}

/// The channels of the images of a set.
public enum ImageChannels: String, Sendable, Codable, CaseIterable {
  /// The fewest among grey, RGB and RGBA that show every pixel of every image as it is stored.
  case auto
  /// One channel: luma, 0.299 R + 0.587 G + 0.114 B.
  case grey
  /// Grey and alpha.
  case greyAlpha
  /// Red, green, blue.
  case rgb
  /// Red, green, blue, alpha.
  case rgba

  /// The number of channels; nil for `auto`.
  public var count: Int? {
    switch self {
    case .auto: nil
    case .grey: 1
    case .greyAlpha: 2
    case .rgb: 3
    case .rgba: 4
    }
  }
}
