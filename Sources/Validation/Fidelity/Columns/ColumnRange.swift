/// The smallest and the largest value of a numeric column, as a unit of length.
///
/// `position` maps the smallest value to 0 and the largest to 1. Values are made smaller first where the difference of
/// the two would overflow, so that a finite column always has finite positions.
struct ColumnRange {
  /// The smallest value that is present.
  let lowest: Double
  /// The largest value that is present.
  let highest: Double
  private let shrink: Double
  private let width: Double

  /// The range of the values that are present; nil when there are none.
  init?(_ numbers: [Double]) {
    var lowest = Double.infinity
    var highest = -Double.infinity
    var isEmpty = true
    for number in numbers where !number.isNaN {
      isEmpty = false
      lowest = min(lowest, number)
      highest = max(highest, number)
    }
    if isEmpty { return nil }
    self.lowest = lowest
    self.highest = highest
    shrink = (highest - lowest).isFinite ? 1 : 0.25
    width = highest * shrink - lowest * shrink
  }

  /// Why differences cannot be measured by this range, or nil when they can.
  var reasonWithoutWidth: String? {
    if lowest == highest { return "the real column is constant" }
    return width.isFinite ? nil : "the real column holds infinite values"
  }

  /// (value − lowest) / (highest − lowest): 0...1 inside the range, below or above outside of it.
  func position(_ value: Double) -> Double {
    (value * shrink - lowest * shrink) / width
  }

  /// The positions of the values that are present, in their order.
  func positions(_ numbers: [Double]) -> [Double] {
    var positions: [Double] = []
    positions.reserveCapacity(numbers.count)
    for number in numbers where !number.isNaN { positions.append(position(number)) }
    return positions
  }
}
