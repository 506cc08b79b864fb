import Pipelines
import Testing

@Suite("Hold-out split")
struct SplitTests {
  /// Strata of the given sizes, one after the other.
  private func strata(_ sizes: [Int]) -> [Int32] {
    sizes.enumerated().flatMap { [Int32](repeating: Int32($0), count: $1) }
  }

  private func heldOut(_ split: Split, _ strata: [Int32], _ stratum: Int32) -> Int {
    split.holdout.count { strata[$0] == stratum }
  }

  @Test("Every row is on exactly one side")
  func partition() {
    let strata = strata([300, 41, 7, 3])
    let split = Split(strata: strata, configuration: SplitConfiguration(), seed: 1)
    #expect((split.training + split.holdout).sorted() == Array(0..<351))
    #expect(split.training == split.training.sorted())
    #expect(split.holdout == split.holdout.sorted())
  }

  @Test("Classes give their share; five rows give one, fewer give none")
  func shares() {
    let strata = strata([1000, 200, 5, 4, 1])
    let split = Split(strata: strata, configuration: SplitConfiguration(), seed: 2)
    #expect((99...101).contains(heldOut(split, strata, 0)))
    #expect((19...21).contains(heldOut(split, strata, 1)))
    #expect(heldOut(split, strata, 2) == 1)
    #expect(heldOut(split, strata, 3) == 0)
    #expect(heldOut(split, strata, 4) == 0)
  }

  @Test("At most ten thousand rows are held out")
  func cap() {
    let strata = strata([150_000, 50_000])
    let split = Split(strata: strata, configuration: SplitConfiguration(), seed: 3)
    #expect(split.holdout.count == 10_000)
    #expect(heldOut(split, strata, 1) == 2_500)
  }

  @Test("Pinned rows are never held out")
  func pinned() {
    let strata = strata([200, 50])
    for seed in UInt64(0)..<20 {
      let split = Split(
        strata: strata, pinned: [0, 7, 249], configuration: SplitConfiguration(), seed: seed)
      #expect(Set(split.training).isSuperset(of: [0, 7, 249]))
      #expect(split.holdout.count >= 20)
    }
  }

  @Test("The seed decides, and nothing else")
  func seeds() {
    let strata = strata([500, 100])
    let configuration = SplitConfiguration()
    let split = Split(strata: strata, configuration: configuration, seed: 4)
    #expect(split == Split(strata: strata, configuration: configuration, seed: 4))
    #expect(split != Split(strata: strata, configuration: configuration, seed: 5))
  }

  @Test("Little data or no share leave the hold-out empty", arguments: [[1, 1, 1, 1], [4, 4]])
  func nothingToHoldOut(sizes: [Int]) {
    let split = Split(strata: strata(sizes), configuration: SplitConfiguration(), seed: 6)
    #expect(split.holdout.isEmpty)
    #expect(split.training.count == sizes.reduce(0, +))
  }

  @Test("A numeric label with many values is cut into ranges of equally many rows")
  func numericLabel() {
    let column = Column(name: "price", cells: (0..<1000).map { String(($0 * 37) % 500) } + ["NA"])
    let table = Table(columns: [column])
    let schema = Schema.infer(table)
    let strata = Split.strata(
      table, schema: schema, labelIndex: 0, configuration: SplitConfiguration())
    #expect(Set(strata) == Set(0...10))
    for range in Int32(0)..<10 { #expect(strata.count { $0 == range } == 100) }
    #expect(strata.last == 10)
  }

  @Test("Row counts are shared out exactly, by largest remainders")
  func largestRemainders() {
    #expect(ClassCounts.shared(10, by: [1, 1, 1]) == [4, 3, 3])
    #expect(ClassCounts.shared(7, by: [0, 5, 2]) == [0, 5, 2])
    #expect(ClassCounts.shared(5, by: [0, 0]) == [0, 0])
    #expect(ClassCounts.shared(100_000_000, by: [4_000_000_000, 1]).reduce(0, +) == 100_000_000)
  }

  @Test("Balanced classes leave out rows without a label")
  func balanced() {
    let counts = ClassCounts.sampled(
      90, trainingCounts: [700, 20, 0, 5], isBalanced: true, isReal: { $0 != 3 })
    #expect(counts == [45, 45, 0, 0])
  }
}
