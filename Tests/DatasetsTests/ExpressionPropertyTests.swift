import Datasets
import Testing

/// Random expressions over random tables, against an evaluation that takes one cell after another.
@Suite struct ExpressionPropertyTests {
  /// Deterministic numbers (Steele, Lea and Flood 2014, SplitMix64).
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let schema = Schema(columns: [
    ColumnSchema(name: "n", kind: .integer, missingMarkers: [""], numberFormat: NumberFormat()),
    ColumnSchema(name: "m", kind: .integer, missingMarkers: [""], numberFormat: NumberFormat()),
    ColumnSchema(name: "c", kind: .categorical, missingMarkers: [""]),
  ])

  /// An expression with what it says of one row, worked out cell by cell.
  private typealias Case = (text: String, holds: (_ n: Int?, _ m: Int?, _ c: String?) -> Bool)

  private static func random(depth: Int, _ dice: inout Dice) -> Case {
    if depth > 0, Bool.random(using: &dice) {
      let (left, right) = (random(depth: depth - 1, &dice), random(depth: depth - 1, &dice))
      switch Int.random(in: 0..<3, using: &dice) {
      case 0:
        return (
          "(\(left.text) and \(right.text))", { left.holds($0, $1, $2) && right.holds($0, $1, $2) }
        )
      case 1:
        return (
          "(\(left.text) or \(right.text))", { left.holds($0, $1, $2) || right.holds($0, $1, $2) }
        )
      default: return ("(not \(left.text))", { !left.holds($0, $1, $2) })
      }
    }
    let k = Int.random(in: -3...3, using: &dice)
    switch Int.random(in: 0..<8, using: &dice) {
    case 0: return ("n < \(k)", { n, _, _ in n.map { $0 < k } ?? false })
    case 1: return ("m <> \(k)", { _, m, _ in m.map { $0 != k } ?? false })
    case 2: return ("n between \(k) and 2", { n, _, _ in n.map { k <= $0 && $0 <= 2 } ?? false })
    case 3: return ("n + m >= \(k)", { n, m, _ in if let n, let m { n + m >= k } else { false } })
    case 4: return ("n not in (\(k), 1)", { n, _, _ in n.map { $0 != k && $0 != 1 } ?? false })
    case 5: return ("c <> 'x'", { _, _, c in c.map { $0 != "x" } ?? false })
    case 6: return ("c is missing", { _, _, c in c == nil })
    default: return ("n * \(k) = m", { n, m, _ in if let n, let m { n * k == m } else { false } })
    }
  }

  @Test(arguments: UInt64(1)...60)
  func `evaluation per level equals evaluation per row`(_ seed: UInt64) throws {
    var dice = Dice(state: seed)
    // Few rows have more levels than rows in some tables, and fewer in others.
    let count = [1, 3, 200][Int(seed % 3)]
    let numbers: [(Int?, Int?, String?)] = (0..<count).map { _ in
      func number() -> Int? {
        Bool.random(using: &dice) || Bool.random(using: &dice)
          ? Int.random(in: -4...4, using: &dice) : nil
      }
      return (number(), number(), ["x", "y", nil].randomElement(using: &dice) ?? nil)
    }
    let full = Table(columns: [
      Column(name: "n", cells: numbers.map { $0.0.map(String.init) ?? "" }),
      Column(name: "m", cells: numbers.map { $0.1.map(String.init) ?? "" }),
      Column(name: "c", cells: numbers.map { $0.2 ?? "" }),
    ])
    let some = (0..<count).filter { _ in Bool.random(using: &dice) }
    for _ in 0..<20 {
      let (text, holds) = Self.random(depth: 4, &dice)
      let expression = try Expression(text, schema: Self.schema)
      let expected = numbers.map { holds($0.0, $0.1, $0.2) }
      #expect(expression.isMet(full) == expected, "seed \(seed): \(text)")
      #expect(
        expression.isMet(full.rows(at: some)) == some.map { expected[$0] }, "seed \(seed): \(text)")
      for row in some.prefix(5) where expected[row] {
        let cells: [Int: KnownCell] = [
          0: numbers[row].0.map { .number(Double($0 - 1)...Double($0 + 1)) } ?? .text(""),
          2: .text(numbers[row].2 ?? ""),
        ]
        #expect(expression.mayHold(cells), "seed \(seed): \(text) in row \(row)")
      }
    }
  }

  @Test func `a million rows are judged at once`() throws {
    let cells = 1_000_000
    let table = Table(columns: [
      Column(
        name: "n", levels: (0..<5_000).map(String.init),
        codes: (0..<cells).map { Int32($0 % 5_000) }),
      Column(
        name: "m", levels: (0..<90).map(String.init), codes: (0..<cells).map { Int32($0 % 90) }),
      Column(name: "c", levels: ["x", "y"], codes: (0..<cells).map { Int32($0 % 2) }),
    ])
    let expression = try Expression(
      "n < 4000 and m between 20 and 40 or c = 'x'", schema: Self.schema)
    let met = expression.isMet(table)
    #expect(met.count == cells && met.count { $0 } > 500_000)
  }
}
