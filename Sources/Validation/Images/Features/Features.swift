/// Vectors of one length, one per image: a classifier's features, or its class probabilities.
public struct Features: Sendable, Equatable {
  /// The number of images.
  public let count: Int
  /// The length of each vector.
  public let dimension: Int
  /// `[count, dimension]`, the vector of the first image first.
  public let values: [Float]

  /// Vectors one after another.
  /// - Precondition: `values` has `count` × `dimension` elements.
  public init(count: Int, dimension: Int, values: [Float]) {
    precondition(
      count >= 0 && dimension >= 0 && values.count == count * dimension,
      "\(values.count) values are not \(count) vectors of \(dimension)")
    self.count = count
    self.dimension = dimension
    self.values = values
  }

  /// The vector of one image.
  public subscript(row: Int) -> ArraySlice<Float> {
    values[row * dimension..<(row + 1) * dimension]
  }

  /// The vectors of these images, in this order.
  public func rows(at indices: [Int]) -> Features {
    var chosen: [Float] = []
    chosen.reserveCapacity(indices.count * dimension)
    for index in indices { chosen += self[index] }
    return Features(count: indices.count, dimension: dimension, values: chosen)
  }

  /// Whether no element is infinite or not a number.
  public var isFinite: Bool {
    // A sum of differences of an element with itself is 0, or not a number as soon as one of them is no finite number.
    var sum: Float = 0
    for value in values { sum += value - value }
    return sum == 0
  }

  /// For each vector the position of its largest element, the first one of equals; 0 where there is none.
  public var largestPositions: [Int32] {
    (0..<count).map { row in
      var best = row * dimension
      for index in row * dimension..<(row + 1) * dimension where values[index] > values[best] {
        best = index
      }
      return Int32(best - row * dimension)
    }
  }

  /// Why these vectors and others cannot be compared, or nil.
  func obstacle(to other: Features) -> String? {
    if dimension == 0 || dimension != other.dimension {
      return "the features have \(dimension) and \(other.dimension) dimensions"
    }
    return isFinite && other.isFinite ? nil : "a feature is not finite"
  }
}

/// A score that was measured several times.
public struct SpreadScore: Sendable, Equatable {
  /// The mean, or why there is none.
  public var score: Score
  /// The standard deviation of the repetitions, divided by their number as NumPy does; nil where there was only one.
  public var standardDeviation: Double?

  /// A score without repetitions.
  public init(_ score: Score) {
    self.score = score
  }

  /// The mean and the deviation of repetitions.
  public init(repetitions: [Double], whenEmpty reason: String) {
    score = Score.mean(repetitions.map { Score($0) }, whenEmpty: reason)
    guard let mean = score.value, repetitions.count > 1 else { return }
    let squares = repetitions.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(repetitions.count)).squareRoot()
    standardDeviation = deviation.isFinite ? deviation : nil
  }
}
