/// Structural similarity of two images: alike in brightness, contrast and pattern, window by window.
///
/// ```
/// (2 μₓμᵧ + C₁)(2 σₓᵧ + C₂) / ((μₓ² + μᵧ² + C₁)(σₓ² + σᵧ² + C₂)),   C₁ = (0.01 · 255)², C₂ = (0.03 · 255)²
/// ```
///
/// Means, variances and the covariance are weighted by a Gaussian window of 11 × 11 pixels, deviation 1.5 (smaller in
/// proportion for images that it does not fit into); the formula is averaged over its places within the image and over channels.
/// - Range: −1 to 1; 1 for equal images.
/// - Source: Wang, Bovik, Sheikh, Simoncelli (2004), "Image quality assessment: from error visibility to structural
///   similarity", doi:10.1109/TIP.2003.819861, equation 13.
public struct StructuralSimilarity: Sendable {
  /// The size of the images.
  public let shape: ImageShape

  /// The similarity of images of this size, at least one pixel.
  public init(shape: ImageShape) {
    self.shape = shape
  }

  /// The similarity of two images.
  public func score(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Double {
    let channels = (0..<shape.channels).map { channel in
      PlaneSimilarity(
        shape.plane(channel, of: first), shape.plane(channel, of: second), width: shape.width,
        height: shape.height
      ).whole
    }
    return channels.reduce(0, +) / Double(max(channels.count, 1))
  }
}

/// The similarity of two planes of one channel.
struct PlaneSimilarity: Sendable {
  /// The mean of the whole formula.
  let whole: Double
  /// The mean of its second factor alone: contrast and pattern.
  let contrastAndPattern: Double

  init(_ first: [Double], _ second: [Double], width: Int, height: Int) {
    let window = GaussianWindow(fitting: width, height)
    func means(_ plane: [Double]) -> [Double] {
      window.means(plane, width: width, height: height)
    }
    let firstMeans = means(first)
    let secondMeans = means(second)
    let firstSquares = means(first.map { $0 * $0 })
    let secondSquares = means(second.map { $0 * $0 })
    let products = means(zip(first, second).map { $0 * $1 })
    let brightnessConstant = 0.01 * 255 * 0.01 * 255
    let contrastConstant = 0.03 * 255 * 0.03 * 255
    var wholeSum = 0.0
    var contrastSum = 0.0
    for index in firstMeans.indices {
      let (left, right) = (firstMeans[index], secondMeans[index])
      let variances = firstSquares[index] - left * left + secondSquares[index] - right * right
      let covariance = products[index] - left * right
      let contrast = (2 * covariance + contrastConstant) / (variances + contrastConstant)
      let brightness =
        (2 * left * right + brightnessConstant) / (left * left + right * right + brightnessConstant)
      wholeSum += brightness * contrast
      contrastSum += contrast
    }
    whole = wholeSum / Double(max(firstMeans.count, 1))
    contrastAndPattern = contrastSum / Double(max(firstMeans.count, 1))
  }
}
