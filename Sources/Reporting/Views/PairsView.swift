internal import Validation

/// How columns depend on each other: three triangles and the worst pairs.
struct PairsView {
  /// One triangle.
  struct Panel {
    var title: String
    /// What the strongest colours stand for.
    var scale: String
    var chart: String
  }

  /// A pair whose association differs.
  struct Difference {
    var first: String
    var second: String
    var measure: String
    var real: String
    var synthetic: String
    var difference: String
  }

  /// A pair whose dependence is met badly.
  struct Pair {
    var first: String
    var second: String
    var difference: String
    var floor: String
  }

  private static let listedDifferenceCount = 10

  let hasPanels: Bool
  let panels: [Panel]
  let scale: String
  let leftOut: String?
  let differences: [Difference]
  let hasPairs: Bool
  let pairs: [Pair]
  let pairCount: String
  let absence: String?

  init(_ report: ValidationReport) {
    let picture = report.pictures.associations
    hasPanels = picture != nil
    panels = picture.map(Self.panels) ?? []
    scale = HeatMapChart.scale
    differences = picture.map(Self.differences) ?? []
    leftOut = picture.flatMap(Self.leftOut)
    pairs = report.worstPairs.map { pair in
      Pair(
        first: PageText.name(pair.first), second: PageText.name(pair.second),
        difference: pair.trend.value.map { percent(1 - $0) } ?? "–",
        floor: pair.noiseFloor.map { percent(1 - $0) } ?? "–")
    }
    hasPairs = !pairs.isEmpty
    pairCount = report.pairCount.counted("pair")
    absence = picture == nil ? "There are fewer than two columns that can be compared." : nil
  }

  private static func panels(_ picture: AssociationPicture) -> [Panel] {
    let names = picture.columns.map { PageText.name($0.name) }
    let difference = zip(picture.real, picture.synthetic).map { real, synthetic in
      zip(real, synthetic).map { one, other in one.flatMap { one in other.map { $0 - one } } }
    }
    let largest = difference.joined().compactMap { $0.map(abs) }.max() ?? 0
    let range = [0.1, 0.2, 0.5, 1].first { $0 >= largest } ?? 2
    return [
      ("Real rows", picture.real, 1), ("Synthetic rows", picture.synthetic, 1),
      ("Synthetic less real", difference, range),
    ].map { title, values, range in
      Panel(
        title: title, scale: range == 1 ? "" : "colours up to ±\(range.compact(step: 0.1))",
        chart: HeatMapChart(names: names, values: values, range: range).svg(
          label: label(title, names, values)))
    }
  }

  /// The strongest cells, in words.
  private static func label(_ title: String, _ names: [String], _ values: [[Double?]]) -> String {
    var cells: [(value: Double, row: Int, column: Int)] = []
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() {
        if let value { cells.append((value, row, column)) }
      }
    }
    let strongest = cells.sorted {
      (-abs($0.value), $0.row, $0.column) < (-abs($1.value), $1.row, $1.column)
    }.prefix(3)
    let parts = strongest.map {
      "\(names[$0.column]) and \(names[$0.row]) \($0.value.fine)"
    }
    return "\(title): associations of \(names.count) columns, the largest: "
      + "\(parts.joined(separator: "; "))."
  }

  private static func differences(_ picture: AssociationPicture) -> [Difference] {
    var all: [(size: Double, entry: Difference)] = []
    for row in picture.columns.indices {
      for column in 0..<row {
        guard let real = picture.real[row][column], let synthetic = picture.synthetic[row][column]
        else { continue }
        all.append(
          (
            abs(synthetic - real),
            Difference(
              first: PageText.name(picture.columns[column].name),
              second: PageText.name(picture.columns[row].name),
              measure: words(picture.measure(row, column)), real: decimal(real).minus,
              synthetic: decimal(synthetic).minus, difference: (synthetic - real).signed)
          ))
      }
    }
    let order = all.indices.sorted { (-all[$0].size, $0) < (-all[$1].size, $1) }
    return order.prefix(listedDifferenceCount).map { all[$0].entry }
  }

  private static func words(_ measure: AssociationPicture.Measure) -> String {
    switch measure {
    case .correlation: "correlation"
    case .cramersV: "Cramér's V"
    case .correlationRatio: "correlation ratio"
    }
  }

  private static func leftOut(_ picture: AssociationPicture) -> String? {
    guard picture.leftOutColumnCount > 0 else { return nil }
    return "The \(picture.columns.count) columns of the pairs that are met worst are drawn; "
      + "\(picture.leftOutColumnCount.grouped) others are left out."
  }
}

extension String {
  /// A hyphen at the front becomes a minus sign.
  fileprivate var minus: String { hasPrefix("-") ? "−" + dropFirst() : self }
}
