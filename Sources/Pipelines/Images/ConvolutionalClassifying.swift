/// The classifier of images that comparisons use: a small convolutional network.
struct ConvolutionalClassifying: ImageClassifying {
  let name = "a small convolutional network"

  func train(
    _ examples: ImageExamples, imagesSeen: Int, seed: UInt64, threadCount: Int
  ) throws -> any ImageClassifier {
    let encoder = ImageEncoder(
      width: examples.shape.width, height: examples.shape.height, channels: examples.shape.channels)
    let images = encoder.encode(
      examples.pixels, labels: examples.labels, classCount: examples.classCount)
    let network = try ImageClassifierNetwork.train(
      images, imagesSeen: imagesSeen, seed: seed, threadCount: threadCount,
      drawsClassesAlike: examples.drawsClassesAlike)
    return ConvolutionalClassifier(encoder: encoder, network: network)
  }
}

/// A trained network that takes images as they are read.
private struct ConvolutionalClassifier: ImageClassifier {
  let encoder: ImageEncoder
  let network: ImageClassifierNetwork

  func predict(_ pixels: [UInt8], threadCount: Int) throws -> ImagePredictions {
    let size = encoder.width * encoder.height * encoder.channels
    let count = pixels.count / size
    let images = encoder.encode(
      pixels, labels: [Int32](repeating: 0, count: count), classCount: 1)
    let (features, probabilities) = network.predict(images.pixels, threadCount: threadCount)
    return ImagePredictions(
      features: Features(
        count: count, dimension: features.count / max(1, count), values: features),
      probabilities: Features(
        count: count, dimension: probabilities.count / max(1, count), values: probabilities))
  }
}
