/// An image to be turned into another one.
struct TranslationItem: Sendable {
  /// The file's name, which the output takes.
  var name: String
  /// The image, as the networks take it, but for anonymisation, which takes any.
  var raster: Raster<UInt8>
  /// What should come out; nil where nobody knows.
  var truth: Raster<UInt8>?
  /// There, or back.
  var direction = 0
  /// What is to be replaced.
  var regions: [PixelRegion] = []
}

/// What was read, ready to be learned from.
struct TranslationData: Sendable {
  /// What the networks learn from.
  var examples: TranslationExamples
  /// What is to be turned into other images, in the end.
  var items: [TranslationItem]
  /// Images learned from.
  var trainingCount: Int
  /// Images that nothing but the comparison sees.
  var holdoutCount: Int
  /// What the sets of images are called; one where there is one.
  var kinds: [String]
  /// The size of every image, or `of any size`.
  var size: String
  /// What was met and not read.
  var skipped: [SkippedImage]
  /// Everything that was read, for the manifest.
  var files: [ManifestFile] = []
  /// The same by the bytes as they are stored.
  var requestInputs: [RequestInput] = []
  /// What a person should know, sentence by sentence.
  var notes: [String] = []
}

extension Raster<UInt8> {
  /// The image as networks take it.
  var picture: Picture {
    Picture(width: width, height: height, channels: channels, pixels: samples)
  }

  /// What networks gave.
  init(_ picture: Picture) {
    self.init(
      width: picture.width, height: picture.height, channels: picture.channels,
      samples: picture.pixels)
  }
}
