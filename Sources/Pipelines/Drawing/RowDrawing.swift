/// How rows are shared out to classes when not every drawn row can be kept.
enum ClassSpreading: Sendable {
  /// Every class as many as are wanted of it.
  case asWanted
  /// In proportion to the class's rows and to the share of its rows that satisfy everything.
  case byShare
  /// Equally many of every class of which rows satisfy everything.
  case equally

  /// Under a condition the model tells how many rows of a class there are, unless these are named.
  init(hasCondition: Bool, isBalanced: Bool, hasAmounts: Bool) {
    self = !hasCondition || hasAmounts ? .asWanted : isBalanced ? .equally : .byShare
  }

  /// Rows learned from, by class; those of rows without a label are none where classes are equal.
  func weights(_ counts: [Int], isReal: (Int) -> Bool) -> [Int] {
    guard case .equally = self else { return counts }
    return counts.indices.map { isReal($0) ? counts[$0] : 0 }
  }
}

/// Draws rows that satisfy requirements, until there are as many as wanted or enough has been tried.
///
/// A condition guides the draw: classes and levels of which no row can satisfy it are not drawn at all. The rows that come
/// of it follow the model given the limits only after they are thinned: a row with weight w (see `TokenLimits`) is
/// kept with probability min(1, w / c), where c is the 99th percentile of a class's weights in a first draw. Above c
/// rows are as frequent as at c, so at most the heaviest hundredth is a little rarer than the model says. What levels
/// cannot tell (the place in a bin, sums of columns) is then checked in the decoded rows, and requirements reject.
///
/// Every round has seeds of its own, so the result depends on the seed alone, not on threads.
struct RowDrawing {
  let model: TableModel
  let encoder: TableEncoder
  let requirements: [any RowRequirement]
  /// Guides the draw; one of the requirements checks it.
  let condition: Expression?
  /// Wanted rows by class, as they are without requirements.
  let counts: [Int]
  /// Rows learned from, by class; those of rows without a label are 0 where `spreading` is `equally`.
  let classWeights: [Int]
  let spreading: ClassSpreading
  let isStratified: Bool
  let seed: UInt64
  let threadCount: Int
  let listener: @Sendable (PipelineEvent) -> Void

  /// Candidates tried for every wanted row, and at least; then what was found is all there is.
  static let candidatesPerRow = 200
  static let fewestCandidates = 20_000
  /// Candidates of one round, which bounds memory.
  static let roundSize = 131_072

  /// The rows that satisfy everything, classes in random order.
  func draw() -> DrawnRows {
    let total = counts.reduce(0, +)
    let limit = max(Self.fewestCandidates, Self.candidatesPerRow * total)
    let permitted = permittedLevels()
    let pilot = condition == nil ? Pilot(classCount: counts.count) : pilot(permitted, limit: limit)
    let wanted = wanted(pilot)
    let reachable = wanted.indices.map { permitted[$0] == nil ? 0 : wanted[$0] }
    note(pilot, permitted)
    var found = FoundRows(classCount: counts.count, requirementCount: requirements.count)
    var round: UInt64 = 0
    var attempt = 0
    while true {
      while found.drawnCount < limit {
        let asked = found.asked(for: reachable, pilot, atMost: limit)
        if asked.allSatisfy({ $0 == 0 }) { break }
        round += 1
        let candidates = candidates(asked, permitted, round: round)
        found.take(candidates, wanted: reachable, pilot, noise: generator("kept \(round)"))
      }
      let made = finished(found, attempt: attempt)
      attempt += 1
      let met = requirements.isMet(made.table)
      let kept = met.indices.filter { met[$0] }
      if kept.count == met.count || found.drawnCount >= limit {
        return DrawnRows(
          encoded: made.rows.rows(at: kept), table: made.table.rows(at: kept),
          record: record(found, kept.count, pilot))
      }
      // New keys broke a requirement in some rows: others are sought in their place.
      found.keep(made.rows.rows(at: kept), made.table.rows(at: kept))
    }
  }

  /// By class what may be drawn; classes of which nothing may are not in it.
  private func permittedLevels() -> [Int: [[Bool]?]] {
    var permitted: [Int: [[Bool]?]] = [:]
    for label in counts.indices where counts[label] > 0 || classWeights[label] > 0 {
      guard let condition else {
        permitted[label] = [[Bool]?](repeating: nil, count: encoder.tokens.count)
        continue
      }
      permitted[label] = encoder.permittedLevels(of: label, under: condition)
    }
    return permitted
  }

  /// Rows of each class to be found, as far as a first draw knows of any.
  private func wanted(_ pilot: Pilot) -> [Int] {
    let total = counts.reduce(0, +)
    switch spreading {
    case .asWanted: return counts
    case .byShare:
      let scale = 1e9 / Double(max(classWeights.reduce(0, +), 1))
      return ClassCounts.shared(
        total,
        by: classWeights.indices.map {
          Int((Double(classWeights[$0]) * pilot.shares[$0] * scale).rounded(.up))
        })
    case .equally:
      return ClassCounts.shared(
        total, by: classWeights.indices.map { classWeights[$0] > 0 && pilot.shares[$0] > 0 ? 1 : 0 }
      )
    }
  }

  /// Draws candidates, sets right what can be, and finds what they do not satisfy.
  func candidates(_ asked: [Int], _ permitted: [Int: [[Bool]?]], round: UInt64) -> CandidateRows {
    let possible = asked.indices.map { permitted[$0] == nil ? 0 : asked[$0] }
    var seeds = generator("round \(round)")
    let drawn = model.sample(
      classCounts: possible, permitted: permitted, seed: seeds.next(), isStratified: isStratified,
      threadCount: threadCount)
    let decoded = encoder.decode(
      drawn.rows, seed: seeds.next(), calibratesExtremes: false, threadCount: threadCount)
    let table = requirements.reduce(decoded) { $1.mended($0, keeping: []) }
    return CandidateRows(
      rows: drawn.rows, table: table, logWeights: drawn.logWeights,
      firstUnmet: requirements.firstUnmet(table))
  }

  /// The rows found in random order, with keys that differ from each other; those that were finished before keep theirs.
  private func finished(
    _ found: FoundRows, attempt: Int
  ) -> (rows: EncodedTable, table: Table) {
    let (rows, table) = found.joined
    if rows.rowCount == 0 { return (rows, table) }
    var order = Array(rows.classes.indices)
    var generator = generator(attempt == 0 ? "order" : "order \(attempt)")
    order.shuffle(using: &generator)
    let renewed = encoder.renewingKeys(table.rows(at: order), seed: generator.next()) { _ in
      order.map { $0 < found.settledCount }
    }
    return (rows.rows(at: order), renewed)
  }

  private func record(_ found: FoundRows, _ made: Int, _ pilot: Pilot) -> DrawingRecord {
    DrawingRecord(
      condition: condition?.text, wantedRowCount: counts.reduce(0, +), madeRowCount: made,
      drawnRowCount: found.drawnCount + pilot.drawn.reduce(0, +),
      rejections: zip(requirements, found.rejected).map {
        DrawingRecord.Rejection(requirement: $0.name, rowCount: $1)
      }, thinnedRowCount: found.thinned,
      estimatedShare: condition == nil ? nil : pilot.share(classWeights))
  }

  func generator(_ purpose: String) -> SeededGenerator {
    SeededGenerator(seed: seed, stream: purpose)
  }
}

/// Candidates of one round.
struct CandidateRows {
  var rows: EncodedTable
  var table: Table
  var logWeights: [Float]
  /// The first requirement that each row does not satisfy; -1 where it satisfies all.
  var firstUnmet: [Int]
}

/// Rows that satisfy every requirement, and what it took to find them.
struct DrawnRows: Sendable {
  var encoded: EncodedTable
  var table: Table
  var record: DrawingRecord
}
