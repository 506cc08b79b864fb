/// The part of an image that networks see around a region, brought to one size.
struct RegionWindow {
  /// Pixels on each edge of what networks see.
  let edge: Int
  let channels: Int

  /// The grey of what is blank.
  private static let blank: UInt8 = 128

  /// Twice as wide and high as the longer edge of the region, as far as the image reaches.
  static func place(around region: PixelRegion, in size: ImageSize) -> PixelRegion {
    let side = 2 * max(region.width, region.height)
    let (width, height) = (min(size.width, side), min(size.height, side))
    func start(_ place: Int, _ length: Int, _ own: Int, _ edge: Int) -> Int {
      max(0, min(edge - own, place + length / 2 - own / 2))
    }
    return PixelRegion(
      x: start(region.x, region.width, width, size.width),
      y: start(region.y, region.height, height, size.height), width: width, height: height)
  }

  /// A region of about this one's size somewhere else in the image.
  static func moved(
    _ region: PixelRegion, within size: ImageSize, using generator: inout SeededGenerator
  ) -> PixelRegion {
    func length(_ own: Int, _ edge: Int) -> Int {
      min(edge, max(1, own * Int.random(in: 75...125, using: &generator) / 100))
    }
    let (width, height) = (length(region.width, size.width), length(region.height, size.height))
    return PixelRegion(
      x: Int.random(in: 0...(size.width - width), using: &generator),
      y: Int.random(in: 0...(size.height - height), using: &generator), width: width,
      height: height)
  }

  /// A window with its contents, and where the region is.
  func example(
    of raster: Raster<UInt8>, _ region: PixelRegion
  ) -> (picture: Picture, mask: Picture) {
    let place = Self.place(around: region, in: raster.size)
    return (resized(part(raster, place)).picture, mask(place, [region]))
  }

  /// The image with other contents in its regions; every pixel outside of them stays as it is.
  ///
  /// All regions are blank before anything else looks at the image.
  func replaced(
    _ raster: Raster<UInt8>, _ regions: [PixelRegion], name: String, seed: UInt64,
    model: TranslationModel, threadCount: Int
  ) -> Raster<UInt8> {
    var blanked = raster
    for region in regions { blanked.fill(region, with: Self.blank) }
    var result = raster
    for (number, region) in regions.enumerated() {
      let place = Self.place(around: region, in: raster.size)
      let made = model.output(
        TranslationInput(
          resized(part(blanked, place)).picture, mask: mask(place, regions)),
        name: "\(name)#\(number)", seed: seed, threadCount: threadCount)
      let window = Raster(made).fitted(
        to: ImageSize(width: place.width, height: place.height), fit: .stretch,
        channels: raster.channels)
      result.replace(
        window.part(
          x: region.x - place.x, y: region.y - place.y, width: region.width,
          height: region.height), x: region.x, y: region.y)
    }
    return result
  }

  private func part(_ raster: Raster<UInt8>, _ place: PixelRegion) -> Raster<UInt8> {
    raster.part(x: place.x, y: place.y, width: place.width, height: place.height)
      .converted(toChannels: channels)
  }

  /// Means of areas, so that a pixel outside of the mask knows nothing of what is inside.
  private func resized(_ raster: Raster<UInt8>) -> Raster<UInt8> {
    raster.fitted(
      to: ImageSize(width: edge, height: edge), fit: .stretch, channels: raster.channels,
      resampling: .area)
  }

  /// 255 where any pixel of a region counts.
  private func mask(_ place: PixelRegion, _ regions: [PixelRegion]) -> Picture {
    var flags = Raster<UInt8>(
      width: place.width, height: place.height, channels: 1,
      samples: [UInt8](repeating: 0, count: place.width * place.height))
    for region in regions {
      let (left, top) = (max(region.x, place.x), max(region.y, place.y))
      let right = min(region.x + region.width, place.x + place.width)
      let bottom = min(region.y + region.height, place.y + place.height)
      if left >= right || top >= bottom { continue }
      flags.fill(
        PixelRegion(
          x: left - place.x, y: top - place.y, width: right - left, height: bottom - top),
        with: 255)
    }
    // A share below half a 255th of a pixel would be rounded away, so the mask reaches one pixel further.
    let small = resized(flags)
    var wide = small
    for y in 0..<edge {
      for x in 0..<edge where small.samples[y * edge + x] > 0 {
        for row in max(0, y - 1)...min(edge - 1, y + 1) {
          for column in max(0, x - 1)...min(edge - 1, x + 1) {
            wide.samples[row * edge + column] = 255
          }
        }
      }
    }
    return wide.picture
  }
}

extension Raster<UInt8> {
  /// Sets every sample of a region.
  fileprivate mutating func fill(_ region: PixelRegion, with value: UInt8) {
    for row in region.y..<region.y + region.height {
      for place in (row * width + region.x) * channels..<(row * width + region.x + region.width)
        * channels
      { samples[place] = value }
    }
  }
}
