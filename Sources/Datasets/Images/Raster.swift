/// The samples of one image as they are stored: rows from the top, channels last.
public struct Raster<Sample: RasterSample>: Sendable, Equatable {
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int
  /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; alpha is not multiplied into the colours.
  public var channels: Int
  /// `[height, width, channels]`, over the full range of the type.
  public var samples: [Sample]

  /// An image of `width * height * channels` samples.
  public init(width: Int, height: Int, channels: Int, samples: [Sample]) {
    self.width = width
    self.height = height
    self.channels = channels
    self.samples = samples
  }

  /// Its width and height.
  public var size: ImageSize { ImageSize(width: width, height: height) }

  /// Whether the last channel is alpha.
  var hasAlpha: Bool { channels == 2 || channels == 4 }
}

/// The types of samples: `UInt8` and `UInt16`.
public protocol RasterSample: FixedWidthInteger, UnsignedInteger, Sendable {}
extension UInt8: RasterSample {}
extension UInt16: RasterSample {}
