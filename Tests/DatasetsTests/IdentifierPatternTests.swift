import Datasets
import TestSupport
import Testing

@Suite struct IdentifierPatternTests {
  private func generate(_ keys: [String], _ count: Int, seed: UInt64 = 1) -> [String] {
    var generator = SeededGenerator(seed: seed)
    return IdentifierPattern(column: Column(name: "id", cells: keys)).generate(
      count: count, using: &generator)
  }

  private func expectFresh(_ made: [String], _ keys: [String], _ count: Int) {
    #expect(made.count == count)
    #expect(Set(made).count == count)
    #expect(Set(made).isDisjoint(with: keys))
  }

  @Test func `row numbers are counted on`() {
    #expect(generate((1...50).map(String.init), 3) == ["51", "52", "53"])
    #expect(generate((0..<50).reversed().map(String.init), 2) == ["50", "51"])
  }

  @Test func `other whole numbers come from the unused ones of their range`() {
    let keys = (0..<1_000).map { String(15_000_000 + $0 * 20) }
    let made = generate(keys, 2_000)
    expectFresh(made, keys, 2_000)
    #expect(made.allSatisfy { (15_000_000...15_030_000).contains(Int($0) ?? 0) })
  }

  @Test func `keys keep their shape`() {
    let keys = (0..<200).map { "\(1_000 + $0 * 7)-V\($0 % 2 == 0 ? "HV" : "GD")EG" }
    let made = generate(keys, 500)
    expectFresh(made, keys, 500)
    #expect(made.allSatisfy { $0.wholeMatch(of: /[0-9]{4}-V[GH][DV]EG/) != nil })
  }

  @Test func `leading zeros stay`() {
    let keys = (0..<300).map { "0" + String(1_001 + $0 * 2) }
    let made = generate(keys, 300)
    expectFresh(made, keys, 300)
    #expect(made.allSatisfy { $0.count == 5 && $0.hasPrefix("0") })
  }

  @Test func `a shape without room is widened until there is`() {
    let keys = (0...9).map { "k\($0)" }
    let made = generate(keys, 5_000)
    expectFresh(made, keys, 5_000)
    expectFresh(generate(["§"], 50), ["§"], 50)
    expectFresh(generate([], 5), [], 5)
    expectFresh(generate(["7"], 100), ["7"], 100)
  }

  @Test func `names are put together from the words of several`() {
    let first = ["Anna", "Bert", "Carla", "Dora", "Emil", "Fritz", "Gerd", "Hanna"]
    let last = ["Adler", "Berg", "Conrad", "Dorn", "Eichel", "Falk", "Graf", "Huber"]
    let keys = zip(first, last).map { "\($1), Dr. \($0)" }
    let made = generate(keys, 40)
    expectFresh(made, keys, 40)
    #expect(made.allSatisfy { $0.wholeMatch(of: /[A-Z][a-z]+, Dr\. [A-Z][a-z]+/) != nil })
    // More than there are combinations: still new, still ending.
    expectFresh(generate(keys, 500), keys, 500)
  }

  @Test func `the same seed gives the same keys`() {
    let keys = (0..<100).map { "AB\($0 * 37)" }
    #expect(generate(keys, 50, seed: 4) == generate(keys, 50, seed: 4))
    #expect(generate(keys, 50, seed: 4) != generate(keys, 50, seed: 5))
  }

  @Test func `no key becomes a spreadsheet formula`() {
    let keys =
      ["a=1", "b=2", "c-d e f", "=x y z".dropFirst().description]
      + (0..<60).map { "x\($0) = -\($0)" }
    #expect(generate(keys, 500).allSatisfy { !["=", "+", "-", "@"].contains($0.prefix(1)) })
  }

  @Test func `markers are no keys`() {
    let column = Column(name: "id", cells: ["?", "10", "20", "40", "?"])
    var generator = SeededGenerator(seed: 2)
    let made = IdentifierPattern(column: column, missingMarkers: ["?"]).generate(
      count: 4, using: &generator)
    #expect(made.allSatisfy { Int($0) != nil })
  }
}
