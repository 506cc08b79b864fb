/// Quantiles with linear interpolation between the two numbers next to the position, NumPy's default.
struct Quantiles: Sendable {
  private let sorted: [Double]

  /// Quantiles of finite numbers in any order.
  init(_ numbers: [Double]) {
    sorted = numbers.sorted()
  }

  /// Quantiles of distances.
  init(_ numbers: [Float]) {
    self.init(numbers.map(Double.init))
  }

  /// The number below which a share of the numbers lies; nil without numbers.
  ///
  ///     x[⌊p⌋] + (p − ⌊p⌋) · (x[⌊p⌋ + 1] − x[⌊p⌋]),  p = share · (count − 1)
  func callAsFunction(_ share: Double) -> Double? {
    guard let last = sorted.last else { return nil }
    let position = max(0, min(1, share)) * Double(sorted.count - 1)
    let index = Int(position)
    if index + 1 >= sorted.count { return last }
    let fraction = position - Double(index)
    let step = sorted[index + 1] - sorted[index]
    // From the nearer end, so that the end itself is met exactly.
    return fraction < 0.5
      ? sorted[index] + fraction * step : sorted[index + 1] - (1 - fraction) * step
  }
}
