/// Brings images to the size and channels of a set.
struct ImageFitter: Sendable {
  var size: ImageSize
  var fit: ImageFit
  var resampling: Resampling
  /// What stands around padded images that have no alpha, and behind transparent pixels.
  var background: UInt8
  /// How many channels every image gets.
  var channels: Int

  /// The number of samples of a fitted image.
  var sampleCount: Int { size.pixelCount * channels }

  /// Writes the fitted image to `sampleCount` places.
  func place(_ raster: Raster<UInt8>, at place: UnsafeMutablePointer<UInt8>) {
    let source = resized(raster.withoutNeedlessAlpha())
    source.samples.withUnsafeBufferPointer { samples in
      guard let base = samples.baseAddress else { return }
      if source.channels == channels {
        place.update(from: base, count: samples.count)
      } else {
        let conversion = ChannelConversion(background: background)
        for pixel in 0..<size.pixelCount {
          conversion.convert(
            base + pixel * source.channels, source.channels, to: place + pixel * channels, channels)
        }
      }
    }
  }

  /// The image at the size wanted, with the channels that it has.
  func resized(_ raster: Raster<UInt8>) -> Raster<UInt8> {
    guard raster.size != size else { return raster }
    let whole = ImageRegion(
      left: 0, top: 0, width: Double(raster.width), height: Double(raster.height))
    switch fit {
    case .stretch:
      return Resampler.resize(raster, region: whole, to: size, resampling: resampling)
    case .crop:
      return Resampler.resize(
        raster, region: cropped(raster.size), to: size, resampling: resampling)
    case .pad:
      let inner = contained(raster.size)
      let scaled =
        inner == raster.size
        ? raster : Resampler.resize(raster, region: whole, to: inner, resampling: resampling)
      return padded(scaled)
    }
  }

  /// The largest part in the middle that has the shape wanted.
  private func cropped(_ stored: ImageSize) -> ImageRegion {
    let (width, height) = (Double(stored.width), Double(stored.height))
    let shape = Double(size.width) / Double(size.height)
    let partWidth = min(width, height * shape)
    let partHeight = min(height, width / shape)
    return ImageRegion(
      left: (width - partWidth) / 2, top: (height - partHeight) / 2, width: partWidth,
      height: partHeight)
  }

  /// The largest size of the stored shape that fits into the one wanted; halves go to the even number.
  private func contained(_ stored: ImageSize) -> ImageSize {
    let (width, height) = (Double(stored.width), Double(stored.height))
    let (widest, highest) = (Double(size.width), Double(size.height))
    if width * highest > height * widest {
      let scaled = (height / width * widest).rounded(.toNearestOrEven)
      return ImageSize(width: size.width, height: max(1, min(size.height, Int(scaled))))
    }
    let scaled = (width / height * highest).rounded(.toNearestOrEven)
    return ImageSize(width: max(1, min(size.width, Int(scaled))), height: size.height)
  }

  /// The image in the middle of the size wanted.
  private func padded(_ raster: Raster<UInt8>) -> Raster<UInt8> {
    let channels = raster.channels
    let fill = raster.hasAlpha ? 0 : background
    var samples = [UInt8](repeating: fill, count: size.pixelCount * channels)
    let left = Self.margin(size.width - raster.width)
    let top = Self.margin(size.height - raster.height)
    let rowLength = raster.width * channels
    for row in 0..<raster.height {
      let start = ((top + row) * size.width + left) * channels
      samples.replaceSubrange(
        start..<(start + rowLength),
        with: raster.samples[(row * rowLength)..<((row + 1) * rowLength)])
    }
    return Raster(width: size.width, height: size.height, channels: channels, samples: samples)
  }

  private static func margin(_ free: Int) -> Int {
    Int((Double(free) / 2).rounded(.toNearestOrEven))
  }
}
