/// A model at work: images in, images out.
struct ImageTranslation {
  let model: TranslationModel
  /// What happens to an image of another shape than the networks'.
  let fit: ImageFit
  let seed: UInt64
  let threadCount: Int

  /// What the model makes of an image of any size and channels.
  func output(
    _ raster: Raster<UInt8>, name: String, direction: Int = 0, regions: [PixelRegion] = []
  ) -> Raster<UInt8> {
    let architecture = model.architecture
    switch architecture.family {
    case .pix2pix, .cyclegan:
      let channels = direction == 0 ? architecture.inputChannels : architecture.outputChannels
      let fitted = raster.fitted(
        to: ImageSize(width: architecture.width, height: architecture.height), fit: fit,
        channels: channels)
      return Raster(
        model.output(
          TranslationInput(fitted.picture), name: name, direction: direction, seed: seed,
          threadCount: threadCount))
    case .srgan:
      return ImageEnlarging(model: model, seed: seed, threadCount: threadCount)
        .enlarged(raster.converted(toChannels: architecture.inputChannels), name: name)
    case .anonymize:
      return RegionWindow(edge: architecture.width, channels: architecture.inputChannels)
        .replaced(
          raster, regions, name: name, seed: seed, model: model, threadCount: threadCount)
    }
  }
}
