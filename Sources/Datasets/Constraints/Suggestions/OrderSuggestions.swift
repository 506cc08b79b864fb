/// Columns of which one is never above the other, though their ranges overlap: `pickup <= dropoff`.
struct OrderSuggestions {
  let rules: [ConstraintRule]

  /// The least share of rows that would break the order if both columns were dealt out independently.
  private static let leastOverlap = 0.05

  init(_ rows: SuggestionRows, besides sums: SumSuggestions) {
    let columns = rows.columns { $0.isNumeric && $0.kind != .constant }
    let sampled = columns.map { rows.sample.numbers($0, rows.schema.columns[$0]) }
    var edges = Set<Edge>()
    for low in columns.indices {
      for high in columns.indices where low != high {
        let (first, second) = (
          rows.schema.columns[columns[low]], rows.schema.columns[columns[high]]
        )
        guard first.kind == second.kind, OrderKind(first) == OrderKind(second),
          Self.holds(sampled[low], sampled[high]),
          let overlap = Self.overlap(sampled[low], sampled[high]), overlap >= Self.leastOverlap
        else { continue }
        edges.insert(Edge(low: columns[low], high: columns[high], overlap: overlap))
      }
    }
    edges = Self.verified(edges, rows)
    rules = Self.direct(edges).filter { !sums.implies(low: $0.low, high: $0.high) }
      .sorted { ($0.low, $0.high) < ($1.low, $1.high) }
      .map { .compare(order: "\(rows.name($0.low)) <= \(rows.name($0.high))") }
  }

  private struct Edge: Hashable {
    var low: Int
    var high: Int
    var overlap: Double
  }

  private static func holds(_ low: [Double], _ high: [Double]) -> Bool {
    // Not a number on one side breaks nothing.
    !zip(low, high).contains { $0 > $1 }
  }

  /// The share of rows that break the order when one column is turned against the other; nil where little is known.
  private static func overlap(_ low: [Double], _ high: [Double]) -> Double? {
    let count = low.count
    var (broken, known) = (0, 0)
    for shift in [count / 2, count / 3, count / 5] {
      for row in 0..<count {
        let other = high[(row + shift) % count]
        if low[row].isNaN || other.isNaN { continue }
        known += 1
        if low[row] > other { broken += 1 }
      }
    }
    return known > 0 ? Double(broken) / Double(known) : nil
  }

  /// Those that hold in every row, and in enough rows to be more than a coincidence; one of two equal columns comes first.
  private static func verified(_ edges: Set<Edge>, _ rows: SuggestionRows) -> Set<Edge> {
    var numbers: [Int: [Double]] = [:]
    func all(_ index: Int) -> [Double] {
      if let known = numbers[index] { return known }
      numbers[index] = rows.table.numbers(index, rows.schema.columns[index])
      return numbers[index] ?? []
    }
    return edges.filter { edge in
      let (low, high) = (all(edge.low), all(edge.high))
      guard holds(low, high) else { return false }
      let known = zip(low, high).count { !$0.isNaN && !$1.isNaN }
      if Double(known) * edge.overlap < ConstraintSuggestions.fewestExpectedBreaks { return false }
      return edge.low < edge.high || zip(low, high).contains { $0 < $1 }
    }
  }

  /// Without those that follow from two others.
  private static func direct(_ edges: Set<Edge>) -> [Edge] {
    var above: [Int: Set<Int>] = [:]
    for edge in edges { above[edge.low, default: []].insert(edge.high) }
    return edges.filter { edge in
      !(above[edge.low] ?? []).contains { middle in
        middle != edge.high && above[middle]?.contains(edge.high) ?? false
      }
    }
  }
}
