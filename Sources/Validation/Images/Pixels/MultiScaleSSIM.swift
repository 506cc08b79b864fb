internal import Foundation

/// Multi-scale structural similarity: the structural similarity of two images, seen from several distances.
///
/// ```
/// product over scales of (contrast and pattern)^w, with brightness too at the coarsest scale
/// ```
///
/// Each scale is the mean of 2 × 2 pixels of the one before (an odd last row or column is left out). The source has five scales
/// with the weights 0.0448, 0.2856, 0.3001, 0.2363, 0.1333; images too small for the 11-pixel window at all of them have as many as
/// it fits into, at least one, and weights in the same proportion that add up to 1. Negative factors count as 0.
/// - Range: 0 to 1; 1 for equal images.
/// - Source: Wang, Simoncelli, Bovik (2003), "Multiscale structural similarity for image quality assessment",
///   doi:10.1109/ACSSC.2003.1292216, equation 7.
public struct MultiScaleSSIM: Sendable {
  /// The size of the images.
  public let shape: ImageShape
  /// The weight of each scale, the finest first.
  public let weights: [Double]

  /// The similarity of images of this size, at least one pixel.
  public init(shape: ImageShape) {
    self.shape = shape
    let all = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    var side = min(shape.width, shape.height)
    var used = [all[0]]
    for weight in all.dropFirst() {
      side /= 2
      if side < GaussianWindow.usualSize { break }
      used.append(weight)
    }
    let sum = used.reduce(0, +)
    weights = used.map { $0 / sum }
  }

  /// The similarity of two images, the mean over channels.
  public func score(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Double {
    let channels = (0..<shape.channels).map { channel in
      planeScore(shape.plane(channel, of: first), shape.plane(channel, of: second))
    }
    return channels.reduce(0, +) / Double(max(channels.count, 1))
  }

  private func planeScore(_ first: [Double], _ second: [Double]) -> Double {
    var (left, right) = (first, second)
    var (width, height) = (shape.width, shape.height)
    var product = 1.0
    for (scale, weight) in weights.enumerated() {
      if scale > 0 {
        left = Self.halved(left, width, height)
        right = Self.halved(right, width, height)
        (width, height) = (width / 2, height / 2)
      }
      let similarity = PlaneSimilarity(left, right, width: width, height: height)
      let isCoarsest = scale == weights.count - 1
      let factor = isCoarsest ? similarity.whole : similarity.contrastAndPattern
      product *= pow(max(0, factor), weight)
    }
    return product
  }

  /// Means of 2 × 2 pixels.
  private static func halved(_ plane: [Double], _ width: Int, _ height: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity((width / 2) * (height / 2))
    for row in 0..<height / 2 {
      for place in 0..<width / 2 {
        let corner = 2 * row * width + 2 * place
        let upper = plane[corner] + plane[corner + 1]
        result.append((upper + plane[corner + width] + plane[corner + width + 1]) / 4)
      }
    }
    return result
  }
}
