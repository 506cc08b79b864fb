package import Engine

/// The networks that enlarge images.
///
///     generator       9×9, `width`; blocks of two 3×3 with batch norms; 3×3 and a skip over all of them; per doubling 3×3 to four times as many
///                     channels, which become pixels; 9×9; learnt rectifiers
///     discriminator   3×3 of stride 1 and 2 in turn, `width` doubled three times; batch norm but for the first; leaky; two dense layers
///
/// - Source: Ledig et al. (2017), arXiv 1609.04802, figure 4: 16 blocks of width 64.
package enum SuperResolutionNetworks {
  /// Twice as large per doubling.
  package static func generator(
    channels: Int, width: Int, blocks: Int, doublings: Int
  ) -> [any Layer] {
    func convolution(_ from: Int, _ to: Int, _ window: Int) -> any Layer {
      ConvolutionLayer(from: from, to: to, window: window, padding: window / 2)
    }
    let body = (0..<blocks).map { _ -> any Layer in
      ResidualLayer([
        convolution(width, width, 3), BatchNormLayer(width: width),
        ParametricReLULayer(width: width), convolution(width, width, 3),
        BatchNormLayer(width: width),
      ])
    }
    let up = (0..<doublings).flatMap { _ -> [any Layer] in
      [
        convolution(width, 4 * width, 3), OperationLayer(PixelShuffle()),
        ParametricReLULayer(width: width),
      ]
    }
    return [
      convolution(channels, width, 9), ParametricReLULayer(width: width),
      ResidualLayer(body + [convolution(width, width, 3), BatchNormLayer(width: width)]),
    ] + up + [convolution(width, channels, 9)]
  }

  /// For square crops with this edge, a multiple of 16.
  package static func discriminator(channels: Int, width: Int, edge: Int) -> [any Layer] {
    var (result, from): ([any Layer], Int) = ([], channels)
    for stage in 0..<8 {
      let to = width << (stage / 2)
      let isFirst = stage == 0
      result.append(
        ConvolutionLayer(
          from: from, to: to, window: 3, stride: stage % 2 + 1, padding: 1, bias: isFirst,
          slope: isFirst ? 0.2 : 1))
      if !isFirst { result.append(BatchNormLayer(width: to, slope: 0.2)) }
      from = to
    }
    return result + [
      DenseLayer(from: edge / 16 * (edge / 16) * from, to: 16 * width, slope: 0.2),
      DenseLayer(from: 16 * width, to: 1),
    ]
  }
}
