/// A long sample cut into pieces that fit into memory, each with its share of every class.
///
/// Shares follow what is left of each class, so all pieces together have exactly the counts asked for. The pieces depend on the
/// counts alone.
struct SamplePieces: Sendable {
  /// Rows of a piece; the last one may have fewer.
  static let rowCount = 65_536

  private var left: [Int]
  /// How many pieces were taken.
  private(set) var takenCount = 0

  init(classCounts: [Int]) { left = classCounts }

  /// The class counts of the next piece; nil behind the last.
  mutating func next() -> [Int]? {
    let total = left.reduce(0, +)
    guard total > 0 else { return nil }
    let counts = ClassCounts.shared(min(total, Self.rowCount), by: left)
    for index in left.indices { left[index] -= counts[index] }
    takenCount += 1
    return counts
  }

  /// The seed of a piece: the first has the stage's own, so that a sample of one piece equals a run's.
  static func seed(_ stageSeed: UInt64, piece: Int) -> UInt64 {
    if piece == 0 { return stageSeed }
    var generator = SeededGenerator(seed: stageSeed, stream: "piece \(piece)")
    return generator.next()
  }
}
