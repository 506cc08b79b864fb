/// A way to train classifiers of images.
///
/// The metrics that need a network take it through this protocol, so that the module needs no engine. One that is trained on real
/// images gives the features that others are measured in; further ones are trained on different images and tested on
/// unseen real ones.
public protocol ImageClassifying: Sendable {
  /// What the report calls the classifier: its kind and size.
  var name: String { get }

  /// Trains a classifier from its first weights on.
  ///
  /// - Parameters:
  ///   - examples: What to learn from; some classes may have no image.
  ///   - imagesSeen: How many images all steps together look at; comparable trainings have equal numbers.
  ///   - seed: Of the first weights and of the order of images.
  ///   - threadCount: Threads to use; the classifier does not depend on them. Several may be trained at once.
  /// - Returns: The trained classifier.
  /// - Throws: What keeps it from being trained.
  func train(
    _ examples: ImageExamples, imagesSeen: Int, seed: UInt64, threadCount: Int
  ) throws -> any ImageClassifier
}

/// A trained classifier.
public protocol ImageClassifier: Sendable {
  /// What the classifier makes of some images, one after another, of the size that it was trained with.
  func predict(_ pixels: [UInt8], threadCount: Int) throws -> ImagePredictions
}

/// Labelled images to learn from.
public struct ImageExamples: Sendable, Equatable {
  /// `[count, height, width, channels]`.
  public var pixels: [UInt8]
  /// The class of every image, below `classCount`.
  public var labels: [Int32]
  /// The size of every image.
  public var shape: ImageShape
  /// The number of classes.
  public var classCount: Int
  /// Whether every class is looked at equally often, rather than every image.
  public var drawsClassesAlike: Bool

  /// Images with their labels.
  public init(
    pixels: [UInt8], labels: [Int32], shape: ImageShape, classCount: Int,
    drawsClassesAlike: Bool = false
  ) {
    self.drawsClassesAlike = drawsClassesAlike
    self.pixels = pixels
    self.labels = labels
    self.shape = shape
    self.classCount = classCount
  }
}

/// What a classifier makes of some images.
public struct ImagePredictions: Sendable, Equatable {
  /// What its last hidden layer holds.
  public var features: Features
  /// The probability of every class.
  public var probabilities: Features

  /// Features and probabilities of the same images.
  public init(features: Features, probabilities: Features) {
    self.features = features
    self.probabilities = probabilities
  }
}
