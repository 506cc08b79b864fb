/// The shapes of keys: which kind of character stands where, and which characters of that kind have
/// been seen there.
struct CharacterShapes: Sendable {
  private struct Shape: Sendable {
    /// For each place, the characters seen there, in order.
    var places: [[UInt32]]
    /// Up to which key, counted over all shapes, a uniform draw means this shape.
    var bound: Int
  }

  private var shapes: [Shape] = []
  private var keyCount = 0

  init(_ keys: [String]) {
    var index: [[UInt8]: Int] = [:]
    var seen: [[Set<UInt32>]] = []
    var counts: [Int] = []
    for key in keys where !key.isEmpty {
      let scalars = key.unicodeScalars.map(\.value)
      let shape = scalars.map(Self.kind)
      let number = index[shape] ?? counts.count
      if number == counts.count {
        index[shape] = number
        counts.append(0)
        seen.append([Set<UInt32>](repeating: [], count: shape.count))
      }
      counts[number] += 1
      for (place, scalar) in scalars.enumerated() { seen[number][place].insert(scalar) }
    }
    for (places, count) in zip(seen, counts) {
      keyCount += count
      shapes.append(Shape(places: places.map { $0.sorted() }, bound: keyCount))
    }
  }

  /// Digit, small letter, capital, or any other character.
  private static func kind(_ scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x30...0x39: 0
    case 0x61...0x7A: 1
    case 0x41...0x5A: 2
    default: 3
    }
  }

  /// A text of a shape drawn by frequency.
  ///
  /// `widening` 0 keeps to the characters seen at each place; 1 draws digits and letters freely
  /// where several were seen, 2 and 3 everywhere but in first place, 4 everywhere; above that,
  /// further characters are appended, as many as needed for an unused text to turn up.
  func text(widening: Int, using generator: inout some RandomNumberGenerator) -> String {
    guard keyCount > 0 else {
      return String(Int.random(in: 0...(9 + widening * widening), using: &generator))
    }
    let shape = shapes[firstShape(above: Int.random(in: 0..<keyCount, using: &generator))]
    var text = String.UnicodeScalarView()
    for (index, place) in shape.places.enumerated() {
      let isFree = widening > 3 || (widening > 1 && index > 0) || (widening == 1 && place.count > 1)
      let scalar =
        isFree
        ? Self.freeDraw(place[0], using: &generator)
        : place[Int.random(in: 0..<place.count, using: &generator)]
      if let scalar = Unicode.Scalar(scalar) { text.append(scalar) }
    }
    for _ in 0..<max(0, widening - 4) {
      let last = shape.places.last?.first ?? 0x30
      let model = Self.kind(last) == 3 ? 0x30 : last
      if let scalar = Unicode.Scalar(Self.freeDraw(model, using: &generator)) {
        text.append(scalar)
      }
    }
    return String(text)
  }

  private func firstShape(above draw: Int) -> Int {
    var low = 0
    var high = shapes.count - 1
    while low < high {
      let middle = (low + high) / 2
      if shapes[middle].bound > draw { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Any character of the same kind; others stay what they are.
  private static func freeDraw(
    _ scalar: UInt32, using generator: inout some RandomNumberGenerator
  ) -> UInt32 {
    switch kind(scalar) {
    case 0: UInt32.random(in: 0x30...0x39, using: &generator)
    case 1: UInt32.random(in: 0x61...0x7A, using: &generator)
    case 2: UInt32.random(in: 0x41...0x5A, using: &generator)
    default: scalar
    }
  }
}
