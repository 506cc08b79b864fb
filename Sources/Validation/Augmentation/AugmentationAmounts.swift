/// How many rows of each class an amount of synthetic rows stands for.
///
/// The deficit of a class is what it lacks to be as large as the largest. Where all deficits together are less than a
/// tenth of the rows, the classes count as balanced: amounts are then shares of the rows, each class in its
/// proportion. So it is with the ranges of a numeric label.
public struct AugmentationAmounts: Sendable, Equatable {
  /// The training rows of each class; classes of no rows get none.
  public let classCounts: [Int]
  /// Whether amounts are shares of the rows rather than of the deficit.
  public let isBalanced: Bool
  private let rowLimit: Int

  /// Deficits below this share of the rows make classes balanced.
  private static let balancedShare = 0.1

  /// Amounts for classes of these sizes.
  ///
  /// - Parameters:
  ///   - classCounts: Training rows per class; a single number for a label without classes.
  ///   - rowLimit: No amount has more rows than this; larger ones are scaled down.
  ///   - isNumeric: Whether the classes are ranges of a number, for which there is no deficit.
  public init(classCounts: [Int], rowLimit: Int, isNumeric: Bool = false) {
    self.classCounts = classCounts
    self.rowLimit = rowLimit
    let deficit = Self.deficits(classCounts).reduce(0, +)
    let rows = classCounts.reduce(0, +)
    isBalanced = isNumeric || Double(deficit) < Self.balancedShare * Double(rows)
  }

  /// The rows of each class that a share of the missing rows (or of the training rows) comes to.
  public func rowCounts(share: Double) -> [Int] {
    let whole = isBalanced ? classCounts : Self.deficits(classCounts)
    let total = Double(whole.reduce(0, +)) * share
    let scale = total > Double(rowLimit) ? Double(rowLimit) / total : 1
    return whole.map { Int((Double($0) * share * scale).rounded()) }
  }

  /// The share of an amount that has as many rows of each class, to within a hundredth or a row; nil where there is
  /// none.
  func share(alike counts: [Int]) -> Double? {
    AugmentationArm.amounts.compactMap(\.share).first { share in
      zip(rowCounts(share: share), counts).allSatisfy { abs($0 - $1) <= max(1, $0 / 100) }
    }
  }

  private static func deficits(_ counts: [Int]) -> [Int] {
    let largest = counts.max() ?? 0
    return counts.map { $0 > 0 ? largest - $0 : 0 }
  }
}
