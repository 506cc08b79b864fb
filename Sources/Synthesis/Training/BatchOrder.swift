internal import Engine

/// Which rows each step sees: every row once per pass, in a new order each pass; an incomplete last batch is left out.
struct BatchOrder {
  private var order: [Int]
  private let batchSize: Int
  private var generator: Philox
  private var position: Int

  init(rowCount: Int, batchSize: Int, noise: Philox) {
    order = Array(0..<rowCount)
    self.batchSize = min(batchSize, rowCount)
    generator = noise
    position = rowCount
  }

  /// The rows of the next step.
  mutating func next() -> [Int] {
    if position + batchSize > order.count {
      order.shuffle(using: &generator)
      position = 0
    }
    defer { position += batchSize }
    return Array(order[position..<position + batchSize])
  }
}
