internal import CXGBoost

/// What a boosted forest learns, and how large it gets.
public struct BoostingParameters: Codable, Sendable, Equatable {
  /// The kind of label.
  public enum Objective: Codable, Sendable, Equatable {
    /// Labels 0 and 1; predicts the probability of 1.
    case binary
    /// Labels 0, 1, …; predicts one probability per class.
    case classes(Int)
    /// Any number; predicts it by squared error.
    case number
  }

  /// What the labels are.
  public var objective: Objective
  /// The number of boosting rounds; each adds one tree (one per class for `.classes`).
  public var rounds: Int
  /// The largest depth of a tree.
  public var depth: Int
  /// How much of each tree's correction is applied, above 0 and at most 1.
  public var learningRate: Double
  /// What each tree sees of the rows and columns; nil for all of them.
  public var randomness: Randomness?
  /// Numbers are cut into at most this many bins; nil for XGBoost's own 256.
  public var binCount: Int?

  /// A share of rows and columns, drawn anew for every tree.
  public struct Randomness: Codable, Sendable, Equatable {
    /// The share of rows, above 0 and at most 1.
    public var rowShare: Double
    /// The share of columns, above 0 and at most 1.
    public var columnShare: Double
    /// The seed of the draws.
    public var seed: UInt32

    /// Shares and a seed.
    public init(rowShare: Double, columnShare: Double, seed: UInt32) {
      self.rowShare = rowShare
      self.columnShare = columnShare
      self.seed = seed
    }
  }

  /// Parameters of a forest.
  public init(objective: Objective, rounds: Int, depth: Int, learningRate: Double) {
    self.objective = objective
    self.rounds = rounds
    self.depth = depth
    self.learningRate = learningRate
  }
}

/// Gradient-boosted trees by XGBoost: the only place of the package that calls it.
///
/// Histogram method, one thread: a single-threaded booster gives the same trees however many run side by side, and
/// OpenMP threads that spin while another program works would cost more than they bring. Several boosters may
/// run at once, each on a thread of a `ThreadTeam`. XGBoost's own messages are silenced.
///
/// The prediction starts from the label's mean for `.binary` and `.number`, as XGBoost does by itself from version 3.1.
/// - Source: Chen, Guestrin (2016), "XGBoost: a scalable tree boosting system", doi:10.1145/2939672.2939785;
///   XGBoost 1.7, C API.
public enum GradientBoosting {
  /// Trains on labelled rows and predicts others.
  ///
  /// - Parameters:
  ///   - features: `[rows, features]`.
  ///   - labels: One per row.
  ///   - weights: How much each row counts, above 0; nil for all alike.
  ///   - rows: `[predicted rows, features]`.
  ///   - parameters: What to learn.
  /// - Returns: One number per predicted row; for `.classes(k)` k numbers, row-major.
  /// - Throws: `ValidationError.boostingFailed` when XGBoost reports an error.
  public static func predictions(
    training features: FeatureMatrix, labels: [Float], weights: [Float]? = nil,
    predicting rows: FeatureMatrix, parameters: BoostingParameters
  ) throws -> [Float] {
    _ = XGBSetGlobalConfig("{\"verbosity\": 0}")
    let training = try DataMatrix(features, labels: labels, weights: weights)
    let booster = try Booster(training)
    for (name, value) in settings(parameters, mean: mean(labels, weights)) {
      try booster.set(name, value)
    }
    for round in 0..<parameters.rounds { try booster.update(round, training) }
    return try booster.predict(DataMatrix(rows, labels: nil, weights: nil))
  }

  private static func mean(_ labels: [Float], _ weights: [Float]?) -> Double {
    guard let weights else {
      return labels.reduce(0.0) { $0 + Double($1) } / Double(max(labels.count, 1))
    }
    let total = weights.reduce(0.0) { $0 + Double($1) }
    let sum = zip(labels, weights).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    return total > 0 ? sum / total : 0
  }

  /// XGBoost's names for the parameters.
  private static func settings(
    _ parameters: BoostingParameters, mean: Double
  ) -> [(String, String)] {
    var common = [
      ("verbosity", "0"), ("nthread", "1"), ("tree_method", "hist"),
      ("max_depth", "\(parameters.depth)"), ("learning_rate", "\(parameters.learningRate)"),
    ]
    if let bins = parameters.binCount { common.append(("max_bin", "\(bins)")) }
    if let randomness = parameters.randomness {
      common += [
        ("subsample", "\(randomness.rowShare)"), ("colsample_bytree", "\(randomness.columnShare)"),
        ("seed", "\(randomness.seed)"),
      ]
    }
    switch parameters.objective {
    case .binary:
      let start = max(1e-6, min(1 - 1e-6, mean))
      return common + [("objective", "binary:logistic"), ("base_score", "\(Float(start))")]
    case .classes(let count):
      return common + [("objective", "multi:softprob"), ("num_class", "\(count)")]
    case .number:
      return common + [("objective", "reg:squarederror"), ("base_score", "\(Float(mean))")]
    }
  }
}

/// Turns XGBoost's status into an error that carries its text.
private func check(_ status: Int32, _ call: String) throws {
  guard status != 0 else { return }
  let text = XGBGetLastError().map { String(cString: $0) } ?? "unknown"
  let firstLine = text.split(separator: "\n").first.map(String.init) ?? text
  throw ValidationError.boostingFailed(call: call, text: firstLine)
}

/// Owns an XGBoost data matrix.
private final class DataMatrix {
  let handle: DMatrixHandle?
  let rowCount: Int

  init(_ features: FeatureMatrix, labels: [Float]?, weights: [Float]?) throws {
    var created: DMatrixHandle?
    try check(
      XGDMatrixCreateFromMat_omp(
        features.values, UInt64(features.rowCount), UInt64(features.featureCount), .nan, &created,
        1),
      "XGDMatrixCreateFromMat_omp")
    handle = created
    rowCount = features.rowCount
    for (name, numbers) in [("label", labels), ("weight", weights)] {
      guard let numbers else { continue }
      try check(
        XGDMatrixSetFloatInfo(created, name, numbers, UInt64(numbers.count)),
        "XGDMatrixSetFloatInfo(\(name))")
    }
  }

  deinit { XGDMatrixFree(handle) }
}

/// Owns an XGBoost booster.
private final class Booster {
  private let handle: BoosterHandle?

  init(_ training: DataMatrix) throws {
    var created: BoosterHandle?
    var matrices: [DMatrixHandle?] = [training.handle]
    try check(XGBoosterCreate(&matrices, 1, &created), "XGBoosterCreate")
    handle = created
  }

  deinit { XGBoosterFree(handle) }

  func set(_ name: String, _ value: String) throws {
    try check(XGBoosterSetParam(handle, name, value), "XGBoosterSetParam(\(name))")
  }

  func update(_ round: Int, _ training: DataMatrix) throws {
    try check(
      XGBoosterUpdateOneIter(handle, Int32(round), training.handle), "XGBoosterUpdateOneIter")
  }

  func predict(_ rows: DataMatrix) throws -> [Float] {
    let configuration = """
      {"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false}
      """
    var shape: UnsafePointer<UInt64>?
    var dimensionCount: UInt64 = 0
    var result: UnsafePointer<Float>?
    try check(
      XGBoosterPredictFromDMatrix(
        handle, rows.handle, configuration, &shape, &dimensionCount, &result),
      "XGBoosterPredictFromDMatrix")
    guard let shape, let result else { return [] }
    let count = (0..<Int(dimensionCount)).reduce(1) { $0 * Int(shape[$1]) }
    return Array(UnsafeBufferPointer(start: result, count: count))
  }
}
