internal import Encoding
internal import Engine
internal import Parallel

/// A small convolutional network that tells the classes of images.
///
///     h = leaky(norm(convolution(h)))      4×4, stride 2, until the longer edge is at most 7 pixels
///     features = leaky(dense(h))
///     probabilities = softmax(dense(features))
public struct ImageClassifierNetwork: Sendable {
  let shape: (height: Int, width: Int, channels: Int)
  let classCount: Int
  let featureWidth: Int
  /// Channels after each convolution.
  let widths: [Int]
  /// Every trained tensor: per stage a kernel and a norm's table, then weight and bias of both dense layers.
  var parameters: [Tensor]
  /// Per stage mean and variance of what its norm saw in training.
  var statistics: [Tensor]

  static let slope: Float = 0.1
  /// Images per pass when predicting.
  private static let passSize = 128

  /// Fresh weights for images like these, whose shorter edge must last as many halvings as the longer one takes to reach 7 pixels.
  init(
    like images: EncodedImages, configuration: ImageClassifierConfiguration, noise: Philox
  ) {
    shape = (images.height, images.width, images.channels)
    (classCount, featureWidth) = (images.classCount, configuration.featureWidth)
    var (height, width) = (images.height, images.width)
    var widths: [Int] = []
    while max(height, width) > 7 {
      widths.append(min(128, 32 << widths.count))
      (height, width) = (height / 2, width / 2)
    }
    self.widths = widths
    let inner = height * width * (widths.last ?? images.channels)
    var shapes: [(shape: [Int], fanIn: Int)] = []
    for (stage, count) in widths.enumerated() {
      let before = stage == 0 ? images.channels : widths[stage - 1]
      shapes.append(([4, 4, before, count], 16 * before))
      shapes.append(([1, 2 * count], 0))
    }
    shapes += [
      ([inner, featureWidth], inner), ([featureWidth], 0),
      ([featureWidth, classCount], featureWidth), ([classCount], 0),
    ]
    parameters = shapes.enumerated().map { index, part in
      if part.fanIn == 0 { return Tensor(repeating: 0, shape: part.shape) }
      // He et al. (2015), arXiv 1502.01852, equation 10.
      let deviation = (2 / Float(part.fanIn)).squareRoot()
      return noise.split(UInt64(index)).normal(part.shape, deviation: deviation)
    }
    statistics = widths.flatMap {
      [Tensor(repeating: 0, shape: [$0]), Tensor(repeating: 1, shape: [$0])]
    }
  }

  /// The kind of network, in words.
  public var name: String {
    "a network of \(widths.count) convolutions and \(featureWidth) features"
  }

  /// Features `[batch, featureWidth]` of images `[batch, height, width, channels]`, and what the norms saw.
  func features(
    _ leaves: [Variable], _ images: Tensor, on tape: Tape, isTraining: Bool
  ) -> (features: Variable, norms: [Variable]) {
    var h = tape.constant(images)
    let batch = images.shape[0]
    var norms: [Variable] = []
    for stage in widths.indices {
      h = tape.apply(Convolution(stride: 2, padding: 1), h, leaves[2 * stage])
      let fixed = BatchNorm.Statistics.fixed(
        mean: statistics[2 * stage], variance: statistics[2 * stage + 1])
      h = tape.apply(
        BatchNorm(
          classes: [Int32](repeating: 0, count: batch),
          statistics: isTraining ? .batch : fixed, slope: Self.slope), h, leaves[2 * stage + 1])
      norms.append(h)
    }
    let rest = leaves[(2 * widths.count)...]
    h = tape.apply(
      Dense(slope: Self.slope), h, rest[rest.startIndex], rest[rest.startIndex + 1])
    return (h, norms)
  }

  /// Class scores `[batch, classes]` of features.
  func scores(_ leaves: [Variable], _ features: Variable, on tape: Tape) -> Variable {
    tape.apply(Dense(), features, leaves[leaves.count - 2], leaves[leaves.count - 1])
  }

  /// What the network makes of images, one after another: features `[count, featureWidth]` and class
  /// probabilities `[count, classes]`, row-major; the same for every number of threads.
  /// - Precondition: the pixels are those of whole images of the size it was trained with.
  public func predict(
    _ pixels: [UInt8], threadCount: Int
  ) -> (features: [Float], probabilities: [Float]) {
    let size = shape.height * shape.width * shape.channels
    precondition(pixels.count.isMultiple(of: size), "\(pixels.count) bytes, images of \(size)")
    let count = pixels.count / size
    let team = ThreadTeam(threadCount: threadCount, prepare: Denormals.flush)
    let starts = Array(stride(from: 0, to: count, by: Self.passSize))
    let parts = Denormals.flushed {
      team.map(starts.count) { pass -> ([Float], [Float]) in
        let tape = Tape(team: ThreadTeam(threadCount: 1))
        let wanted = starts[pass]..<min(count, starts[pass] + Self.passSize)
        let leaves = parameters.map(tape.constant)
        let images = Tensor(
          pixels[(wanted.lowerBound * size)..<(wanted.upperBound * size)].map {
            Float($0) / 127.5 - 1
          }, shape: [wanted.count, shape.height, shape.width, shape.channels])
        let (features, _) = features(leaves, images, on: tape, isTraining: false)
        let scores = scores(leaves, features, on: tape).value
        return (features.value.elements, ClassLoss.probabilities(scores).elements)
      }
    }
    return (parts.flatMap(\.0), parts.flatMap(\.1))
  }
}
