/// Enlarging images with a network, of whatever size.
struct ImageEnlarging {
  let model: TranslationModel
  let seed: UInt64
  let threadCount: Int

  /// Pixels of a tile that is enlarged at once.
  private static let tileEdge = 160

  /// The image by so many times smaller, by bicubic interpolation.
  static func reduced(_ raster: Raster<UInt8>, by scale: Int) -> Raster<UInt8> {
    raster.fitted(
      to: ImageSize(width: raster.width / scale, height: raster.height / scale), fit: .stretch,
      channels: raster.channels, resampling: .bicubic)
  }

  /// The image by so many times larger, by bicubic interpolation.
  static func enlarged(_ raster: Raster<UInt8>, by scale: Int) -> Raster<UInt8> {
    raster.fitted(
      to: ImageSize(width: raster.width * scale, height: raster.height * scale), fit: .stretch,
      channels: raster.channels, resampling: .bicubic)
  }

  /// What the network makes of an image, tile by tile: a tile is cut out with as much around it as the network looks at.
  func enlarged(_ raster: Raster<UInt8>, name: String) -> Raster<UInt8> {
    let scale = model.architecture.scale
    let reach = 8 + 2 * model.architecture.depth
    let base = Self.enlarged(raster, by: scale)
    var result = base
    for top in stride(from: 0, to: raster.height, by: Self.tileEdge) {
      for left in stride(from: 0, to: raster.width, by: Self.tileEdge) {
        let (x, y) = (max(0, left - reach), max(0, top - reach))
        let right = min(raster.width, left + Self.tileEdge)
        let bottom = min(raster.height, top + Self.tileEdge)
        let width = min(raster.width, right + reach) - x
        let height = min(raster.height, bottom + reach) - y
        let tile = model.output(
          TranslationInput(
            raster.part(x: x, y: y, width: width, height: height).picture,
            base: base.part(
              x: x * scale, y: y * scale, width: width * scale, height: height * scale
            ).picture), name: name, seed: seed, threadCount: threadCount)
        let inner = Raster(tile).part(
          x: (left - x) * scale, y: (top - y) * scale, width: (right - left) * scale,
          height: (bottom - top) * scale)
        result.replace(inner, x: left * scale, y: top * scale)
      }
    }
    return result
  }
}

extension Raster<UInt8> {
  /// Puts another image of the same channels over a part of this one.
  mutating func replace(_ other: Raster, x: Int, y: Int) {
    let length = other.width * channels
    for row in 0..<other.height {
      let start = ((y + row) * width + x) * channels
      samples.replaceSubrange(
        start..<start + length, with: other.samples[row * length..<(row + 1) * length])
    }
  }
}
