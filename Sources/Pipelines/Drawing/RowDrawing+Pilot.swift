internal import Foundation

/// What a first draw tells of each class.
struct Pilot {
  /// The share of the model's rows that satisfy everything.
  var shares: [Double]
  /// The logarithm of the weight from which on every row is kept.
  var logCeilings: [Float]
  /// Candidates drawn, and those that would be kept.
  var drawn: [Int]
  var kept: [Double]

  /// Without a first draw: every row is taken for suitable.
  init(classCount: Int) {
    shares = [Double](repeating: 1, count: classCount)
    logCeilings = [Float](repeating: 0, count: classCount)
    drawn = [Int](repeating: 0, count: classCount)
    kept = [Double](repeating: 0, count: classCount)
  }

  /// The share of all rows, classes by their weights.
  func share(_ classWeights: [Int]) -> Double {
    let sum = zip(classWeights, shares).reduce(0) { $0 + Double($1.0) * $1.1 }
    return sum / Double(max(classWeights.reduce(0, +), 1))
  }
}

extension RowDrawing {
  /// Rows of a first draw, and what must be found in it; it grows until enough is.
  private static let pilotSize = 8_192
  private static let enoughFound = 100
  private static let classPilot = 64...2_048

  /// Draws rows of every class that is wanted, to learn how many satisfy the condition: at first a few thousand, and four
  /// times as many in every further round while hardly any do.
  func pilot(_ permitted: [Int: [[Bool]?]], limit: Int) -> Pilot {
    let possible = permitted.keys.sorted()
    var sums = Sums(classCount: counts.count)
    var perClass = Self.pilotSize / max(possible.count, 1)
    perClass = min(max(perClass, Self.classPilot.lowerBound), Self.classPilot.upperBound)
    var round: UInt64 = 0
    while !possible.isEmpty {
      round += 1
      var asked = [Int](repeating: 0, count: counts.count)
      for label in possible { asked[label] = perClass }
      sums.add(candidates(asked, permitted, round: round | 1 << 32))
      perClass = min(perClass * 4, Self.roundSize / possible.count)
      let next = sums.total + perClass * possible.count
      // A class is given up only when all that may be tried holds no row of any.
      if sums.found >= Self.enoughFound || next > (sums.found == 0 ? limit : limit / 4) { break }
    }
    return sums.pilot
  }

  /// Says how much of what is drawn can be kept.
  func note(_ pilot: Pilot, _ permitted: [Int: [[Bool]?]]) {
    guard condition != nil else { return }
    let share = pilot.share(classWeights)
    let drawn = pilot.drawn.reduce(0, +)
    var note =
      share > 0
      ? "\(share.inWords) of the model's rows satisfy the condition"
      : "no row of a first draw of \(drawn.grouped) satisfies the condition"
    if share > 0 {
      note += "; of those drawn for it, \((pilot.kept.reduce(0, +) / Double(drawn)).inWords)"
    }
    let impossible = counts.indices.filter { counts[$0] > 0 && permitted[$0] == nil }
    if !impossible.isEmpty, impossible.count < counts.count {
      let names = impossible.prefix(5).map { "'\(encoder.classNames[$0].shown())'" }
      note +=
        "; no rows of the class" + (impossible.count == 1 ? " " : "es ")
        + names.joined(separator: ", ")
        + (impossible.count > 5 ? " and \(impossible.count - 5) more" : "") + " can"
    }
    listener(.noted(note))
  }

  /// What candidates add up to, by class.
  private struct Sums {
    var drawn: [Int]
    /// Sums of weights of the rows that satisfy everything, and these weights' logarithms.
    var suitable: [Double]
    var logWeights: [[Float]]

    init(classCount: Int) {
      drawn = [Int](repeating: 0, count: classCount)
      suitable = [Double](repeating: 0, count: classCount)
      logWeights = [[Float]](repeating: [], count: classCount)
    }

    var total: Int { drawn.reduce(0, +) }
    var found: Int { logWeights.reduce(0) { $0 + $1.count } }

    mutating func add(_ candidates: CandidateRows) {
      for (row, label) in candidates.rows.classes.enumerated() {
        drawn[Int(label)] += 1
        guard candidates.firstUnmet[row] < 0 else { continue }
        suitable[Int(label)] += exp(Double(candidates.logWeights[row]))
        logWeights[Int(label)].append(candidates.logWeights[row])
      }
    }

    /// The share of suitable rows is the mean over all candidates of the weight of those that are suitable.
    var pilot: Pilot {
      var pilot = Pilot(classCount: drawn.count)
      pilot.drawn = drawn
      for label in drawn.indices {
        pilot.shares[label] = drawn[label] > 0 ? min(1, suitable[label] / Double(drawn[label])) : 0
        let sorted = logWeights[label].sorted()
        let ceiling = sorted.isEmpty ? 0 : sorted[min(sorted.count * 99 / 100, sorted.count - 1)]
        pilot.logCeilings[label] = ceiling
        pilot.kept[label] = sorted.reduce(0) { $0 + min(1, exp(Double($1 - ceiling))) }
      }
      return pilot
    }
  }
}
