/// How a classifier of images is trained.
public struct ImageClassifierConfiguration: Sendable, Equatable {
  /// Images per step.
  public var batchSize = 128
  /// Peak learning rate.
  public var rate = 4e-3
  /// The share of the steps over which the rate rises; it falls to zero over the others.
  public var warmupFraction = 0.3
  /// Decay of the weights, per step and rate.
  public var decay = 0.01
  /// The share of every label that all classes divide among them.
  public var smoothing = 0.05
  /// The share of features that a step drops.
  public var dropoutRate = 0.3
  /// Length of the features.
  public var featureWidth = 64
  /// Fewer steps than this are never taken, however few images there are.
  public var minimumSteps = 20

  /// The defaults.
  public init() {}
}
