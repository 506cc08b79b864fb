import Engine

/// The image operations' lines of the table of gradient checks.
///
/// Rectifiers get inputs far from their kink: biases and shifts of ±4 with pre-activations of deviation about 1.
extension GradientTable {
  static var image: [GradientRow] { convolutions + resampling + norms + layers + losses }

  private static func normal(_ part: UInt64, _ shape: [Int], _ deviation: Float = 1) -> Tensor {
    Philox(key: 23).split(part).normal(shape, deviation: deviation)
  }

  private static func alternating(_ count: Int, _ size: Float) -> Tensor {
    Tensor((0..<count).map { $0 % 2 == 0 ? size : -size }, shape: [count])
  }

  /// Normal numbers pushed away from zero.
  private static func signed(_ part: UInt64, _ shape: [Int]) -> Tensor {
    Tensor(normal(part, shape).elements.map { $0 + ($0 < 0 ? -0.3 : 0.3) }, shape: shape)
  }

  private static var convolutions: [GradientRow] {
    [
      GradientRow(
        name: "Convolution", operation: Convolution(stride: 2, padding: 1),
        inputs: [normal(1, [3, 8, 6, 5]), normal(2, [4, 4, 5, 18], 0.2), normal(3, [18])]),
      GradientRow(
        name: "Convolution, leaky", operation: Convolution(stride: 2, padding: 1, slope: 0.2),
        inputs: [normal(4, [2, 6, 6, 3]), normal(5, [4, 4, 3, 6], 0.1), alternating(6, 4)]),
      GradientRow(
        name: "Convolution of one channel without bias",
        operation: Convolution(stride: 1, padding: 0),
        inputs: [normal(6, [3, 5, 7, 1]), normal(7, [3, 3, 1, 4])]),
      GradientRow(
        name: "TransposedConvolution", operation: TransposedConvolution(stride: 2, padding: 1),
        inputs: [normal(8, [3, 4, 3, 10]), normal(9, [4, 4, 6, 10], 0.2), normal(10, [6])]),
      GradientRow(
        name: "TransposedConvolution to one channel",
        operation: TransposedConvolution(stride: 2, padding: 1),
        inputs: [normal(11, [3, 4, 5, 7]), normal(12, [4, 4, 1, 7], 0.2), normal(13, [1])]),
      GradientRow(
        name: "TransposedConvolution, leaky, larger at the end",
        operation: TransposedConvolution(stride: 2, padding: 1, outputPadding: 1, slope: 0.2),
        inputs: [normal(14, [2, 3, 4, 4]), normal(15, [3, 3, 6, 4], 0.2), alternating(6, 4)]),
      GradientRow(
        name: "Convolution in tiles", operation: Convolution(stride: 2, padding: 1),
        inputs: [normal(97, [2, 14, 10, 8]), normal(98, [4, 4, 8, 16], 0.1), normal(99, [16])]),
      GradientRow(
        name: "Convolution in tiles, leaky",
        operation: Convolution(stride: 2, padding: 1, slope: 0.2),
        inputs: [normal(100, [2, 8, 8, 8]), normal(101, [4, 4, 8, 8], 0.05), alternating(8, 4)]),
      GradientRow(
        name: "TransposedConvolution in tiles, leaky, larger at the end",
        operation: TransposedConvolution(stride: 2, padding: 1, outputPadding: 1, slope: 0.2),
        inputs: [normal(102, [2, 4, 7, 8]), normal(103, [4, 4, 8, 8], 0.05), alternating(8, 4)]),
      GradientRow(
        name: "Convolution of 3x3 in tiles, leaky",
        operation: Convolution(stride: 1, padding: 1, slope: 0.2),
        inputs: [normal(105, [2, 7, 6, 8]), normal(106, [3, 3, 8, 8], 0.05), alternating(8, 4)]),
      GradientRow(
        name: "TransposedConvolution of 3x3 in tiles",
        operation: TransposedConvolution(stride: 1, padding: 1),
        inputs: [normal(107, [2, 8, 5, 8]), normal(108, [3, 3, 16, 8], 0.1), normal(109, [16])]),
      GradientRow(
        name: "GroupedConvolution", operation: GroupedConvolution(groups: 3, padding: 1),
        inputs: [normal(17, [2, 4, 5, 6]), normal(18, [3, 3, 2, 9], 0.2), normal(19, [9])]),
      GradientRow(
        name: "GroupedConvolution in tiles", operation: GroupedConvolution(groups: 2, padding: 1),
        inputs: [normal(110, [2, 4, 7, 16]), normal(111, [3, 3, 8, 16], 0.1), normal(112, [16])]),
      GradientRow(
        name: "GroupedConvolution, leaky",
        operation: GroupedConvolution(groups: 2, stride: 2, padding: 1, slope: 0.2),
        inputs: [normal(95, [2, 4, 6, 4]), normal(96, [4, 4, 2, 6], 0.1), alternating(6, 4)]),
      GradientRow(
        name: "Translation",
        operation: Translation(
          [.init(down: 1, right: -2), .init(down: 0, right: 0), .init(down: -4, right: 9)],
          background: [0.5, -1]),
        inputs: [normal(16, [3, 5, 6, 2])]),
    ]
  }

  private static var resampling: [GradientRow] {
    // Far apart, so that no step changes which one is the largest.
    let apart = Tensor((0..<96).map { Float($0 * 37 % 96) / 10 }, shape: [2, 4, 6, 2])
    return [
      GradientRow(
        name: "NearestUpsampling", operation: NearestUpsampling(factor: 3),
        inputs: [normal(71, [2, 3, 2, 4])]),
      GradientRow(
        name: "AveragePooling", operation: AveragePooling(), inputs: [normal(72, [2, 4, 6, 3])]),
      GradientRow(name: "MaximumPooling", operation: MaximumPooling(), inputs: [apart]),
      GradientRow(
        name: "ReflectionPadding", operation: ReflectionPadding(2),
        inputs: [normal(91, [2, 3, 5, 2])]),
      GradientRow(
        name: "SmoothResampling, up", operation: SmoothResampling(.up),
        inputs: [normal(92, [2, 3, 4, 2])]),
      GradientRow(
        name: "SmoothResampling, down", operation: SmoothResampling(.down),
        inputs: [normal(93, [2, 4, 6, 2])]),
      GradientRow(
        name: "MinibatchDeviation", operation: MinibatchDeviation(groupSize: 3),
        inputs: [normal(94, [5, 2, 3, 2])]),
      GradientRow(
        name: "MinibatchSlope",
        operation: MinibatchSlope(
          groups: [0..<2, 2..<3], moments: normal(97, [2, 2, 12]), images: normal(98, [3, 2, 3, 2])),
        inputs: [normal(99, [3, 2, 3, 2])]),
      GradientRow(
        name: "ChannelSums", operation: ChannelSums(),
        inputs: [normal(81, [3, 2, 2, 5]), normal(82, [4, 5])]),
      GradientRow(
        name: "ScaledMap", operation: ScaledMap(),
        inputs: [normal(83, [3, 5]), normal(84, [4, 5])]),
      GradientRow(
        name: "PixelShuffle", operation: PixelShuffle(), inputs: [normal(73, [2, 3, 2, 8])]),
    ]
  }

  private static var norms: [GradientRow] {
    let classes: [Int32] = [0, 2, 1, 2]
    let shifts = alternating(6, 4).elements
    let shifted = Tensor(
      (0..<3).flatMap { _ in normal(20, [6], 0.2).elements + shifts }, shape: [3, 12])
    return [
      GradientRow(
        name: "BatchNorm", operation: BatchNorm(classes: classes),
        inputs: [normal(21, [4, 3, 5, 6]), normal(22, [3, 12], 0.4)]),
      GradientRow(
        name: "BatchNorm, rectified", operation: BatchNorm(classes: classes, slope: 0.1),
        inputs: [normal(23, [4, 3, 5, 6]), shifted]),
      GradientRow(
        name: "BatchNorm with fixed statistics",
        operation: BatchNorm(
          classes: classes,
          statistics: .fixed(mean: normal(24, [6]), variance: Tensor(repeating: 2, shape: [6]))),
        inputs: [normal(25, [4, 7, 6]), normal(26, [3, 12], 0.4)]),
      GradientRow(
        name: "GroupNorm, instance", operation: GroupNorm(.instance),
        inputs: [normal(27, [3, 4, 5, 6])]),
      GradientRow(
        name: "GroupNorm, layer", operation: GroupNorm(.layer), inputs: [normal(28, [3, 4, 5, 2])]),
      GradientRow(
        name: "PixelNorm", operation: PixelNorm(), inputs: [normal(29, [3, 4, 2, 6])]),
      GradientRow(
        name: "SpectralNorm",
        operation: SpectralNorm.iterate(
          normal(30, [3, 3, 2, 5]), right: [0.5, -0.5, 0.5, 0.3, 0.4]),
        inputs: [normal(30, [3, 3, 2, 5])]),
    ]
  }

  private static var layers: [GradientRow] {
    [
      GradientRow(
        name: "Dense", operation: Dense(),
        inputs: [normal(31, [7, 70]), normal(32, [70, 9], 0.2), normal(33, [9])]),
      GradientRow(
        name: "Dense, leaky, wide", operation: Dense(slope: 0.2),
        inputs: [normal(34, [5, 6]), normal(35, [6, 150], 0.2), alternating(150, 4)]),
      GradientRow(
        name: "Dense without bias", operation: Dense(),
        inputs: [normal(36, [5, 2, 3]), normal(37, [6, 4])]),
      GradientRow(
        name: "GatherRows", operation: GatherRows([2, 0, 2, 1, 2]), inputs: [normal(38, [3, 4])]),
      GradientRow(
        name: "ProjectionHead", operation: ProjectionHead(classes: [2, 0, 2, 1]),
        inputs: [normal(39, [4, 21]), normal(40, [21]), normal(41, [1]), normal(42, [3, 21])]),
      GradientRow(
        name: "Reshape", operation: Reshape([2, 3]), inputs: [normal(43, [4, 6])]),
      GradientRow(
        name: "Concatenate", operation: Concatenate(),
        inputs: [normal(44, [3, 2, 4]), normal(45, [3, 2, 5])]),
      GradientRow(name: "LeakyReLU", operation: LeakyReLU(), inputs: [signed(46, [5, 9])]),
      GradientRow(
        name: "LeakySlope", operation: LeakySlope(like: normal(47, [5, 9])),
        inputs: [normal(48, [5, 9])]),
      GradientRow(
        name: "Dropout", operation: Dropout(rate: 0.3, noise: Philox(key: 8)),
        inputs: [normal(52, [5, 19])]),
      GradientRow(
        name: "Mask", operation: Mask(normal(53, [5, 9])), inputs: [normal(54, [5, 9])]),
      GradientRow(
        name: "ParametricReLU", operation: ParametricReLU(),
        inputs: [signed(55, [5, 2, 3]), normal(56, [3])]),
      GradientRow(
        name: "SpanSoftmax", operation: SpanSoftmax(spans: [3, 1, 5], temperature: 0.6),
        inputs: [normal(57, [4, 9])]),
      GradientRow(
        name: "SpanCrossEntropy",
        operation: SpanCrossEntropy(spans: [3, 2], codes: [[2, 0, 1, 1], [0, 1, 1, 0]]),
        inputs: [normal(58, [4, 5])]),
      GradientRow(name: "Scale", operation: Scale(-0.7), inputs: [normal(49, [5, 9])]),
      GradientRow(name: "Tanh", operation: Tanh(), inputs: [normal(50, [5, 90])]),
      GradientRow(name: "Sigmoid", operation: Sigmoid(), inputs: [normal(51, [5, 90], 2)]),
    ]
  }

  private static var losses: [GradientRow] {
    let weights: [Float] = [0.3, 1, 0.2, 2, 0.5, 1, 1]
    return [
      GradientRow(
        name: "ScoreLoss",
        operation: ScoreLoss(weights: weights) { place, score in
          place < 4 ? .softplus(score) : ScoreSlope(score * score / 2, score)
        }, inputs: [normal(61, [7], 2)]),
      GradientRow(
        name: "PairLoss", operation: PairLoss(weight: 0.7) { .softplus($0) },
        inputs: [normal(64, [8], 2)]),
      GradientRow(
        name: "MeanDistance, absolute", operation: MeanDistance(.absolute),
        inputs: [signed(65, [3, 4]), Tensor(repeating: 0, shape: [3, 4])]),
      GradientRow(
        name: "MeanDistance, squared", operation: MeanDistance(.squared),
        inputs: [normal(66, [3, 4]), normal(67, [3, 4])]),
      GradientRow(
        name: "PixelCrossEntropy",
        operation: PixelCrossEntropy(targets: Tensor([0, 1, 0.3, 0.9, 0.5, 0], shape: [2, 3])),
        inputs: [normal(68, [2, 3], 2)]),
      GradientRow(
        name: "GaussianSample", operation: GaussianSample(noise: Philox(key: 4)),
        inputs: [normal(69, [3, 8])]),
      GradientRow(
        name: "GaussianDivergence", operation: GaussianDivergence(),
        inputs: [normal(70, [3, 8])]),
      GradientRow(
        name: "WeightedSum", operation: WeightedSum(weights: weights), inputs: [normal(62, [7])]),
      GradientRow(
        name: "ClassLoss", operation: ClassLoss(classes: [2, 0, 3, 3, 1], smoothing: 0.1),
        inputs: [normal(63, [5, 4], 2)]),
    ]
  }
}
