internal import Foundation

/// Weighted means over a window that slides over a plane, wherever it fits in wholly.
///
/// Weights are those of a normal distribution, the same in both directions.
struct GaussianWindow: Sendable {
  /// The weights along one direction; they add up to 1.
  let weights: [Double]

  /// The window of the sources: 11 pixels, deviation 1.5.
  static let usualSize = 11

  /// The largest odd window of at most `usualSize` that fits into a plane, its deviation in proportion.
  init(fitting width: Int, _ height: Int) {
    let side = max(1, min(Self.usualSize, width, height))
    let size = side.isMultiple(of: 2) ? side - 1 : side
    let deviation = 1.5 * Double(size) / Double(Self.usualSize)
    let raw = (0..<size).map { place -> Double in
      let offset = (Double(place) - Double(size - 1) / 2) / deviation
      return exp(-offset * offset / 2)
    }
    let sum = raw.reduce(0, +)
    weights = raw.map { $0 / sum }
  }

  /// The means of a plane `[height, width]`, in a plane that is smaller by the window's size less 1 in both directions.
  func means(_ plane: [Double], width: Int, height: Int) -> [Double] {
    let size = weights.count
    let newWidth = width - size + 1
    let newHeight = height - size + 1
    var rows = [Double](repeating: 0, count: newWidth * height)
    for row in 0..<height {
      for (offset, weight) in weights.enumerated() {
        let source = row * width + offset
        for place in 0..<newWidth { rows[row * newWidth + place] += weight * plane[source + place] }
      }
    }
    var result = [Double](repeating: 0, count: newWidth * newHeight)
    for row in 0..<newHeight {
      for (offset, weight) in weights.enumerated() {
        let source = (row + offset) * newWidth
        for place in 0..<newWidth {
          result[row * newWidth + place] += weight * rows[source + place]
        }
      }
    }
    return result
  }
}
