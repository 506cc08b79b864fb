/// Two independent 64-bit hashes of a sequence of values.
///
/// That two different rows of a billion share one has a probability below 10⁻²⁰.
struct RowHash: Hashable, Sendable {
  private var first: UInt64 = 0x243f_6a88_85a3_08d3
  private var second: UInt64 = 0x1319_8a2e_0370_7344

  mutating func combine(_ value: UInt64) {
    first = Self.mixed(first ^ value, 0xff51_afd7_ed55_8ccd)
    second = Self.mixed(second &+ value, 0xc4ce_b9fe_1a85_ec53)
  }

  private static func mixed(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    var bits = (value ^ (value >> 33)) &* factor
    bits = (bits ^ (bits >> 29)) &* 0x9e37_79b9_7f4a_7c15
    return bits ^ (bits >> 32)
  }
}

extension MetricTable {
  /// One hash per row of its values in every column but identifiers.
  func rowHashes() -> [RowHash] {
    var hashes = [RowHash](repeating: RowHash(), count: rowCount)
    for column in columns {
      switch column.values {
      case .numeric(let numbers):
        for row in numbers.indices { hashes[row].combine(Self.bits(numbers[row])) }
      case .categorical(let codes), .text(let codes):
        for row in codes.indices { hashes[row].combine(UInt64(UInt32(bitPattern: codes[row]))) }
      case .excluded: break
      }
    }
    return hashes
  }

  /// One pattern per value: −0 is 0, and all missing numbers are the same.
  private static func bits(_ number: Double) -> UInt64 {
    if number.isNaN { return Double.nan.bitPattern }
    return number == 0 ? 0 : number.bitPattern
  }
}
