internal import Foundation

/// Peak signal-to-noise ratio of an image that should equal another one.
///
/// ```
/// 10 log₁₀(255² / mean of squared differences)
/// ```
/// - Range: 0 dB and above; some 30 dB is where differences begin to be hard to see. Equal images have no ratio.
public enum PeakSignalToNoise {
  /// The ratio in decibels of two images of as many bytes.
  public static func score(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Score {
    guard !first.isEmpty, first.count == second.count else {
      return .notApplicable("the images differ in size")
    }
    var squares = 0
    for (left, right) in zip(first, second) {
      let difference = Int(left) - Int(right)
      squares += difference * difference
    }
    if squares == 0 { return .notApplicable("the images are equal") }
    return Score(10 * log10(255 * 255 * Double(first.count) / Double(squares)))
  }
}
