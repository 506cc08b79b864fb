extension CategoryPicture {
  /// At most this many levels are shown by themselves.
  static let levelLimit = 9

  /// Counts two columns of shared codes.
  init(real: MetricTable.Column, synthetic: MetricTable.Column) {
    let realCounts = TVComplement.counts(real.codes ?? [], levelCount: real.levels.count)
    let syntheticCounts = TVComplement.counts(
      synthetic.codes ?? [], levelCount: real.levels.count)
    let missingCode = real.missingCode.map(Int.init)
    let used = realCounts.indices.filter {
      $0 != missingCode && (realCounts[$0] > 0 || syntheticCounts[$0] > 0)
    }
    let order = used.sorted {
      (-realCounts[$0], -syntheticCounts[$0], $0) < (-realCounts[$1], -syntheticCounts[$1], $1)
    }
    // One level alone needs no name for "others".
    let shown = order.count == Self.levelLimit + 1 ? order[...] : order.prefix(Self.levelLimit)
    levels = shown.map {
      Level(text: real.levels[$0].cut, real: realCounts[$0], synthetic: syntheticCounts[$0])
    }
    let rest = order.dropFirst(shown.count)
    otherLevelCount = rest.count
    others = Level(
      text: "other", real: rest.reduce(0) { $0 + realCounts[$1] },
      synthetic: rest.reduce(0) { $0 + syntheticCounts[$1] })
    missing = Level(
      text: "missing", real: missingCode.map { realCounts[$0] } ?? 0,
      synthetic: missingCode.map { syntheticCounts[$0] } ?? 0)
    realRowCount = realCounts.reduce(0, +)
    syntheticRowCount = syntheticCounts.reduce(0, +)
  }
}
