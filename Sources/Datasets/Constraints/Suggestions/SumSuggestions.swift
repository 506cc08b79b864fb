/// Columns that are the sum of others, to rounding, or at least their sum: `total = fare + tip`.
///
/// The terms are found by least squares: in a sum they are the columns whose coefficient is one.
struct SumSuggestions {
  let rules: [ConstraintRule]
  private let sums: [Sum]

  /// A column and its terms.
  private struct Sum {
    var total: Int
    var terms: [Int]
    var isExact: Bool
  }

  /// Rows that a sum may miss by more than rounding.
  private static let mostMisses = 0.001
  /// Terms looked at for one column.
  private static let mostCandidates = 40
  /// How far a coefficient may be from one: terms that a sum lacks lean on those it has.
  private static let coefficientSlack = 0.25
  /// The largest share of the variance that what is missing to an inexact sum may have.
  private static let mostUnexplained = 0.02

  init(_ rows: SuggestionRows) {
    let columns = rows.columns { $0.numberFormat != nil && $0.kind != .constant }
      .filter { rows.table.usedNumbers($0, rows.schema.columns[$0]).count > 2 }
    let sampled = columns.map { rows.sample.numbers($0, rows.schema.columns[$0]) }
    let usable = columns.indices.filter { place in
      let missing = sampled[place].count(where: \.isNaN)
      return missing * 10 <= sampled[place].count && !sampled[place].contains { $0 < 0 }
    }
    var sums: [Sum] = []
    for total in usable {
      let candidates = usable.filter { place in
        place != total && !zip(sampled[place], sampled[total]).contains { $0 > $1 }
      }
      guard candidates.count >= 2 else { continue }
      let nearest = candidates.sorted { abs($0 - total) < abs($1 - total) }
        .prefix(Self.mostCandidates)
      let terms = Self.terms(of: sampled[total], Array(nearest), sampled).map { columns[$0] }
        .sorted()
      if terms.count >= 2, let sum = Self.verified(columns[total], terms, rows) {
        sums.append(sum)
      }
    }
    self.sums = sums
    rules = sums.map { sum in
      let terms = sum.terms.map(rows.name).joined(separator: " + ")
      return .formula(equation: "\(rows.name(sum.total)) \(sum.isExact ? "=" : ">=") \(terms)")
    }
  }

  /// Whether a sum of columns that are not negative says this already.
  func implies(low: Int, high: Int) -> Bool {
    sums.contains { $0.total == high && $0.terms.contains(low) }
  }

  /// The columns whose coefficients are one.
  private static func terms(of total: [Double], _ candidates: [Int], _ sampled: [[Double]]) -> [Int]
  {
    let complete = total.indices.filter { row in
      !total[row].isNaN && !candidates.contains { sampled[$0][row].isNaN }
    }
    guard complete.count >= ConstraintSuggestions.fewestRows else { return [] }
    // The largest first, so that of columns that depend on each other subtotals stand for their parts.
    var terms: [(place: Int, numbers: [Double], size: Double)] = []
    for place in candidates {
      let numbers = complete.map { sampled[place][$0] }
      let size = numbers.reduce(0, +)
      if size > 0 { terms.append((place, numbers, size)) }
    }
    terms.sort { $0.size > $1.size }
    let fit = LeastSquares(complete.map { total[$0] }, terms.map { $0.numbers })
    return terms.indices.filter { abs(fit.coefficients[$0] - 1) <= coefficientSlack }
      .map { terms[$0].place }
  }

  /// The sum if it holds in the whole table.
  private static func verified(_ total: Int, _ terms: [Int], _ rows: SuggestionRows) -> Sum? {
    let numbers = ([total] + terms).map { rows.table.numbers($0, rows.schema.columns[$0]) }
    let decimals = rows.schema.columns[total].numberFormat?.decimals ?? 0
    let rounding = decimals <= 15 ? 0.5 / NumberScanner.powers[max(decimals, 0)] : 0
    var (known, misses, isAbove) = (0, 0, true)
    var (rest, whole) = (Spread(), Spread())
    for row in numbers[0].indices {
      let sum = numbers.dropFirst().reduce(0) { $0 + $1[row] }
      let difference = numbers[0][row] - sum
      guard !difference.isNaN else { continue }
      let slack = 1e-9 * max(abs(sum), 1)
      known += 1
      if abs(difference) > rounding + slack { misses += 1 }
      if difference < -slack { isAbove = false }
      rest.add(difference)
      whole.add(numbers[0][row])
    }
    guard known >= ConstraintSuggestions.fewestRows else { return nil }
    if Double(misses) <= Double(known) * mostMisses {
      return Sum(total: total, terms: terms, isExact: true)
    }
    guard isAbove, rest.variance <= whole.variance * mostUnexplained else { return nil }
    return Sum(total: total, terms: terms, isExact: false)
  }
}

/// Mean and variance, number by number.
/// - Source: Welford (1962), DOI 10.1080/00401706.1962.10490022.
private struct Spread {
  private var count = 0.0
  private var mean = 0.0
  private var squares = 0.0

  var variance: Double { count > 0 ? squares / count : 0 }

  mutating func add(_ number: Double) {
    count += 1
    let difference = number - mean
    mean += difference / count
    squares += difference * (number - mean)
  }
}
