/// Many images on one sheet: rows from the top, images from the left, a margin between and around them.
public struct ImageGrid: Sendable, Equatable {
  /// How many images stand side by side; at least 1.
  public var columnCount: Int
  /// The margin, in pixels of the sheet.
  public var padding: Int
  /// How many times wider and higher each pixel is drawn; at least 1.
  public var magnification: Int
  /// The margin's grey, and what shows through transparent pixels, 0...255.
  public var background: UInt8

  /// A layout; sizes below 1 (margin: below 0) count as that.
  public init(
    columnCount: Int, padding: Int = 2, magnification: Int = 1, background: UInt8 = 255
  ) {
    self.columnCount = max(1, columnCount)
    self.padding = max(0, padding)
    self.magnification = max(1, magnification)
    self.background = background
  }

  /// The sheet with these images of a set, in this order: grey, or RGB where the set has colours.
  ///
  /// Places without an image, at the end or for a nil, stay empty.
  public func sheet(of set: ImageSet, indices: [Int?]) -> Raster<UInt8> {
    let channels = set.channels >= 3 ? 3 : 1
    let rowCount = max(1, (indices.count + columnCount - 1) / columnCount)
    let (cellWidth, cellHeight) = (set.width * magnification, set.height * magnification)
    let width = columnCount * (cellWidth + padding) + padding
    let height = rowCount * (cellHeight + padding) + padding
    var sheet = Raster(
      width: max(1, width), height: max(1, height), channels: channels,
      samples: [UInt8](repeating: background, count: max(1, width) * max(1, height) * channels))
    for (place, index) in indices.enumerated() {
      guard let index else { continue }
      let left = padding + place % columnCount * (cellWidth + padding)
      let top = padding + place / columnCount * (cellHeight + padding)
      draw(set, index, left: left, top: top, on: &sheet)
    }
    return sheet
  }

  /// Writes the sheet as a PNG file.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`.
  public func write(_ set: ImageSet, indices: [Int?], to path: String) throws(DatasetError) {
    let file = try AtomicFile(path: path)
    try file.write(PNGEncoder.encode(sheet(of: set, indices: indices))[...])
    try file.commit()
  }

  private func draw(
    _ set: ImageSet, _ index: Int, left: Int, top: Int, on sheet: inout Raster<UInt8>
  ) {
    let conversion = ChannelConversion(background: background)
    let (width, channels) = (sheet.width, sheet.channels)
    set.pixels.withUnsafeBufferPointer { pixels in
      sheet.samples.withUnsafeMutableBufferPointer { samples in
        guard let source = pixels.baseAddress, let target = samples.baseAddress else { return }
        for row in 0..<(set.height * magnification) {
          for column in 0..<(set.width * magnification) {
            let pixel = row / magnification * set.width + column / magnification
            conversion.convert(
              source + index * set.sampleCount + pixel * set.channels, set.channels,
              to: target + ((top + row) * width + left + column) * channels, channels)
          }
        }
      }
    }
  }
}
