/// What a training run says after a step, for a progress bar and the run's log.
public struct TrainingProgress: Sendable {
  /// Which network: its place among those trained in this run, from 0.
  public var network: Int
  /// The number of networks trained in this run.
  public var networkCount: Int
  /// What the network models: a class's name, or the names of the classes that share it.
  public var networkName: String
  /// Steps done, at most `stepCount`.
  public var step: Int
  /// Steps planned.
  public var stepCount: Int
  /// The discriminator's loss in this step; nil without a discriminator.
  public var discriminatorLoss: Double?
  /// The generator's adversarial loss in this step; nil without a discriminator.
  public var generatorLoss: Double?
  /// Mean token cross-entropy in nats per row on the training batch; nil for networks that make a row at once.
  public var tokenLoss: Double?
  /// Seconds since this network's training began.
  public var seconds: Double
}
