internal import Glibc
public import Parallel

/// What is known of rows before they are drawn.
public struct KnownTokens: Sendable {
  /// The logarithm of how well each candidate fits what no level tells, up to a constant; given the row of every candidate and
  /// `codes[token][candidate]` of the tokens so far.
  public typealias Judge = @Sendable (_ rows: [Int], _ codes: [[Int32]]) -> [Float]

  /// The number of rows.
  public let rowCount: Int
  /// For every token the level of each row, -1 where it is open; nil where it is open in all rows.
  public let codes: [[Int32]?]
  /// What judges candidates once a token is drawn.
  public let judges: [Int: [Judge]]

  /// Known levels of rows.
  public init(rowCount: Int, codes: [[Int32]?], judges: [Int: [Judge]] = [:]) {
    (self.rowCount, self.codes, self.judges) = (rowCount, codes, judges)
  }
}

extension TokenSampler {
  /// Candidates for rows of which some levels are known: `count` for every row, one after another, with their weights; the same
  /// for every number of threads.
  ///
  /// Open tokens are drawn in order, known ones are set. A candidate's weight is
  ///
  ///     w = Π_t P(the known level of token t | the candidate's earlier tokens, class)
  ///
  /// so one candidate drawn in proportion to w is, with many candidates, a draw from the network given what is known; the mean of w
  /// is the probability of what is known. Where the weights of a row's candidates have drifted far apart, the candidates
  /// are drawn anew from themselves in proportion to w, and all go on with the mean.
  /// - Source: Rubin (1987), sampling importance resampling, J. Am. Stat. Assoc. 82, 543–546; on the way as in Gordon, Salmond and
  ///   Smith (1993), DOI 10.1049/ip-f-2.1993.0015, where few candidates count, after Liu and Chen (1995).
  public func candidates(
    _ count: Int, of known: KnownTokens, label: Int32, noise: Philox, team: ThreadTeam
  ) -> LimitedRows {
    let rowsPerPiece = max(1, Self.pieceSize / count)
    let pieceCount = (known.rowCount + rowsPerPiece - 1) / rowsPerPiece
    let pieces = team.map(pieceCount) { piece in
      let start = piece * rowsPerPiece
      let rows = start..<min(start + rowsPerPiece, known.rowCount)
      return candidates(count, of: known, rows, label, noise: noise.split(UInt64(piece)))
    }
    return LimitedRows(
      codes: layout.sizes.indices.map { token in pieces.flatMap { $0.codes[token] } },
      logWeights: pieces.flatMap(\.logWeights))
  }

  private func candidates(
    _ count: Int, of known: KnownTokens, _ rows: Range<Int>, _ label: Int32, noise: Philox
  ) -> LimitedRows {
    let rowOfCandidate = rows.flatMap { repeatElement($0, count: count) }
    let total = rowOfCandidate.count
    let classes = [Int32](repeating: label, count: total)
    let strata = isStratified ? Strata(count: total) : nil
    var codes: [Int32] = []
    codes.reserveCapacity(total * layout.tokenCount)
    var weights = CandidateWeights(groupSize: count, count: total)
    func columns() -> [[Int32]] {
      (0..<codes.count / total).map { Array(codes[$0 * total..<($0 + 1) * total]) }
    }
    for token in 0..<layout.tokenCount {
      let logits = logits(token, classes, codes)
      let bias = self.weights.headBias.pointer + layout.offsets[token]
      let own = noise.split(UInt64(token))
      var levels = [Int32](repeating: -1, count: total)
      if let all = known.codes[token] { levels = rowOfCandidate.map { all[$0] } }
      let isOpen = levels.contains { $0 < 0 }
      if levels.contains(where: { $0 >= 0 }) {
        weights.weigh(logits.pointer, bias, levels, layout.sizes[token])
      }
      if isOpen {
        let drawn = invert(logits, bias, total, own, strata)
        for candidate in levels.indices where levels[candidate] < 0 {
          levels[candidate] = drawn[candidate]
        }
      }
      codes += levels
      for judge in known.judges[token] ?? [] { weights.add(judge(rowOfCandidate, columns())) }
      if token < layout.tokenCount - 1, let kept = weights.resampled(noise: own.split(3)) {
        for start in stride(from: 0, to: codes.count, by: total) {
          let before = Array(codes[start..<start + total])
          for candidate in 0..<total { codes[start + candidate] = before[kept[candidate]] }
        }
      }
    }
    return LimitedRows(codes: columns(), logWeights: weights.logarithms)
  }
}

/// The weights of candidates, `groupSize` of one row after another.
struct CandidateWeights {
  let groupSize: Int
  private(set) var logarithms: [Float]

  init(groupSize: Int, count: Int) {
    self.groupSize = groupSize
    logarithms = [Float](repeating: 0, count: count)
  }

  /// No probability counts for less.
  private static let lowest = logf(.leastNormalMagnitude)

  /// Adds the log-probability of every candidate's known level; -1 is open.
  ///
  /// - Shapes: `logits` is `[levels, candidates]`, before the bias.
  mutating func weigh(
    _ logits: UnsafePointer<Float>, _ bias: UnsafePointer<Float>, _ known: [Int32], _ size: Int
  ) {
    let count = known.count
    var top = [Float](repeating: -.greatestFiniteMagnitude, count: count)
    for level in 0..<size {
      for row in 0..<count { top[row] = max(top[row], logits[level * count + row] + bias[level]) }
    }
    var sum = [Float](repeating: 0, count: count)
    for level in 0..<size {
      for row in 0..<count {
        sum[row] += expf(logits[level * count + row] + bias[level] - top[row])
      }
    }
    for row in 0..<count where known[row] >= 0 {
      let level = Int(known[row])
      let own = logits[level * count + row] + bias[level] - top[row] - logf(sum[row])
      logarithms[row] += max(own, Self.lowest)
    }
  }

  /// Adds logarithms of further weights.
  mutating func add(_ further: [Float]) {
    for row in logarithms.indices { logarithms[row] += max(further[row], Self.lowest) }
  }

  /// For every candidate the one that takes its place, where the weights of some row count for less than half of its candidates.
  ///
  /// Candidates that were drawn anew have equal weights, the mean of those before.
  mutating func resampled(noise: Philox) -> [Int]? {
    guard groupSize > 1 else { return nil }
    let groupCount = logarithms.count / groupSize
    var kept: [Int]?
    var uniform: [Float] = []
    for group in 0..<groupCount {
      let range = group * groupSize..<(group + 1) * groupSize
      let top = logarithms[range].max() ?? 0
      let weights = range.map { Double(expf(logarithms[$0] - top)) }
      let (sum, squares) = weights.reduce((0, 0)) { ($0.0 + $1, $0.1 + $1 * $1) }
      guard sum * sum < squares * Double(groupSize) / 2 else { continue }
      if kept == nil {
        kept = Array(logarithms.indices)
        uniform = noise.uniform(count: groupCount)
      }
      // Systematic: one number per row, and equal steps from it.
      var (reached, source) = (weights[0], 0)
      for place in 0..<groupSize {
        let wanted = (Double(place) + Double(uniform[group])) / Double(groupSize) * sum
        while reached < wanted, source < groupSize - 1 {
          source += 1
          reached += weights[source]
        }
        kept?[range.lowerBound + place] = range.lowerBound + source
      }
      let mean = top + Float(log(sum / Double(groupSize)))
      for candidate in range { logarithms[candidate] = mean }
    }
    return kept
  }
}
