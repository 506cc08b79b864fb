internal import Glibc

/// A column whose levels are spelled already, so that a cell costs a copy.
struct SpelledColumn: Sendable {
  fileprivate var bytes: [UInt8] = []
  fileprivate var ends: [Int] = [0]
  fileprivate let codes: [Int32]

  /// Spells every level once.
  init(_ column: Column, spelling: (String) throws(DatasetError) -> [UInt8]) throws(DatasetError) {
    codes = column.codes
    ends.reserveCapacity(column.levels.count + 1)
    for level in column.levels {
      bytes += try spelling(level)
      ends.append(bytes.count)
    }
  }
}

/// Rows of spelled cells, to be laid out as the lines of a file.
struct SpelledRows: Sendable {
  private let columns: [SpelledColumn]
  private let opening: [UInt8]
  private let separator: [UInt8]
  private let closing: [UInt8]

  /// Rows that begin with `opening`, end with `closing` and have `separator` between their cells.
  init(_ columns: [SpelledColumn], opening: [UInt8], separator: [UInt8], closing: [UInt8]) {
    self.columns = columns
    (self.opening, self.separator, self.closing) = (opening, separator, closing)
  }

  /// Rows laid out together: what they are made of stays in the cache.
  private static let blockSize = 1_024

  /// Some of the rows as bytes.
  func bytes(_ rows: Range<Int>) -> [UInt8] {
    var places = [Int](repeating: 0, count: rows.count)
    for column in columns { column.addLengths(rows, to: &places) }
    let frame = opening.count + closing.count + max(0, columns.count - 1) * separator.count
    var total = 0
    for row in places.indices {
      let length = places[row] + frame
      places[row] = total
      total += length
    }
    return [UInt8](unsafeUninitializedCapacity: total) { buffer, initialized in
      initialized = total
      guard let base = buffer.baseAddress else { return }
      for start in stride(from: 0, to: rows.count, by: Self.blockSize) {
        let block = start..<min(start + Self.blockSize, rows.count)
        Self.put(opening, base, block, &places)
        for (index, column) in columns.enumerated() {
          if index > 0 { Self.put(separator, base, block, &places) }
          column.copy(from: rows.lowerBound, block, to: base, &places)
        }
        Self.put(closing, base, block, &places)
      }
    }
  }

  /// Puts the same bytes at the place of every row.
  private static func put(
    _ text: [UInt8], _ base: UnsafeMutablePointer<UInt8>, _ rows: Range<Int>, _ places: inout [Int]
  ) {
    if text.isEmpty { return }
    for row in rows {
      for byte in text {
        base[places[row]] = byte
        places[row] += 1
      }
    }
  }
}

extension SpelledColumn {
  /// Adds the length of each row's cell.
  fileprivate func addLengths(_ rows: Range<Int>, to lengths: inout [Int]) {
    lengths.withUnsafeMutableBufferPointer { lengths in
      codes.withUnsafeBufferPointer { codes in
        ends.withUnsafeBufferPointer { ends in
          for row in 0..<rows.count {
            let code = Int(codes[rows.lowerBound + row])
            lengths[row] += ends[code + 1] - ends[code]
          }
        }
      }
    }
  }

  /// Copies each row's cell to its place and moves the place behind it.
  fileprivate func copy(
    from first: Int, _ rows: Range<Int>, to base: UnsafeMutablePointer<UInt8>,
    _ places: inout [Int]
  ) {
    places.withUnsafeMutableBufferPointer { places in
      codes.withUnsafeBufferPointer { codes in
        ends.withUnsafeBufferPointer { ends in
          bytes.withUnsafeBufferPointer { bytes in
            guard let source = bytes.baseAddress else { return }
            for row in rows {
              let code = Int(codes[first + row])
              let (start, count) = (ends[code], ends[code + 1] - ends[code])
              memcpy(base + places[row], source + start, count)
              places[row] += count
            }
          }
        }
      }
    }
  }
}
