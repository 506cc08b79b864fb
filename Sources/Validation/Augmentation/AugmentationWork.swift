/// How many rounds, and how many real rows, the time allows.
///
/// Work is counted as (rows + 2,000) · trees · features over all models, the 2,000 standing for what a tree costs
/// whatever its rows. Rounds are cut first, down to 12, and the learning rate raised in return: with as many rows as
/// there are, forests stay comparable. Only then are rows cut, as synthetic rows know the real rows that are left
/// out.
struct AugmentationWork {
  private let configuration: ValidationConfiguration
  private let isNumeric: Bool
  private let treesPerRound: Int
  private let featureCount: Int

  private static let smallestRounds = 12
  private static let smallestRowCount = 1_000
  private static let rowsPerTree = 2_000

  init(_ configuration: ValidationConfiguration, label: LabelTask, featureCount: Int) {
    self.configuration = configuration
    isNumeric = label.classes == nil
    treesPerRound = (label.classes?.count ?? 1) > 2 ? label.classes?.count ?? 1 : 1
    self.featureCount = max(featureCount, 1)
  }

  /// The rounds, and the real rows to train on.
  ///
  /// `whole` are the rows of each class that the whole synthetic table adds.
  func fit(_ classCounts: [Int], whole: [Int]) -> (rounds: Int, rowCount: Int) {
    let rows = classCounts.reduce(0, +)
    let perRound = work(classCounts, whole: whole)
    let affordable = Double(configuration.augmentationWorkLimit) / max(perRound, 1)
    let most = max(1, configuration.augmentationRounds)
    let fewest = min(Self.smallestRounds, most)
    if affordable >= Double(fewest) { return (min(most, Int(affordable)), rows) }
    let share = affordable / Double(fewest)
    return (fewest, min(rows, max(Self.smallestRowCount, Int(Double(rows) * share))))
  }

  /// The work of one round of all models.
  private func work(_ classCounts: [Int], whole: [Int]) -> Double {
    let rows = classCounts.reduce(0, +)
    let limit = configuration.augmentationRowLimit
    let amounts = AugmentationAmounts(
      classCounts: classCounts, rowLimit: limit, isNumeric: isNumeric)
    var added = AugmentationArm.amounts.compactMap(\.share).map {
      amounts.rowCounts(share: $0).reduce(0, +)
    }
    added += [0, -rows / 2]
    if amounts.share(alike: whole) == nil { added.append(whole.reduce(0, +)) }
    if !amounts.isBalanced { added += [0, amounts.rowCounts(share: 1).reduce(0, +)] }
    let perSeed = added.reduce(0) { $0 + $1 + rows + Self.rowsPerTree }
    return Double(perSeed) * Double(max(1, configuration.augmentationSeedCount))
      * Double(treesPerRound) * Double(featureCount)
  }

  /// 0.3 with all rounds; more with fewer, at most 0.5.
  static func learningRate(rounds: Int, _ configuration: ValidationConfiguration) -> Double {
    min(0.5, 0.3 * Double(max(1, configuration.augmentationRounds)) / Double(max(rounds, 1)))
  }
}
