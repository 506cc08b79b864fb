/// One metric of the report, with what a reader needs to judge it.
public struct MetricEntry: Codable, Sendable, Equatable {
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
  /// What real hold-out rows reach in place of the synthetic ones; nil where it was not measured.
  public var noiseFloor: Double?
  /// About how far below 1 a table of as many synthetic rows would score by chance alone, were it drawn from the very
  /// distribution of the real rows; nil where it was not measured.
  public var chanceError: Double?

  init(
    _ metric: any Metric, _ score: Score, noiseFloor: Score? = nil, chanceScale: Double? = nil
  ) {
    if let floor = noiseFloor?.value, let chanceScale { chanceError = (1 - floor) * chanceScale }
    name = metric.name
    topic = metric.topic
    meaning = metric.meaning
    range = metric.range
    goal = metric.goal
    self.score = score
    self.noiseFloor = noiseFloor?.value
  }
}

/// A metric's score in some part of the tables.
public struct NamedScore: Codable, Sendable, Equatable {
  /// The metric's stable key.
  public var name: String
  /// The number, or why there is none.
  public var score: Score
  /// What real hold-out rows reach in place of the synthetic ones; nil where it was not measured.
  public var noiseFloor: Double?
}

/// How well one column's distribution is met.
public struct ColumnEntry: Codable, Sendable, Equatable {
  /// The name in the header.
  public var name: String
  /// The kind in the schema.
  public var kind: String
  /// `KSComplement` or `TVComplement`; 1 is the same.
  public var shape: Score
  /// The hold-out's own shape against the training rows.
  public var noiseFloor: Double?
  /// The share of missing cells in the training rows.
  public var missingReal: Double
  /// The share of missing cells in the synthetic rows.
  public var missingSynthetic: Double
  /// Further metrics of the column, those that have a meaning for its kind.
  public var metrics: [NamedScore] = []
}

/// How well the dependence of two columns is met.
public struct PairEntry: Codable, Sendable, Equatable {
  /// The column that comes first in the table.
  public var first: String
  /// The other column.
  public var second: String
  /// `CorrelationSimilarity` or `ContingencySimilarity`; 1 is the same.
  public var trend: Score
  /// The hold-out's own trend against the training rows.
  public var noiseFloor: Double?
}

/// One class of the label.
public struct ClassEntry: Codable, Sendable, Equatable {
  /// The label's text.
  public var name: String
  /// Training rows of this class.
  public var realCount: Int
  /// Synthetic rows of this class.
  public var syntheticCount: Int
  /// Column shapes within the class, label left out.
  public var shape: Score
  /// Real-or-synthetic area within the class, against hold-out rows.
  public var detection: Score
  /// The share of the class's synthetic rows that copy a training row.
  public var copies: Score
  /// F1 of the class after training on real rows, on synthetic rows, and on both; nil where not measured.
  public var f1: PerSource
  /// Recall of the class after training on real rows, on synthetic rows, and on both; nil where not measured.
  public var recall: PerSource
  /// The metrics that stand by themselves, within the class.
  public var metrics: [NamedScore] = []

  /// One number for each source of training rows.
  public struct PerSource: Codable, Sendable, Equatable {
    /// Trained on real rows.
    public var real: Double?
    /// Trained on synthetic rows.
    public var synthetic: Double?
    /// Trained on both.
    public var both: Double?
  }
}

/// Whether the synthetic rows can train a model.
public struct UtilityEntry: Codable, Sendable, Equatable {
  /// The label's name.
  public var label: String
  /// The names of the classes, nil for a numeric label.
  public var classes: [String]?
  /// Real hold-out rows that the models were tested on.
  public var testRowCount: Int
  /// The number of boosting rounds of each model.
  public var rounds: Int
  /// The learning rate of each model.
  public var learningRate: Double
  /// Training on real rows.
  public var real: UtilityResult
  /// Training on synthetic rows.
  public var synthetic: UtilityResult
  /// Training on real and synthetic rows together.
  public var both: UtilityResult
  /// By how much a score may differ by the choice of test rows alone (one standard error); nil with a numeric label.
  public var standardError: Double?
  /// The classes that the area and the macro F1 of every source leave out, as too few hold-out rows are of them.
  public var leftOutClasses: [LeftOutClass]
}

/// Whether training rows were memorised.
public struct PrivacyEntry: Codable, Sendable, Equatable {
  /// The share of synthetic rows that equal a training row.
  public var copies: Score
  /// The share of hold-out rows that equal a training row; where class shares were changed on purpose, with classes
  /// weighed as among the synthetic rows.
  public var holdoutCopies: Score
  /// The share of training rows that equal another training row; weighed likewise.
  public var trainingRepeats: Score
  /// The share of synthetic rows that equal a hold-out row which no training row equals.
  public var unseenMatches: Score
  /// The share of synthetic rows that would equal a training row by chance.
  ///
  /// That is, if rows learned from were met as often as unseen real rows are. Not applicable where too few synthetic rows
  /// equal an unseen one.
  public var copiesByChance: Score
  /// The standard error of `copiesByChance`.
  public var copiesByChanceStandardError: Double?
  /// The share of synthetic rows nearer to a training than to a hold-out row; one half is ideal.
  public var closest: Score
  /// The standard error of `closest` by chance.
  public var closestStandardError: Double?
  /// How far rows are from their nearest real rows; nil where that cannot be measured.
  public var distances: DistanceProfile?

  /// The share of copies that real rows show: the larger of the hold-out's and the training rows' own.
  public var realRepeats: Double { max(holdoutCopies.value ?? 0, trainingRepeats.value ?? 0) }

  /// The share of copies that is no sign of memorising: what real rows show or chance gives, whichever is more.
  public var copiesFloor: Double { max(realRepeats, copiesByChance.value ?? 0) }
}

/// Seconds spent in one part of the validation.
public struct Timing: Codable, Sendable, Equatable {
  /// The part.
  public var name: String
  /// Wall-clock seconds.
  public var seconds: Double
}

/// How many rows were compared.
public struct RowCounts: Codable, Sendable, Equatable {
  /// Training rows.
  public var training: Int
  /// Hold-out rows.
  public var holdout: Int
  /// Synthetic rows.
  public var synthetic: Int
  /// Training rows behind shape and trend: fewer where only some classes were made.
  public var trainingInFidelity: Int
  /// Synthetic rows behind shape, trend and detection: fewer where class shares were matched.
  public var syntheticInFidelity: Int
  /// Rows of each side behind the detection against the hold-out.
  public var detectionHoldout: Int
  /// Rows of each side behind the detection against training rows.
  public var detectionTraining: Int
  /// Synthetic rows behind the closest record share.
  public var closest: Int
}
