internal import Datasets

/// A numeric column with many distinct values: a coarse token (spikes, then equal-mass bins, then missing) and a fine
/// token (equal-mass parts of a bin; level 0 says that there is nothing to add).
///
/// Decoding draws uniformly inside the fine part, through a piecewise-linear quantile function with a knot at every few
/// ranked values: values are interpolated, not copied, and the error of a round trip is at most one fine part.
struct BinEncoder: ColumnEncoder {
  private let spikes: [Double]
  private let spikeSpellings: [String]
  private let missing: WeightedTexts
  private let extremes: Extremes
  /// Upper ends of all bins but the last; bin j holds (cuts[j-1], cuts[j]].
  private let cuts: [Double]
  /// The quantile function inside every bin, at equally spaced ranks.
  private let knots: [[Double]]
  private let fineCount: Int
  let tokens: [TokenDescription]

  /// Nil when too few distinct values remain beside the spikes to cut bins.
  init?(_ summary: NumericSummary, rowCount: Int, configuration: EncodingConfiguration) {
    let frequent = max(configuration.spikeFraction * Double(rowCount), 3)
    let isSpike = summary.counts.map { Double($0) >= frequent }
    var rest: [Double] = []
    for (index, value) in summary.values.enumerated() where !isSpike[index] {
      rest.append(contentsOf: repeatElement(value, count: summary.counts[index]))
    }
    let binCount = configuration.binCount
    guard rest.count >= 2 * binCount else { return nil }
    let chosen = summary.values.indices.filter { isSpike[$0] }
    spikes = chosen.map { summary.values[$0] }
    spikeSpellings = chosen.map { summary.spellings[$0] }
    missing = WeightedTexts(summary.missing)
    extremes = Extremes(summary)
    let fineCount = configuration.fineCount
    self.fineCount = fineCount
    let cuts = Self.cuts(rest, binCount: binCount)
    self.cuts = cuts
    let members = Self.members(rest, cuts: cuts)
    knots = members.map { Self.knots($0, configuration) }
    let middles = spikes + members.map { $0[$0.count / 2] }
    var coarse = OrderFeatures.of(levels: middles, among: summary.values, counts: summary.counts)
    if !summary.missing.isEmpty { coarse.append([0, 0, 0, 0]) }
    let fine = [[0, 0, 0, 0]] + (0..<fineCount).map { Self.fineFeatures($0, of: fineCount) }
    tokens = [
      TokenDescription(size: coarse.count, features: coarse),
      TokenDescription(size: fine.count, features: fine),
    ]
  }

  private static func fineFeatures(_ index: Int, of count: Int) -> [Float] {
    let place = -1.5 + 3 * Float(index) / Float(max(count - 1, 1))
    return [place, place * place - 0.75, 1, 1]
  }

  /// Distinct values at the ranks 1/binCount, 2/binCount, …
  private static func cuts(_ sorted: [Double], binCount: Int) -> [Double] {
    var cuts: [Double] = []
    for bin in 1..<binCount {
      let rank = (Double(bin) / Double(binCount) * Double(sorted.count - 1)).rounded()
      let cut = sorted[Int(rank)]
      if cuts.last != cut { cuts.append(cut) }
    }
    return cuts
  }

  private static func members(_ sorted: [Double], cuts: [Double]) -> [[Double]] {
    var members: [[Double]] = []
    var start = 0
    for cut in cuts {
      let end = sorted.upperBound(cut)
      members.append(end > start ? Array(sorted[start..<end]) : [cut])
      start = end
    }
    members.append(start < sorted.count ? Array(sorted[start...]) : [cuts.last ?? sorted[0]])
    return members
  }

  private static func knots(_ members: [Double], _ configuration: EncodingConfiguration) -> [Double]
  {
    let wanted = members.count / configuration.knotSpacing + 1
    let count = max(2, min(wanted, configuration.maximumKnots))
    return (0..<count).map { knot in
      let place = Double(knot) / Double(count - 1) * Double(members.count - 1)
      let low = Int(place)
      let high = min(low + 1, members.count - 1)
      return members[low] + (place - Double(low)) * (members[high] - members[low])
    }
  }

  var isConsistent: Bool {
    let coarse = spikes.count + knots.count + (missing.isEmpty ? 0 : 1)
    return spikes.count == spikeSpellings.count && knots.count == cuts.count + 1
      && knots.allSatisfy { $0.count >= 2 } && missing.isConsistent
      && (1...10_000).contains(fineCount) && tokens.map(\.size) == [coarse, fineCount + 1]
  }

  func encode(_ column: Column, numbers: (String) -> Double?) -> [[Int32]] {
    let gone = Int32(tokens[0].size - 1)
    let pairs = column.levels.map { text -> (Int32, Int32) in
      guard let number = numbers(text) else { return (gone, 0) }
      let spike = spikes.lowerBound(number)
      if spike < spikes.count, spikes[spike] == number { return (Int32(spike), 0) }
      let bin = cuts.lowerBound(number)
      let rank = rank(of: number, in: knots[bin])
      let fine = min(Int(rank * Double(fineCount)), fineCount - 1)
      return (Int32(spikes.count + bin), Int32(1 + fine))
    }
    return [column.codes.map { pairs[Int($0)].0 }, column.codes.map { pairs[Int($0)].1 }]
  }

  /// Where a number stands between a bin's first knot (0) and its last (1); the middle of a run of equal knots.
  private func rank(of number: Double, in knots: [Double]) -> Double {
    func place(_ index: Int) -> Double {
      if index <= 0 { return 0 }
      if index >= knots.count { return 1 }
      let gap = knots[index] - knots[index - 1]
      let part = gap > 0 ? (number - knots[index - 1]) / gap : 0
      return (Double(index - 1) + part) / Double(knots.count - 1)
    }
    return min(max((place(knots.lowerBound(number)) + place(knots.upperBound(number))) / 2, 0), 1)
  }

  var numberRange: ClosedRange<Double>? { extremes.range }

  func knownCells(schema: ColumnSchema) -> [KnownCell?] {
    let bins = knots.map { knots -> KnownCell? in
      // A number is rounded when it is spelled, which may carry it out of its bin.
      guard let lowest = knots.first, let highest = knots.last else { return nil }
      let reach = schema.spellingStep + max(abs(lowest), abs(highest)) * 1e-9
      return .number((lowest - reach)...(highest + reach))
    }
    return spikeSpellings.map { .text($0) } + bins
      + (missing.isEmpty ? [] : [.anyText(missing.texts)])
  }

  func decode(_ codes: [[Int32]], schema: ColumnSchema, context: DecodingContext) -> Column {
    let fineSize = tokens[1].size
    let buckets = zip(codes[0], codes[1]).map { Int($0) * fineSize + Int($1) }
    let uniforms = context.noise.uniforms(
      inside: buckets, bucketCount: tokens[0].size * fineSize)
    var numbers = zip(buckets, uniforms).map { bucket, uniform in
      number(coarse: bucket / fineSize, fine: bucket % fineSize, uniform)
    }
    if context.calibratesExtremes { extremes.reach(&numbers, rows: context.rows) }
    let cells = numbers.indices.map { row -> String in
      if numbers[row].isNaN { return missing.texts[missing.index(uniforms[row])] }
      let coarse = Int(codes[0][row])
      if coarse < spikes.count && numbers[row] == spikes[coarse] { return spikeSpellings[coarse] }
      return schema.text(numbers[row])
    }
    return Column(name: schema.name, cells: cells)
  }

  /// nan where missing.
  private func number(coarse: Int, fine: Int, _ uniform: Double) -> Double {
    if coarse < spikes.count { return spikes[coarse] }
    if coarse >= spikes.count + knots.count { return .nan }
    let rank = fine > 0 ? (Double(fine - 1) + uniform) / Double(fineCount) : uniform
    let knots = knots[coarse - spikes.count]
    let place = rank * Double(knots.count - 1)
    let low = min(Int(place), knots.count - 2)
    return knots[low] + (place - Double(low)) * (knots[low + 1] - knots[low])
  }
}

extension ColumnSchema {
  /// The distance between two numbers that the column spells side by side.
  fileprivate var spellingStep: Double {
    if let temporalFormat { return temporalFormat.resolution }
    guard let numberFormat, numberFormat.decimals <= 15 else { return 0 }
    return (0..<numberFormat.decimals).reduce(1) { step, _ in step / 10 }
  }
}
