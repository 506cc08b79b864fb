/// One metric of images, with what a reader needs to judge it.
public struct ImageMetricEntry: Codable, Sendable, Equatable {
  /// The metric's stable key.
  public var name: String
  /// What it is about.
  public var topic: MetricTopic
  /// One sentence that says what the number means.
  public var meaning: String
  /// The values it can take.
  public var range: MetricRange
  /// Which end is good.
  public var goal: MetricGoal
  /// The number, or why there is none.
  public var score: Score
  /// What real images reach in place of the synthetic ones; nil where it was not measured.
  public var noiseFloor: Double?
  /// The standard deviation of the repetitions that were averaged; nil where there was only one.
  public var standardDeviation: Double?

  init(
    _ metric: ImageMetric, _ score: Score, noiseFloor: Score? = nil,
    standardDeviation: Double? = nil
  ) {
    name = metric.name
    topic = metric.topic
    meaning = metric.meaning
    range = metric.range
    goal = metric.goal
    self.score = score
    self.noiseFloor = noiseFloor?.value
    self.standardDeviation = standardDeviation
  }
}

/// One class of images.
public struct ImageClassEntry: Codable, Sendable, Equatable {
  /// The class's name.
  public var name: String
  /// Training images of the class.
  public var trainingCount: Int
  /// Unseen real images of the class.
  public var holdoutCount: Int
  /// Synthetic images of the class.
  public var syntheticCount: Int
  /// The metrics within the class.
  public var metrics: [NamedScore]
  /// The share of the class's unseen images classified right after training on real images, on synthetic ones, and on both; nil
  /// where not measured.
  public var accuracy: ClassEntry.PerSource

  /// A metric within the class, by its key.
  public subscript(name: String) -> NamedScore? { metrics.first { $0.name == name } }
}

/// How many images were compared.
public struct ImageCounts: Codable, Sendable, Equatable {
  /// Training images.
  public var training: Int
  /// Unseen real images.
  public var holdout: Int
  /// Synthetic images.
  public var synthetic: Int
  /// Real images that synthetic ones were compared with, all classes together.
  public var reference: Int
  /// Whether these were of the hold-out; if not, half of the training images took its place.
  public var referenceIsHoldout: Bool
  /// Synthetic images in this comparison, and real ones behind its noise floors.
  public var compared: Int
  /// Images of each side behind precision, recall, density and coverage, at most.
  public var neighbours: Int
  /// Synthetic images whose nearest training image was looked for.
  public var memorisation: Int
}

/// A synthetic image and its nearest training image.
public struct ImageNeighbour: Codable, Sendable, Equatable {
  /// The synthetic image's index.
  public var synthetic: Int
  /// The training image's index.
  public var training: Int
  /// The root mean squared difference of their bytes, 0 to 255.
  public var distance: Double

  /// A pair of images.
  public init(synthetic: Int, training: Int, distance: Double) {
    self.synthetic = synthetic
    self.training = training
    self.distance = distance
  }
}

/// Whether training images were memorised.
public struct ImageMemorisationEntry: Codable, Sendable, Equatable {
  /// The distance below which an image counts as a copy: one in a hundred unseen real images is that near to a training image.
  public var threshold: Score
  /// The share of synthetic images below the threshold.
  public var copies: Score
  /// The share of unseen real images below it, classes weighed as among the synthetic images.
  public var holdoutCopies: Score
  /// The share of synthetic images that equal a training image.
  public var exactCopies: Score
  /// The share of unseen real images that do; weighed likewise.
  public var holdoutExactCopies: Score
  /// The synthetic images nearest to a training image, the nearest first.
  public var nearest: [ImageNeighbour]
}
