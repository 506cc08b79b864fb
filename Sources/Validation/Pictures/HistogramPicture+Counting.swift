internal import Datasets

extension HistogramPicture {
  /// So many values, evenly spread over the rows, choose the bins.
  private static let sampleLimit = 20_000
  /// A single value with at least this share of the values is a spike, unless the column has few values.
  private static let spikeShare = 0.5
  /// A column with at most so many values needs no spikes.
  private static let fewValues = 12

  /// Counts two columns of numbers, NaN where missing; nil where the real one cannot be cut into bins.
  init?(real: [Double], synthetic: [Double], schema: ColumnSchema) {
    let outlook = Outlook(real, limit: Self.sampleLimit)
    guard let extremes = outlook.extremes else { return nil }
    let spike = Self.spike(outlook.sample)
    let sample = outlook.sample.filter { $0 != spike }
    let bulk = sample.isEmpty ? outlook.sample : sample
    let reach = spike.flatMap { Outlook(real, without: $0).extremes } ?? extremes
    guard
      let grid = HistogramGrid(
        sample: bulk, extremes: reach, step: schema.step, isTemporal: schema.kind == .temporal)
    else { return nil }
    start = grid.start
    width = grid.width
    let (realSide, realSpike) = Self.count(real, grid, spike)
    let (syntheticSide, syntheticSpike) = Self.count(synthetic, grid, spike)
    self.real = realSide
    self.synthetic = syntheticSide
    spikes =
      spike.map {
        [Spike(text: schema.text($0).cut, real: realSpike, synthetic: syntheticSpike)]
      } ?? []
    ticks = schema.kind == .temporal ? Self.ticks(grid, schema) : []
  }

  /// The value that at least half of an ascending sample has.
  private static func spike(_ sample: [Double]) -> Double? {
    var distinct = 0
    var longest = (value: 0.0, count: 0)
    var run = 0
    for (index, value) in sample.enumerated() {
      run = index > 0 && sample[index - 1] == value ? run + 1 : 1
      if run == 1 { distinct += 1 }
      if run > longest.count { longest = (value, run) }
    }
    guard distinct > fewValues, Double(longest.count) >= spikeShare * Double(sample.count) else {
      return nil
    }
    return longest.value
  }

  private static func count(
    _ values: [Double], _ grid: HistogramGrid, _ spike: Double?
  ) -> (Side, spikeCount: Int) {
    var side = Side(
      present: 0, below: 0, counts: [Int](repeating: 0, count: grid.count), above: 0)
    var spikeCount = 0
    let binCount = Double(grid.count)
    for value in values where !value.isNaN {
      side.present += 1
      let place = (value - grid.start) / grid.width
      if value == spike {
        spikeCount += 1
      } else if place < 0 {
        side.below += 1
      } else if place >= binCount {
        side.above += 1
      } else {
        side.counts[Int(place)] += 1
      }
    }
    return (side, spikeCount)
  }

  /// Both ends and the middle.
  private static func ticks(_ grid: HistogramGrid, _ schema: ColumnSchema) -> [Tick] {
    let end = grid.start + Double(grid.count) * grid.width
    let half = (schema.step ?? 0) / 2
    let places =
      grid.count == 1
      ? [grid.start + grid.width / 2] : [grid.start + half, (grid.start + end) / 2, end - half]
    return places.map { Tick(value: $0, text: schema.text($0).cut) }
  }
}

/// The finite values of a column at a glance.
private struct Outlook {
  /// The smallest and the largest; nil without any.
  private(set) var extremes: (lowest: Double, highest: Double)?
  /// Evenly spread over the rows, in ascending order.
  private(set) var sample: [Double] = []

  init(_ values: [Double], limit: Int = 0, without spike: Double? = nil) {
    var lowest = Double.infinity
    var highest = -Double.infinity
    let stride = limit > 0 ? max(1, values.count / limit) : Int.max
    for (row, value) in values.enumerated() where value.isFinite && value != spike {
      lowest = min(lowest, value)
      highest = max(highest, value)
      if row % stride == 0 && limit > 0 { sample.append(value) }
    }
    if lowest <= highest { extremes = (lowest, highest) }
    // Rows that are rarely present may all lie between the chosen ones.
    if limit > 0 && sample.isEmpty { sample = Array(values.lazy.filter(\.isFinite).prefix(limit)) }
    sample.sort()
  }
}

extension ColumnSchema {
  /// The distance of two neighbouring numbers in this column's spelling; nil when unknown.
  fileprivate var step: Double? {
    if let temporalFormat { return temporalFormat.resolution }
    if kind == .integer { return 1 }
    guard let decimals = numberFormat?.decimals, decimals <= 15 else { return nil }
    return (0..<max(decimals, 0)).reduce(1.0) { step, _ in step / 10 }
  }
}

extension String {
  /// The text for a picture: long ones end in an ellipsis after 80 characters.
  ///
  /// Counted in scalars: one character may be made of thousands of them.
  var cut: String {
    guard unicodeScalars.count > 80 else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(80))) + "…"
  }
}
