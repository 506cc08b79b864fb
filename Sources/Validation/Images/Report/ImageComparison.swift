/// One set of images to be compared with others.
public struct ImageSide: Sendable, Equatable {
  /// `[count, height, width, channels]`, 0 dark to 255 light.
  public var pixels: [UInt8]
  /// The class of every image.
  public var labels: [Int32]
  /// What a classifier's last hidden layer holds of every image; nil to have it computed.
  public var features: Features?
  /// The probability of every class for every image; nil to have it computed.
  public var probabilities: Features?

  /// A set of `labels.count` images.
  public init(
    pixels: [UInt8], labels: [Int32], features: Features? = nil, probabilities: Features? = nil
  ) {
    self.pixels = pixels
    self.labels = labels
    self.features = features
    self.probabilities = probabilities
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// The images of each class.
  func indicesByClass(_ classCount: Int) -> [[Int]] {
    var indices = [[Int]](repeating: [], count: classCount)
    for (index, label) in labels.enumerated() { indices[Int(label)].append(index) }
    return indices
  }
}

/// Three sets of images of one size and with the same classes, to be compared.
public struct ImageComparison: Sendable {
  /// The images that the generator learned from.
  public var training: ImageSide
  /// Real images that nothing else has seen; may be empty.
  public var holdout: ImageSide
  /// The images to be judged.
  public var synthetic: ImageSide
  /// Further synthetic images that only classifiers are trained with, where `synthetic` has too few of a class.
  public var pool: ImageSide?
  /// The size of every image.
  public var shape: ImageShape
  /// The classes, by label.
  public var classNames: [String]
  /// What the features that the sides bring are of, such as `Inception`; nil where there are none.
  public var featureName: String?

  /// Checks that the sides fit together.
  ///
  /// - Throws: `ValidationError` when there are no training or no synthetic images, when a side's pixels, features or
  ///   probabilities do not match the number of its labels, or when a label names no class.
  public init(
    training: ImageSide, holdout: ImageSide, synthetic: ImageSide, shape: ImageShape,
    classNames: [String], featureName: String? = nil
  ) throws {
    self.training = training
    self.holdout = holdout
    self.synthetic = synthetic
    self.shape = shape
    self.classNames = classNames
    self.featureName = featureName
    for (name, side) in [("training", training), ("hold-out", holdout), ("synthetic", synthetic)] {
      try check(side, name: name)
    }
    if training.count == 0 { throw ValidationError.noImages(side: "training") }
    if synthetic.count == 0 { throw ValidationError.noImages(side: "synthetic") }
  }

  private func check(_ side: ImageSide, name: String) throws {
    guard shape.width > 0, shape.height > 0, shape.channels > 0 else {
      throw ValidationError.noImages(side: name)
    }
    func expect(_ found: Int, _ expected: Int, _ what: String) throws {
      if found != expected {
        throw ValidationError.wrongImageData(
          side: name, what: what, found: found, expected: expected)
      }
    }
    try expect(side.pixels.count, side.count * shape.byteCount, "bytes")
    if let features = side.features { try expect(features.count, side.count, "feature vectors") }
    if let probabilities = side.probabilities {
      try expect(probabilities.count, side.count, "vectors of probabilities")
      try expect(probabilities.dimension, classNames.count, "probabilities per image")
    }
    for label in side.labels where !classNames.indices.contains(Int(label)) {
      throw ValidationError.labelOfNoClass(
        side: name, label: Int(label), classCount: classNames.count)
    }
  }

  /// Whether every side that has images brings features, and those of all have one length.
  var hasFeatures: Bool {
    let sides = [training, holdout, synthetic].filter { $0.count > 0 }
    let dimensions = sides.map { $0.features?.dimension ?? 0 }
    return dimensions.allSatisfy { $0 > 0 && $0 == dimensions[0] }
  }

  /// Has the features and probabilities of all sides computed by one classifier.
  mutating func predict(
    with classifier: any ImageClassifier, name: String, threadCount: Int
  ) throws {
    func completed(_ side: ImageSide) throws -> ImageSide {
      var side = side
      if side.count == 0 { return side }
      let predictions = try classifier.predict(side.pixels, threadCount: threadCount)
      side.features = predictions.features
      side.probabilities = predictions.probabilities
      return side
    }
    training = try completed(training)
    holdout = try completed(holdout)
    synthetic = try completed(synthetic)
    featureName = name
    // What a classifier returns is checked as what a caller brings.
    for (side, images) in [("training", training), ("hold-out", holdout), ("synthetic", synthetic)]
    {
      try check(images, name: side)
    }
  }
}
