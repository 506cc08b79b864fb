internal import Glibc

/// What the generator is trained to do.
public enum Objective: String, Codable, Sendable, CaseIterable {
  /// The forward-KL game plus half the token likelihood: the default, better on every table measured.
  case joint
  /// The game alone.
  case adversarial
  /// The token likelihood alone, without a discriminator: the control.
  case likelihood
}

/// Which classes get networks of their own.
public enum ClassSharing: String, Codable, Sendable, CaseIterable {
  /// Classes with enough rows get their own, the others share one.
  case auto
  /// Every class gets its own.
  case separate
  /// All classes share one.
  case shared
}

/// What networks calculate in.
public enum Precision: String, Codable, Sendable, CaseIterable {
  /// The best that this release offers for the data at hand: 32-bit floats for tables.
  case auto
  /// 32-bit floats throughout.
  case float32
}

/// How networks are trained. The defaults are those of the measured recipe.
public struct TrainingConfiguration: Codable, Sendable, Equatable {
  /// The kind of networks.
  public var family = TableFamily.tokens
  /// What the generator minimises.
  public var objective = Objective.joint
  /// Which classes get networks of their own.
  public var classSharing = ClassSharing.auto
  /// Under `auto`, a class with at least this many rows gets its own pair.
  public var separateRowCount = 5_000
  /// What networks calculate in.
  public var precision = Precision.auto
  /// Optimizer steps per network; nil chooses by rows and tokens.
  public var steps: Int?
  /// Passes over a network's rows, when `steps` is nil.
  public var epochs: Double?
  /// At most this many seconds for all training together.
  public var timeBudgetSeconds: Double?
  /// Rows per step.
  public var batchSize = 512
  /// Numbers per embedded token.
  public var embeddingWidth = 16
  /// Hidden units per token.
  public var hiddenWidth = 64
  /// Peak learning rate of the generator.
  public var generatorRate = 2e-3
  /// Peak learning rate of the discriminator.
  public var discriminatorRate = 4e-3
  /// Weight decay of the discriminator.
  public var discriminatorDecay = 1e-2
  /// Share of the generator's hidden units dropped in each training step, for shared networks that see each row often.
  public var generatorDropout = 0.1
  /// A shared network that passes over its rows more often than this drops units, against memorising them. A class with a
  /// network of its own has rows enough, and is told from real rows more easily with dropout.
  public var dropoutPassCount = 25.0
  /// Share of the discriminator's hidden units dropped in each step.
  public var discriminatorDropout = 0.2
  /// Steps over which the learning rate rises.
  public var warmupSteps = 20
  /// Decay of the moving average of the generator's weights, which are those that sample.
  public var averageDecay = 0.995
  /// Weight of the token likelihood in the joint objective.
  public var likelihoodWeight = 0.5
  /// Scores are clipped to ± this before the exponential.
  public var scoreClip = 4.0
  /// The seed of initial weights, batches and dropout.
  public var seed: UInt64 = 0

  /// The defaults.
  public init() {}

  /// The least number of steps of a network that classes share, for each of them.
  private static let stepsPerClass = 35.0

  /// Steps for a network with this many rows, tokens and classes: at most 60 passes over the rows, which is what keeps small
  /// tables from being memorised; otherwise 500, more on large tables and for many classes.
  public func stepCount(rowCount: Int, tokenCount: Int, classCount: Int = 1) -> Int {
    if let steps { return steps }
    let own = family == .tokens ? batchSize : family.rules.batchSize
    let batches = Double(rowCount) / Double(min(own, rowCount))
    if let epochs { return max(1, Int((epochs * batches).rounded())) }
    if family != .tokens {
      return TableFamily.stepCount(rowCount: rowCount, batchSize: family.rules.batchSize)
    }
    let bySize = 4 * pow(Double(rowCount * tokenCount), 0.37)
    let wanted = max(500, bySize, Self.stepsPerClass * Double(classCount))
    return max(1, Int(min(60 * batches, wanted).rounded()))
  }

  /// From this many tokens on, networks get narrower, as their weights grow with the square of the tokens.
  private static let fullWidthTokenCount = 128

  /// Numbers per embedded token and hidden units per token in a network for this many tokens.
  func widths(tokenCount: Int) -> (embedding: Int, hidden: Int) {
    let scale = min(1, Double(Self.fullWidthTokenCount) / Double(max(tokenCount, 1)))
    func scaled(_ width: Int, least: Int) -> Int {
      max(min(width, least), Int((Double(width) * scale).rounded()))
    }
    return (scaled(embeddingWidth, least: 4), scaled(hiddenWidth, least: 16))
  }

  /// The share of hidden units that a generator drops when it takes this many steps over this many rows.
  func dropout(stepCount: Int, rowCount: Int, isShared: Bool) -> Double {
    let passes = Double(stepCount * min(batchSize, rowCount)) / Double(max(rowCount, 1))
    return isShared && passes > dropoutPassCount ? generatorDropout : 0
  }
}
