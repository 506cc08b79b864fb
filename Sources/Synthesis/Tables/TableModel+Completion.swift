public import Encoding
internal import Engine
internal import Glibc
internal import Parallel

extension TableModel {
  /// Candidates in memory at a time, those of all classes together.
  private static let chunkSize = 262_144
  /// Where the class is open, the fewest candidates of each class.
  private static let fewestPerClass = 4

  /// Completes rows: one row for each, in their order, whose given cells have their levels and whose other tokens are drawn given
  /// them; the same rows for every number of threads.
  ///
  /// One of several candidates is drawn by their weights (see `TokenSampler.candidates`). Where a row's class is open, the candidates are
  /// of all classes, and a weight counts by the class's share of the rows learned from, after Bayes.
  ///
  /// `classCounts` are the rows learned from. Every row has `candidateCount` candidates; where its class is open these are shared out to
  /// the classes, some to each.
  public func complete(
    _ rows: PartialRows, encoder: TableEncoder, classCounts: [Int], candidateCount: Int,
    seed: UInt64, isStratified: Bool = true, threadCount: Int
  ) -> EncodedTable {
    let known = encoder.known(rows)
    let needed = known.needsCandidates ? candidateCount : 1
    let shares = shares(classCounts, candidateCount: needed, isStratified)
    let chunk = max(1, Self.chunkSize / max(1, shares.reduce(0) { $0 + $1.count }))
    let team = ThreadTeam(threadCount: threadCount)
    let noise = Philox(key: seed, stream: 4)
    var result = EncodedTable(
      codes: [[Int32]](repeating: [], count: encoder.tokens.count), classes: [])
    for (place, start) in stride(from: 0, to: rows.rowCount, by: chunk).enumerated() {
      let indices = Array(start..<min(start + chunk, rows.rowCount))
      let part = Part(
        rows: rows.rows(at: indices), known: known.rows(at: indices), encoder: encoder)
      let own = noise.split(UInt64(place))
      var choice = CandidateChoice(rowCount: indices.count, noise: own.split(1 << 32))
      for share in shares { draw(share, needed, part, noise: own, team, &choice) }
      result = result.appending(choice.rows(tokenCount: encoder.tokens.count))
    }
    return result
  }

  /// A class, the sampler of its network, its share of the rows and how many candidates it gets where the class is open.
  private struct ClassShare {
    var label: Int
    var sampler: TokenSampler
    var share: Double
    var count: Int
  }

  /// Rows that are completed together.
  private struct Part {
    var rows: PartialRows
    var known: KnownCodes
    var encoder: TableEncoder
  }

  private func shares(
    _ classCounts: [Int], candidateCount: Int, _ isStratified: Bool
  ) -> [ClassShare] {
    let total = Double(max(classCounts.reduce(0, +), 1))
    let fewest = candidateCount == 1 ? 1 : Self.fewestPerClass
    return zip(networks, plan.networks).flatMap { network, planned -> [ClassShare] in
      let sampler = TokenSampler(
        network.layout, weights: network.samplingWeights(), isStratified: isStratified)
      return planned.classes.filter { classCounts[$0] > 0 }.map { label in
        let share = Double(classCounts[label]) / total
        let count = Int((share * Double(candidateCount)).rounded())
        return ClassShare(
          label: label, sampler: sampler, share: share, count: max(count, fewest))
      }
    }
  }

  /// Draws a class's candidates for the rows that are of it, and for those whose class is open.
  private func draw(
    _ share: ClassShare, _ candidateCount: Int, _ part: Part, noise: Philox, _ team: ThreadTeam,
    _ choice: inout CandidateChoice
  ) {
    let label = Int32(share.label)
    for (wanted, count) in [(label, candidateCount), (-1, share.count)] {
      let places = part.known.classes.indices.filter { part.known.classes[$0] == wanted }
      guard !places.isEmpty else { continue }
      let (own, encoder) = (part.rows.rows(at: places), part.encoder)
      let known = part.known.rows(at: places)
      let judges = known.links.mapValues { columns in
        columns.map { column -> KnownTokens.Judge in
          { rows, codes in
            encoder.linkWeights(of: column, in: own, rows: rows, label: label, codes: codes)
          }
        }
      }
      let drawn = share.sampler.candidates(
        count, of: KnownTokens(rowCount: places.count, codes: known.codes, judges: judges),
        label: label, noise: noise.split(UInt64(share.label) << 1 | (wanted < 0 ? 1 : 0)),
        team: team)
      choice.consider(
        drawn, of: places, count: count, label: label,
        logShare: log(share.share / Double(count)))
    }
  }
}

/// Chooses one candidate for every row, by weight, as candidates come class by class.
private struct CandidateChoice {
  private var logTotals: [Double]
  private var chosen: [[Int32]]
  private var classes: [Int32]
  private var noise: Philox

  init(rowCount: Int, noise: Philox) {
    logTotals = [Double](repeating: -.infinity, count: rowCount)
    chosen = [[Int32]](repeating: [], count: rowCount)
    classes = [Int32](repeating: 0, count: rowCount)
    self.noise = noise
  }

  /// Takes up `count` candidates of each of these rows: a later one takes the place of what was chosen before with the probability
  /// of its weight among all weights so far.
  mutating func consider(
    _ drawn: LimitedRows, of rows: [Int], count: Int, label: Int32, logShare: Double
  ) {
    for (place, row) in rows.enumerated() {
      var best: Int?
      for candidate in place * count..<(place + 1) * count {
        let weight = Double(drawn.logWeights[candidate]) + logShare
        let top = max(logTotals[row], weight)
        let total = top + log(exp(logTotals[row] - top) + exp(weight - top))
        if Double.random(in: 0..<1, using: &noise) < exp(weight - total) { best = candidate }
        logTotals[row] = total
      }
      guard let best else { continue }
      chosen[row] = drawn.codes.map { $0[best] }
      classes[row] = label
    }
  }

  func rows(tokenCount: Int) -> EncodedTable {
    EncodedTable(
      codes: (0..<tokenCount).map { token in chosen.map { $0[token] } }, classes: classes)
  }
}
