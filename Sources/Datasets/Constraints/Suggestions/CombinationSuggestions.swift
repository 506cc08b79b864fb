/// Pairs of columns of which one determines the other, or of which only few combinations occur.
///
/// Of many pairs among the same columns, those that say most are kept, as many as connect the columns.
struct CombinationSuggestions {
  let rules: [ConstraintRule]

  /// Pairs suggested at most.
  private static let most = 12
  /// The largest share of all combinations that may occur where neither column determines the other.
  private static let mostOccurring = 0.6
  /// The least share of rows that would have other combinations if both columns were dealt out independently.
  private static let leastAbsent = 0.1
  /// The largest share of rows whose combination occurs once: about as many unseen ones are to be expected (Good 1953).
  private static let mostSingle = 0.002
  /// Whole numbers with more values than this are amounts rather than codes.
  private static let mostCodes = 50

  private struct Pair {
    var first: Int
    var second: Int
    var isDetermined: Bool
    var absent: Double
  }

  init(_ rows: SuggestionRows, labelIndex: Int?, besides others: Set<Int>) {
    let columns = rows.columns {
      [.categorical, .boolean, .integer].contains($0.kind)
    }.filter { index in
      let column = rows.table.columns[index]
      let count = column.levelCounts.count { $0 > 0 }
      return !others.contains(index) && count >= 2 && count * 5 <= rows.table.rowCount
        && (rows.schema.columns[index].kind != .integer || count <= Self.mostCodes)
    }
    var pairs: [Pair] = []
    for (place, first) in columns.enumerated() {
      for second in columns.dropFirst(place + 1) {
        // What rows do not show in the sample, all rows cannot show either.
        guard Self.pair(first, second, rows.sample, rows.schema, labelIndex, isSample: true) != nil,
          let pair = Self.pair(
            first, second, rows.table, rows.schema, labelIndex, isSample: false)
        else { continue }
        pairs.append(pair)
      }
    }
    rules = Self.connecting(pairs).prefix(Self.most).map { pair in
      .combinations(columns: [pair.first, pair.second].map { rows.schema.columns[$0].name })
    }
  }

  /// The pair if its combinations are a rule in these rows.
  private static func pair(
    _ first: Int, _ second: Int, _ table: Table, _ schema: Schema, _ labelIndex: Int?,
    isSample: Bool
  ) -> Pair? {
    let counts = PairCounts(table, first, second, schema)
    let enough = isSample ? 1 : ConstraintSuggestions.fewestExpectedBreaks
    let isDetermined =
      (counts.isSecondDetermined && counts.expectedMismatches(ofSecond: true) >= enough)
      || (counts.isFirstDetermined && counts.expectedMismatches(ofSecond: false) >= enough)
    let absent = counts.absentShare
    if isDetermined {
      return Pair(first: first, second: second, isDetermined: true, absent: absent)
    }
    let kinds = [schema.columns[first].kind, schema.columns[second].kind]
    guard first != labelIndex, second != labelIndex, !kinds.contains(.integer),
      absent >= leastAbsent || (isSample && absent >= leastAbsent / 2),
      absent * Double(counts.rowCount) >= enough,
      Double(counts.pairs.count) <= Double(counts.possibleCount) * mostOccurring,
      isSample || Double(counts.singleCount) <= Double(counts.rowCount) * mostSingle
    else { return nil }
    return Pair(first: first, second: second, isDetermined: false, absent: absent)
  }

  /// The strongest pairs that connect each group of columns: a spanning tree (Kruskal 1956).
  private static func connecting(_ pairs: [Pair]) -> [Pair] {
    var group: [Int: Int] = [:]
    func root(_ index: Int) -> Int {
      var index = index
      while let next = group[index] { index = next }
      return index
    }
    let ordered = pairs.sorted { left, right in
      if left.isDetermined != right.isDetermined { return left.isDetermined }
      let (one, other) = ((left.absent * 1e3).rounded(), (right.absent * 1e3).rounded())
      return (-one, left.first, left.second) < (-other, right.first, right.second)
    }
    return ordered.filter { pair in
      let (one, other) = (root(pair.first), root(pair.second))
      if one == other { return false }
      group[other] = one
      return true
    }
  }
}
