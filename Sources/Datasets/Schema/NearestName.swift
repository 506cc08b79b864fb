/// The name most like what was typed, for "did you mean"; nil when none is alike.
///
/// Alike means: equal but for case and blanks, or at most a third of the letters to change (at
/// least one, at most four). Ties go to the earlier name.
public func nearestName(to typed: String, among names: [String]) -> String? {
  let wanted = Array(typed.trimmingBlanks.lowercased().unicodeScalars.prefix(200))
  let limit = min(max(wanted.count / 3, 1), 4)
  var best: (name: String, distance: Int)?
  for name in names {
    let candidate = Array(name.trimmingBlanks.lowercased().unicodeScalars.prefix(200))
    guard abs(candidate.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, candidate)
    if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
  }
  return best?.name
}

/// The fewest insertions, deletions, replacements and swaps of neighbours that turn one text into
/// the other.
/// - Source: the optimal string alignment distance, a restriction of Damerau (1964).
private func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
  var before: [Int] = []
  var last = Array(0...second.count)
  for row in 0..<first.count {
    var current = [row + 1]
    for column in 0..<second.count {
      let isEqual = first[row] == second[column]
      var cost = min(last[column] + (isEqual ? 0 : 1), last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
        cost = min(cost, before[column - 1] + 1)
      }
      current.append(cost)
    }
    before = last
    last = current
  }
  return last[second.count]
}
