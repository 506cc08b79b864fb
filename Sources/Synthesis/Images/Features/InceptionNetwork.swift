public import Encoding
internal import Engine
internal import Foundation
internal import Parallel

/// The Inception v3 network whose features define the Fréchet inception distance, with weights from the user's file.
///
/// The file holds the tensors of pytorch-fid's `pt_inception-2015-12-05-6726825d.pth`, converted by
/// `scripts/convert-inception`: PyTorch's names and orders, 32-bit or 16-bit floats. Weights of torchvision's
/// `inception_v3` have the same names and are read as well, but features made with them are not those that published
/// distances were computed from.
/// - Source: Heusel et al. (2017), arXiv 1706.08500, section 3; the layers are in `InceptionLayer`, the input in
///   `InceptionInput`.
public struct InceptionNetwork: Sendable {
  private let layers: any FixedLayer
  private let classLayer: any FixedLayer
  private let classBias: [Float]

  /// Numbers per image that `features` gives.
  public static let featureCount = InceptionLayer.featureCount

  /// The network with the weights in a safetensors file.
  /// - Throws: `InceptionError`.
  public init(path: String) throws {
    let weights = try InceptionWeights(path: path)
    layers = try weights.sequence(InceptionLayer.network, channels: 3).layer
    (classLayer, classBias) = try weights.classLayer()
  }

  /// The number of classes: 1,008 in the network of 2015, 1,000 in torchvision's.
  public var classCount: Int { classBias.count }

  /// Images that are worked on together; their activations take some 15 MB each, and the memory
  /// of earlier ones is kept for use again.
  private static let batchSize = 4

  /// For every image the means of the last layer's 2,048 channels, and its class probabilities; the same for every
  /// number of threads.
  ///
  /// Probabilities are softmax(W features). The layer's bias is left out, as the Inception score's authors did and
  /// others after them; with `addsClassBias`, they are softmax(W features + b), what the network itself says.
  /// - Shapes: features are `[image, 2048]`, probabilities `[image, classCount]`, row-major.
  /// - Precondition: images of one to four channels, with at least one pixel.
  /// - Source: Salimans et al. (2016), arXiv 1606.03498, section 4.
  public func features(
    _ images: EncodedImages, threadCount: Int, addsClassBias: Bool = false
  ) -> (features: [Float], probabilities: [Float], classCount: Int) {
    let team = ThreadTeam(threadCount: threadCount, prepare: Denormals.flush)
    var (features, probabilities): ([Float], [Float]) = ([], [])
    features.reserveCapacity(images.count * Self.featureCount)
    probabilities.reserveCapacity(images.count * classCount)
    Denormals.flushed {
      for start in stride(from: 0, to: images.count, by: Self.batchSize) {
        let range = start..<min(images.count, start + Self.batchSize)
        let pooled = layers(InceptionInput.tensor(images, range, team: team), team: team)
        let logits = classLayer(pooled, team: team).elements
        features += pooled.elements
        for first in stride(from: 0, to: logits.count, by: classCount) {
          var own = Array(logits[first..<first + classCount])
          if addsClassBias { own = zip(own, classBias).map { $0 + $1 } }
          probabilities += Self.softmax(own)
        }
      }
    }
    return (features, probabilities, classCount)
  }

  private static func softmax(_ logits: [Float]) -> [Float] {
    let largest = Double(logits.max() ?? 0)
    let weights = logits.map { exp(Double($0) - largest) }
    let sum = weights.reduce(0, +)
    return weights.map { Float($0 / sum) }
  }
}
