/// The sizes of a generator and of the network that it learns with. What `widths` are depends on the family.
public struct ImageArchitecture: Codable, Sendable, Equatable {
  /// The kind of networks.
  public var family: ImageFamily
  /// Pixels in a column of the images.
  public var height: Int
  /// Pixels in a row of the images.
  public var width: Int
  /// Numbers per pixel.
  public var channels: Int
  /// Classes that the networks tell apart.
  public var classCount: Int
  /// Channels or units of the layers.
  public var widths: [Int]
  /// Numbers of a latent vector.
  public var latentWidth: Int
  /// Numbers per embedded class beside the latent vector; 0 without.
  public var embeddingWidth: Int
  /// Units of a discriminator's dense layer; 0 without.
  public var denseWidth: Int

  /// Numbers of an image.
  var imageSize: Int { height * width * channels }

  /// How often images double: the halvings after which the longer edge has 4 to 7 pixels, if they leave no remainder.
  static func stageCount(width: Int, height: Int) -> Int? {
    var (longer, stages) = (max(width, height), 0)
    while longer > 7 && longer.isMultiple(of: 2) { (longer, stages) = (longer / 2, stages + 1) }
    let isWhole = min(width, height) > 0 && min(width, height).isMultiple(of: 1 << stages)
    return (4...7).contains(longer) && stages > 0 && isWhole ? stages : nil
  }

  /// Pixels in a column and a row of the image that is doubled once per stage.
  func base(stages: Int) -> (height: Int, width: Int) { (height >> stages, width >> stages) }

  /// Refuses sizes that no training run writes.
  func check() throws {
    let sizes = [height, width, latentWidth, classCount] + widths
    let isSound =
      sizes.allSatisfy { (1...1 << 16).contains($0) } && (1...4).contains(channels)
      && (0...1 << 16).contains(embeddingWidth) && (0...1 << 16).contains(denseWidth)
      && widths.count <= 64 && family.kind.isSound(self)
    if !isSound { throw ImageTrainingError.invalidFiles(reason: "an architecture of \(self)") }
  }
}

/// What images look like to networks.
package struct ImageFrame: Sendable, Equatable {
  /// Pixels in a row.
  package var width: Int
  /// Pixels in a column.
  package var height: Int
  /// Numbers per pixel.
  package var channels: Int
  /// Classes that one pair of networks tells apart.
  package var classCount: Int

  /// A frame.
  package init(width: Int, height: Int, channels: Int, classCount: Int) {
    (self.width, self.height, self.channels) = (width, height, channels)
    self.classCount = classCount
  }
}
