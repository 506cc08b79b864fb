internal import Foundation

/// Everything that decides what a run on images makes; see `PipelineConfiguration`, its counterpart for tables.
public struct ImagePipelineConfiguration: Codable, Sendable, Equatable {
  /// What is read, and how.
  public var input: ImageInputConfiguration
  /// Which real images are held out.
  public var split = SplitConfiguration()
  /// How networks are trained.
  public var training = ImageTrainingConfiguration()
  /// Which images are made.
  public var sampling = ImageSamplingConfiguration()
  /// How the result is judged.
  public var validation = ImageValidationConfiguration()
  /// What is written, and where.
  public var output = ImageOutputConfiguration()
  /// The seed of the run; every stage derives its own from it.
  public var seed: UInt64 = 0
  /// Threads to use; results do not depend on it.
  ///
  /// Not encoded.
  public var threadCount = ProcessInfo.processInfo.activeProcessorCount

  /// The defaults for one folder or file of images.
  public init(inputPath: String) { input = ImageInputConfiguration(path: inputPath) }

  private enum CodingKeys: String, CodingKey {
    case input, split, training, sampling, validation, output, seed
  }
}

/// Which images are read, and how.
public struct ImageInputConfiguration: Codable, Sendable, Equatable {
  /// A folder of PNG files, a `labels.csv`, an IDX file or an `.npz` file.
  public var path: String
  /// Real images to judge the result on, in the same form; nil to hold out images of the input.
  public var holdoutPath: String?
  /// Weights of Inception v3 for the Fréchet inception distance; nil for none.
  public var inceptionPath: String?
  /// The size that all images are brought to; nil for the most frequent one, if it is not above `longestEdge`.
  public var size: ImageSize?
  /// Larger images are scaled down to this edge where no size is named: training takes hours above it.
  public var longestEdge = 128
  /// What happens to an image of another shape.
  public var fit = ImageFit.crop
  /// The channels of every image.
  public var channels = ImageChannels.auto

  /// The defaults for one folder or file.
  public init(path: String) { self.path = path }

  /// What the reader is told.
  var readOptions: ImageReadOptions {
    ImageReadOptions(size: size, longestEdge: longestEdge, fit: fit, channels: channels)
  }
}

/// Which images are made.
public struct ImageSamplingConfiguration: Codable, Sendable, Equatable {
  /// How many; nil for as many as are learned from.
  public var imageCount: RowAmount?
  /// Whether every class gets equally many, rather than its share in the data.
  public var isBalanced = false
  /// How many of single classes, or of every class; nil for none named.
  public var classCounts: ClassAmounts?
  /// The largest number of a latent vector; nil for no bound. Lower values give more typical images that are more alike.
  public var truncation: Double?
  /// Images in which the classifier of real images sees their class with less probability than this are drawn again.
  public var minimumConfidence = 0.0
  /// Images nearer to a training image than all but this share of training images are to each other are drawn again; 0 rejects equal
  /// ones alone.
  public var copyQuantile = 0.0
  /// So many images are drawn for each one wanted, at most.
  public var maximumDraws = 5

  /// The defaults.
  public init() {}

  /// Whether the classifier is asked before images are accepted.
  var asksClassifier: Bool { minimumConfidence > 0 }
}

/// What is written, and where.
public struct ImageOutputConfiguration: Codable, Sendable, Equatable {
  /// The run directory; nil for `<input name>-augmented` in the working directory.
  ///
  /// Not encoded.
  public var directory: String?
  /// Whether an earlier run in that place is replaced.
  ///
  /// Not encoded.
  public var replacesExisting = false
  /// Whether an interrupted run is taken up where it stood.
  ///
  /// Not encoded.
  public var resumes = false
  /// Further forms in which the synthetic images are written.
  public var formats: [ImageArrayFormat] = []
  /// The licence of the dataset, for its card; nil where none is stated.
  public var licence: String?
  /// Steps between two checkpoints.
  public var checkpointInterval = 1_000

  /// The defaults.
  public init() {}

  private enum CodingKeys: String, CodingKey { case formats, licence }
}

/// Files that hold many images.
public enum ImageArrayFormat: String, Codable, Sendable, CaseIterable {
  /// A pair of gzip IDX files, as MNIST has them.
  case idx
  /// A NumPy archive.
  case npz
}
