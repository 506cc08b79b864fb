/// Pixels of one number of channels to pixels of another: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
struct ChannelConversion {
  /// What shows through transparent pixels once alpha is dropped.
  var background: UInt8

  /// Converts one pixel.
  @inline(__always)
  func convert(
    _ source: UnsafePointer<UInt8>, _ sourceChannels: Int,
    to target: UnsafeMutablePointer<UInt8>, _ targetChannels: Int
  ) {
    let isColour = sourceChannels >= 3
    let hasAlpha = sourceChannels == 2 || sourceChannels == 4
    var red = source[0]
    var green = isColour ? source[1] : red
    var blue = isColour ? source[2] : red
    let alpha = hasAlpha ? source[sourceChannels - 1] : 255
    let keepsAlpha = targetChannels == 2 || targetChannels == 4
    if !keepsAlpha && alpha < 255 {
      red = blended(red, alpha)
      green = blended(green, alpha)
      blue = blended(blue, alpha)
    }
    if targetChannels >= 3 {
      target[0] = red
      target[1] = green
      target[2] = blue
    } else {
      target[0] = Self.luma(red, green, blue)
    }
    if keepsAlpha { target[targetChannels - 1] = alpha }
  }

  /// `(value · alpha + background · (255 − alpha)) / 255`, rounded.
  private func blended(_ value: UInt8, _ alpha: UInt8) -> UInt8 {
    let sum = Int(value) * Int(alpha) + Int(background) * (255 - Int(alpha))
    return UInt8((sum + 127) / 255)
  }

  /// 0.299 R + 0.587 G + 0.114 B, rounded; grey stays as it is.
  /// - Source: ITU-R BT.601-7, section 2.5.1, with weights in 65536ths.
  private static func luma(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    let sum: UInt32 = 19_595 * UInt32(red) + 38_470 * UInt32(green) + 7_471 * UInt32(blue)
    return UInt8((sum + 32_768) >> 16)
  }
}

extension Raster<UInt8> {
  /// The same image without alpha where every pixel is opaque.
  func withoutNeedlessAlpha() -> Raster {
    guard hasAlpha else { return self }
    for index in stride(from: channels - 1, to: samples.count, by: channels)
    where samples[index] < 255 { return self }
    let colours = channels - 1
    var kept: [UInt8] = []
    kept.reserveCapacity(width * height * colours)
    for pixel in stride(from: 0, to: samples.count, by: channels) {
      kept += samples[pixel..<(pixel + colours)]
    }
    return Raster(width: width, height: height, channels: colours, samples: kept)
  }
}

extension ImageSet {
  /// Drops colour where all images are grey and alpha where all are opaque; what is shown stays the same.
  mutating func dropNeedlessChannels() {
    guard channels >= 3 else { return }
    var isColoured = false
    var isTransparent = false
    pixels.withUnsafeBufferPointer { samples in
      for pixel in stride(from: 0, to: samples.count, by: channels) {
        if samples[pixel] != samples[pixel + 1] || samples[pixel] != samples[pixel + 2] {
          isColoured = true
        }
        if channels == 4 && samples[pixel + 3] < 255 { isTransparent = true }
        if isColoured && (isTransparent || channels == 3) { return }
      }
    }
    let kept = isTransparent ? 4 : isColoured ? 3 : 1
    guard kept < channels else { return }
    let stored = channels
    let pixelCount = pixels.count / stored
    pixels.withUnsafeMutableBufferPointer { samples in
      for pixel in 0..<pixelCount {
        for channel in 0..<kept {
          samples[pixel * kept + channel] = samples[pixel * stored + channel]
        }
      }
    }
    pixels.removeLast(pixels.count - pixelCount * kept)
    channels = kept
  }
}
