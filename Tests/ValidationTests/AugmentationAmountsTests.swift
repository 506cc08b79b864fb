import Testing
import Validation

/// How many rows an amount stands for.
@Suite struct AugmentationAmountsTests {
  @Test func aDeficitIsWhatAClassLacksToTheLargest() {
    let amounts = AugmentationAmounts(classCounts: [100, 40, 0, 7], rowLimit: 1_000)
    #expect(!amounts.isBalanced)
    #expect(amounts.rowCounts(share: 1) == [0, 60, 0, 93])
    #expect(amounts.rowCounts(share: 0.5) == [0, 30, 0, 47])
    #expect(amounts.rowCounts(share: 0.1) == [0, 6, 0, 9])
  }

  @Test func balancedClassesAndNumbersTakeSharesOfTheRows() {
    let classes = AugmentationAmounts(classCounts: [100, 96, 99], rowLimit: 1_000)
    #expect(classes.isBalanced)
    #expect(classes.rowCounts(share: 0.5) == [50, 48, 50])
    let ranges = AugmentationAmounts(classCounts: [100, 10], rowLimit: 1_000, isNumeric: true)
    #expect(ranges.isBalanced && ranges.rowCounts(share: 1) == [100, 10])
    // A tenth of the rows is missing: no longer balanced.
    #expect(!AugmentationAmounts(classCounts: [100, 80], rowLimit: 1_000).isBalanced)
  }

  @Test func noAmountHasMoreRowsThanTheLimit() {
    let amounts = AugmentationAmounts(classCounts: [1_000, 100, 10], rowLimit: 189)
    #expect(amounts.rowCounts(share: 1).reduce(0, +) == 189)
    #expect(amounts.rowCounts(share: 0.1) == [0, 90, 99])
    #expect(AugmentationAmounts(classCounts: [], rowLimit: 5).rowCounts(share: 1) == [])
  }
}
