extension Raster<UInt8> {
  /// The same with another number of channels; what is transparent shows black once alpha is dropped.
  public func converted(toChannels count: Int) -> Raster {
    fitted(to: size, fit: .stretch, channels: count)
  }

  /// The same brought to a size and a number of channels.
  public func fitted(
    to size: ImageSize, fit: ImageFit, channels: Int, resampling: Resampling = .bilinear
  ) -> Raster {
    let fitter = ImageFitter(
      size: size, fit: fit, resampling: resampling, background: 0, channels: channels)
    let samples = [UInt8](unsafeUninitializedCapacity: fitter.sampleCount) { buffer, initialized in
      if let base = buffer.baseAddress {
        fitter.place(self, at: base)
        initialized = fitter.sampleCount
      }
    }
    return Raster(width: size.width, height: size.height, channels: channels, samples: samples)
  }

  /// The part that begins at a pixel.
  /// - Precondition: the part lies within the image.
  public func part(x: Int, y: Int, width partWidth: Int, height partHeight: Int) -> Raster {
    var result: [UInt8] = []
    result.reserveCapacity(partWidth * partHeight * channels)
    for row in y..<y + partHeight {
      let start = (row * width + x) * channels
      result += samples[start..<start + partWidth * channels]
    }
    return Raster(width: partWidth, height: partHeight, channels: channels, samples: result)
  }
}
