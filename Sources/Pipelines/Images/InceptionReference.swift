internal import Foundation

extension ImageReference {
  /// Inception v3 with the user's weights for images of one size.
  init(_ network: InceptionNetwork, path: String, shape: ImageShape) {
    let name = (path as NSString).lastPathComponent
    self.init(
      name: "Inception v3 with the weights of \(name)",
      network: InceptionClassifier(network: network, shape: shape))
  }
}

/// Inception v3 as comparisons ask for it.
private struct InceptionClassifier: ImageClassifier {
  let network: InceptionNetwork
  let shape: ImageShape

  func predict(_ pixels: [UInt8], threadCount: Int) throws -> ImagePredictions {
    let count = pixels.count / shape.byteCount
    let images = EncodedImages(
      width: shape.width, height: shape.height, channels: shape.channels, pixels: pixels,
      labels: [Int32](repeating: 0, count: count), classCount: 1)
    let found = network.features(images, threadCount: threadCount)
    return ImagePredictions(
      features: Features(
        count: count, dimension: InceptionNetwork.featureCount, values: found.features),
      probabilities: Features(
        count: count, dimension: found.classCount, values: found.probabilities))
  }
}
