internal import Engine

/// Inception v3 as it is written down: layers with the names of their tensors, from which the network is built.
///
/// It is the network that Google published in December 2015, as the Fréchet distance knows it. It differs from
/// torchvision's in three ways: means of the pooling branches leave out pixels beyond the edge, the last pooling branch
/// takes the largest pixel instead of the mean, and there are 1,008 classes.
/// - Source: Szegedy et al. (2016), arXiv 1512.00567, section 6; names as in torchvision 0.29, `models/inception.py`;
///   the three differences as in pytorch-fid 0.3, `inception.py`.
enum InceptionLayer {
  /// A convolution, its norm and a rectifier.
  case convolution(String, filters: Int, FixedConvolution.Window)
  case pooling(WindowPooling)
  /// Sequences on one input, their channels side by side.
  case branches([[InceptionLayer]])

  /// Images' edges as the network takes them, in pixels.
  static let imageSize = 299
  /// Numbers per image before the class layer.
  static let featureCount = 2_048

  /// The network up to its features.
  static var network: [InceptionLayer] {
    stem + [
      fine("Mixed_5b", pooled: 32), fine("Mixed_5c", pooled: 64), fine("Mixed_5d", pooled: 64),
      halvingFine("Mixed_6a"),
      middle("Mixed_6b", inner: 128), middle("Mixed_6c", inner: 160),
      middle("Mixed_6d", inner: 160), middle("Mixed_6e", inner: 192),
      halvingMiddle("Mixed_7a"),
      coarse("Mixed_7b", pooling: .mean), coarse("Mixed_7c", pooling: .maximum),
      .pooling(WindowPooling(.mean, edge: 8)),
    ]
  }

  private static let halvingPool = WindowPooling(.maximum, edge: 3, stride: 2)

  /// 299×299 pixels of 3 channels to 35×35 of 192.
  private static var stem: [InceptionLayer] {
    [
      layer("Conv2d_1a_3x3", 32, 3, 3, stride: 2, pads: false),
      layer("Conv2d_2a_3x3", 32, 3, 3, pads: false),
      layer("Conv2d_2b_3x3", 64, 3, 3), .pooling(halvingPool),
      layer("Conv2d_3b_1x1", 80), layer("Conv2d_4a_3x3", 192, 3, 3, pads: false),
      .pooling(halvingPool),
    ]
  }

  private static func layer(
    _ name: String, _ filters: Int, _ rows: Int = 1, _ columns: Int = 1, stride: Int = 1,
    pads: Bool = true
  ) -> InceptionLayer {
    .convolution(
      name, filters: filters, .init(rows: rows, columns: columns, stride: stride, pads: pads))
  }

  /// At 35×35.
  private static func fine(_ name: String, pooled: Int) -> InceptionLayer {
    .branches([
      [layer("\(name).branch1x1", 64)],
      [layer("\(name).branch5x5_1", 48), layer("\(name).branch5x5_2", 64, 5, 5)],
      [
        layer("\(name).branch3x3dbl_1", 64), layer("\(name).branch3x3dbl_2", 96, 3, 3),
        layer("\(name).branch3x3dbl_3", 96, 3, 3),
      ],
      [
        .pooling(WindowPooling(.mean, edge: 3, padding: 1)), layer("\(name).branch_pool", pooled),
      ],
    ])
  }

  /// From 35×35 to 17×17.
  private static func halvingFine(_ name: String) -> InceptionLayer {
    .branches([
      [layer("\(name).branch3x3", 384, 3, 3, stride: 2, pads: false)],
      [
        layer("\(name).branch3x3dbl_1", 64), layer("\(name).branch3x3dbl_2", 96, 3, 3),
        layer("\(name).branch3x3dbl_3", 96, 3, 3, stride: 2, pads: false),
      ],
      [.pooling(halvingPool)],
    ])
  }

  /// At 17×17.
  private static func middle(_ name: String, inner: Int) -> InceptionLayer {
    .branches([
      [layer("\(name).branch1x1", 192)],
      [
        layer("\(name).branch7x7_1", inner), layer("\(name).branch7x7_2", inner, 1, 7),
        layer("\(name).branch7x7_3", 192, 7, 1),
      ],
      [
        layer("\(name).branch7x7dbl_1", inner), layer("\(name).branch7x7dbl_2", inner, 7, 1),
        layer("\(name).branch7x7dbl_3", inner, 1, 7), layer("\(name).branch7x7dbl_4", inner, 7, 1),
        layer("\(name).branch7x7dbl_5", 192, 1, 7),
      ],
      [.pooling(WindowPooling(.mean, edge: 3, padding: 1)), layer("\(name).branch_pool", 192)],
    ])
  }

  /// From 17×17 to 8×8.
  private static func halvingMiddle(_ name: String) -> InceptionLayer {
    .branches([
      [
        layer("\(name).branch3x3_1", 192),
        layer("\(name).branch3x3_2", 320, 3, 3, stride: 2, pads: false),
      ],
      [
        layer("\(name).branch7x7x3_1", 192), layer("\(name).branch7x7x3_2", 192, 1, 7),
        layer("\(name).branch7x7x3_3", 192, 7, 1),
        layer("\(name).branch7x7x3_4", 192, 3, 3, stride: 2, pads: false),
      ],
      [.pooling(halvingPool)],
    ])
  }

  /// At 8×8.
  private static func coarse(_ name: String, pooling: WindowPooling.Kind) -> InceptionLayer {
    func split(_ branch: String) -> InceptionLayer {
      .branches([
        [layer("\(name).\(branch)a", 384, 1, 3)], [layer("\(name).\(branch)b", 384, 3, 1)],
      ])
    }
    return .branches([
      [layer("\(name).branch1x1", 320)],
      [layer("\(name).branch3x3_1", 384), split("branch3x3_2")],
      [
        layer("\(name).branch3x3dbl_1", 448), layer("\(name).branch3x3dbl_2", 384, 3, 3),
        split("branch3x3dbl_3"),
      ],
      [.pooling(WindowPooling(pooling, edge: 3, padding: 1)), layer("\(name).branch_pool", 192)],
    ])
  }
}
