internal import Parallel

/// The distances from one row to the two nearest rows of a table.
struct Nearest: Sendable, Equatable {
  /// The smallest distance; infinity without rows.
  var first = Float.infinity
  /// The second smallest distance, equal to the first where two rows are as near; infinity with fewer than two rows.
  var second = Float.infinity
  /// The row at the smallest distance, the first one of several; −1 without rows.
  var row = -1

  /// Takes another row into account; rows come in ascending order.
  mutating func add(_ distance: Float, row: Int) {
    if distance < first {
      second = first
      first = distance
      self.row = row
    } else if distance < second {
      second = distance
    }
  }
}

/// Rows laid out for a brute-force search of the nearest ones.
///
/// Sixteen rows make a tile: all columns of a tile lie next to each other, and a step compares one value with sixteen.
/// Different categories are counted first, as by them alone most tiles are out of reach; their numbers are not looked at.
struct NearestRows: Sendable {
  private typealias Numbers = SIMD16<Float>
  private typealias Codes = SIMD16<Int32>

  /// Rows per tile.
  private static let width = 16
  /// Tiles that are compared with a chunk of queries before the next ones: they stay in the cache.
  private static let blockCount = 64
  /// Queries per piece of work.
  private static let chunkCount = 64
  /// Numeric columns between two looks at whether a tile is out of reach.
  private static let checkInterval = 4

  private let rowCount: Int
  private let tileCount: Int
  private let numberCount: Int
  private let codeCount: Int
  private let difference: RowSpace.Difference
  private let mismatch: Float
  private let numbers: [Numbers]
  private let codes: [Codes]

  /// The rows of a table in a space.
  init(_ table: MetricTable, in space: RowSpace) {
    let rows = PlacedRows(table, in: space)
    rowCount = rows.rowCount
    tileCount = (rows.rowCount + Self.width - 1) / Self.width
    numberCount = rows.numberCount
    codeCount = rows.codeCount
    difference = space.difference
    mismatch = space.mismatch
    var numbers = [Numbers](repeating: .zero, count: tileCount * rows.numberCount)
    var codes = [Codes](repeating: .zero, count: tileCount * rows.codeCount)
    for row in 0..<rows.rowCount {
      let (tile, lane) = row.quotientAndRemainder(dividingBy: Self.width)
      for column in 0..<rows.numberCount {
        numbers[tile * rows.numberCount + column][lane] =
          rows.numbers[row * rows.numberCount + column]
      }
      for column in 0..<rows.codeCount {
        codes[tile * rows.codeCount + column][lane] = rows.codes[row * rows.codeCount + column]
      }
    }
    self.numbers = numbers
    self.codes = codes
  }

  /// The two nearest rows of every query; queries lie in the same space.
  func search(_ queries: PlacedRows, team: ThreadTeam) -> [Nearest] {
    let size = Self.chunkCount
    let found = team.map((queries.rowCount + size - 1) / size) { chunk in
      search(queries, rows: chunk * size..<min((chunk + 1) * size, queries.rowCount))
    }
    return found.flatMap { $0 }
  }

  private func search(_ queries: PlacedRows, rows: Range<Int>) -> [Nearest] {
    var best = [Nearest](repeating: Nearest(), count: rows.count)
    for start in stride(from: 0, to: tileCount, by: Self.blockCount) {
      let tiles = start..<min(start + Self.blockCount, tileCount)
      for (index, row) in rows.enumerated() { scan(tiles, for: row, of: queries, &best[index]) }
    }
    return best
  }

  /// Compares one query with some tiles.
  ///
  /// The indices below are inside the arrays by construction, so that this innermost loop does not check them.
  private func scan(
    _ tiles: Range<Int>, for row: Int, of queries: PlacedRows, _ best: inout Nearest
  ) {
    let (ownNumbers, ownCodes) = (numbers.span, codes.span)
    let (wantedNumbers, wantedCodes) = (queries.numbers.span, queries.codes.span)
    var reach = Reach(best.second, codeCount: codeCount, mismatch: mismatch)
    for tile in tiles {
      var matches = Codes.zero
      for column in 0..<codeCount {
        let wanted = Codes(repeating: wantedCodes[unchecked: row &* codeCount &+ column])
        let isEqual = ownCodes[unchecked: tile &* codeCount &+ column] .== wanted
        matches.replace(with: matches &+ 1, where: isEqual)
      }
      if all(matches .< reach.matches) { continue }
      var sums = Numbers(Codes(repeating: Int32(codeCount)) &- matches) * mismatch
      var isOut = false
      for column in 0..<numberCount {
        let wanted = wantedNumbers[unchecked: row &* numberCount &+ column]
        sums += term(ownNumbers[unchecked: tile &* numberCount &+ column] - wanted)
        guard column % Self.checkInterval == Self.checkInterval - 1 else { continue }
        isOut = all(sums .>= reach.distance)
        if isOut { break }
      }
      if isOut || all(sums .>= reach.distance) { continue }
      let first = tile * Self.width
      for lane in 0..<min(Self.width, rowCount - first) {
        best.add(sums[lane], row: first + lane)
      }
      reach = Reach(best.second, codeCount: codeCount, mismatch: mismatch)
    }
  }

  /// What a row must fall below to be one of the two nearest.
  private struct Reach {
    /// The distance.
    let distance: Numbers
    /// The number of equal categories with which the distance can still be smaller.
    let matches: Codes

    @inline(__always)
    init(_ distance: Float, codeCount: Int, mismatch: Float) {
      self.distance = Numbers(repeating: distance)
      let mismatches = min((distance / mismatch).rounded(.up), Float(codeCount) + 1)
      matches = Codes(repeating: Int32(codeCount) + 1 - Int32(mismatches))
    }
  }

  /// The terms of sixteen differences.
  @inline(__always)
  private func term(_ offset: Numbers) -> Numbers {
    switch difference {
    case .absolute: return Self.magnitude(offset)
    case .capped:
      let size = Self.magnitude(offset)
      return size.replacing(with: 1, where: size .> 1)
    case .squared: return offset * offset
    }
  }

  /// |x|, by clearing the sign bit.
  @inline(__always)
  private static func magnitude(_ numbers: Numbers) -> Numbers {
    let bits = unsafeBitCast(numbers, to: SIMD16<UInt32>.self)
    return unsafeBitCast(bits & SIMD16(repeating: 0x7fff_ffff), to: Numbers.self)
  }
}
