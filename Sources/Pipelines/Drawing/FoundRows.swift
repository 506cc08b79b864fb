internal import Foundation

/// The rows found so far.
struct FoundRows {
  private var rowParts: [EncodedTable] = []
  private var tableParts: [Table] = []
  /// By class: rows found, candidates drawn, and those of them that were or could have been kept.
  var accepted: [Int]
  var drawn: [Int]
  private var suitable: [Int]
  /// By requirement, candidates left out for it.
  var rejected: [Int]
  /// Rows that are finished, keys included; they come first.
  private(set) var settledCount = 0
  /// Suitable candidates left out so that the others follow the model.
  var thinned = 0

  init(classCount: Int, requirementCount: Int) {
    accepted = [Int](repeating: 0, count: classCount)
    drawn = accepted
    suitable = accepted
    rejected = [Int](repeating: 0, count: requirementCount)
  }

  /// How many candidates of each class the next round draws: as many as should hold what is lacking, and a few more.
  func asked(for wanted: [Int], _ pilot: Pilot, atMost limit: Int) -> [Int] {
    let asked = wanted.indices.map { label -> Double in
      let lacking = wanted[label] - accepted[label]
      guard lacking > 0 else { return 0 }
      let kept = Double(suitable[label]) + pilot.kept[label]
      let share = (kept + 0.5) / (Double(drawn[label] + pilot.drawn[label]) + 0.5)
      return (Double(lacking) / share * 1.05).rounded(.up) + (share < 1 ? 16 : 0)
    }
    let room = Double(min(RowDrawing.roundSize, limit - drawnCount))
    let scale = min(1, room / max(asked.reduce(0, +), 1))
    return asked.map { $0 > 0 ? max(1, Int($0 * scale)) : 0 }
  }

  /// Takes suitable candidates of classes that lack some.
  mutating func take(
    _ candidates: CandidateRows, wanted: [Int], _ pilot: Pilot, noise: SeededGenerator
  ) {
    var noise = noise
    var taken: [Int] = []
    for (row, label) in candidates.rows.classes.enumerated() {
      let label = Int(label)
      drawn[label] += 1
      // One number per row, whatever becomes of it.
      let chance = Double.random(in: 0..<1, using: &noise)
      if candidates.firstUnmet[row] >= 0 {
        rejected[candidates.firstUnmet[row]] += 1
      } else if chance >= exp(Double(candidates.logWeights[row] - pilot.logCeilings[label])) {
        thinned += 1
      } else {
        suitable[label] += 1
        if accepted[label] < wanted[label] {
          accepted[label] += 1
          taken.append(row)
        }
      }
    }
    if taken.isEmpty { return }
    rowParts.append(candidates.rows.rows(at: taken))
    tableParts.append(candidates.table.rows(at: taken))
  }

  /// The rows as token codes and in the input's spelling.
  var joined: (rows: EncodedTable, table: Table) {
    let tokenCount = rowParts.first?.codes.count ?? 0
    let rows = EncodedTable(
      codes: (0..<tokenCount).map { token in rowParts.flatMap { $0.codes[token] } },
      classes: rowParts.flatMap(\.classes))
    return (rows, Table(joining: tableParts))
  }

  /// Candidates drawn, of all classes.
  var drawnCount: Int { drawn.reduce(0, +) }

  /// Goes on with these rows alone, which are finished.
  mutating func keep(_ rows: EncodedTable, _ table: Table) {
    (rowParts, tableParts) = ([rows], [table])
    settledCount = rows.rowCount
    accepted = rows.classCounts(classCount: accepted.count)
  }
}
