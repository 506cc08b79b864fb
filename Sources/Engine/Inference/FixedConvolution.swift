internal import CKernels
public import Parallel

/// A convolution whose weights never change, with rectangular windows, bias and, when asked for, a leaky rectifier.
///
///     output[b, i, j, f] = leaky(Σ x[b, i s - p + u, j s - q + v, c] weight[u, v, c, f] + bias[f])
///
/// where leaky(a) is a for positive a and slope · a otherwise; pixels outside the image are zero. `Convolution` is the
/// one that is trained; this one has no gradient, as nothing asks for it, and its weights are brought into the order of
/// the products once.
/// - Shapes: x is `[batch, height, width, channels]`, weight `[rows, columns, channels, filters]`, bias `[filters]`;
///   the result is `[batch, (height + 2 p - rows) / s + 1, (width + 2 q - columns) / s + 1, filters]`.
/// - Source: Dumoulin and Visin (2016), arXiv 1603.07285, chapter 2.
public struct FixedConvolution: FixedLayer {
  /// How windows lie on the image.
  public struct Window: Sendable, Equatable {
    /// The window's height and width in pixels.
    public var rows, columns: Int
    /// Pixels from one window to the next, in both directions.
    public var stride: Int
    /// Zeros above and below the image.
    public var rowPadding: Int
    /// Zeros left and right of the image.
    public var columnPadding: Int

    /// A window; with `pads`, one that keeps the image's size when the stride is 1 and both edges are odd.
    public init(rows: Int, columns: Int, stride: Int = 1, pads: Bool) {
      (self.rows, self.columns, self.stride) = (rows, columns, stride)
      (rowPadding, columnPadding) = pads ? ((rows - 1) / 2, (columns - 1) / 2) : (0, 0)
    }
  }

  private let window: Window
  private let channels: Int
  private let filters: Int
  private let slope: Float
  private let packed: Tensor
  private let bias: Tensor

  /// A convolution; slope 1 is without activation, slope 0 a rectifier.
  /// - Precondition: tensors in the shapes above that belong to the window.
  public init(weight: Tensor, bias: Tensor, window: Window, slope: Float = 1) {
    precondition(
      weight.shape.count == 4 && weight.shape.prefix(2) == [window.rows, window.columns]
        && bias.shape == [weight.shape[3]],
      "fixed convolution: \(weight.shape) and \(bias.shape) for \(window)")
    (channels, filters) = (weight.shape[2], weight.shape[3])
    (self.window, self.slope, self.bias) = (window, slope, bias)
    let depth = window.rows * window.columns * channels
    packed = Tensor(uninitialized: [depth * ck_panel_columns(filters)])
    ck_pack_panels(depth, filters, weight.pointer, filters, 1, depth, 0, packed.pointer)
  }

  public func outputShape(_ input: [Int]) -> [Int] {
    precondition(
      input.count == 4 && input[3] == channels,
      "fixed convolution: \(input) where there are \(channels) channels")
    let rows = (input[1] + 2 * window.rowPadding - window.rows) / window.stride + 1
    let columns = (input[2] + 2 * window.columnPadding - window.columns) / window.stride + 1
    precondition(rows > 0 && columns > 0, "fixed convolution: \(window) on \(input)")
    return [input[0], rows, columns, filters]
  }

  /// Pixels and filters of one piece of work: enough for the products to be busy, few enough for small images to make
  /// several.
  private static let (pixelCount, filterCount) = (96, 128)

  public func run(_ x: Tensor, into output: Tensor, at channel: Int, team: ThreadTeam) {
    let shape = outputShape(x.shape)
    let (rows, columns, width) = (shape[1], shape[2], output.shape[3])
    precondition(
      output.shape.dropLast() == shape.dropLast() && channel + filters <= width,
      "fixed convolution: \(shape) into \(output.shape) at \(channel)")
    let (source, rowStride, imageStride) = padded(x, team)
    var (from, to): ([Int32], [Int32]) = ([], [])
    for row in 0..<rows {
      for column in 0..<columns {
        from.append(Int32(row * window.stride * rowStride + column * window.stride * channels))
        to.append(Int32((row * columns + column) * width))
      }
    }
    let (count, run) = (shape[0] * rows * columns, window.columns * channels)
    let pixelPieces = (count + Self.pixelCount - 1) / Self.pixelCount
    let filterPieces = (filters + Self.filterCount - 1) / Self.filterCount
    from.withUnsafeBufferPointer { from in
      to.withUnsafeBufferPointer { to in
        team.forEach(pixelPieces * filterPieces) { piece in
          let first = piece / filterPieces * Self.pixelCount
          let filter = piece % filterPieces * Self.filterCount
          var windows = ck_rows(
            base: source.pointer, per_image: rows * columns, image_stride: imageStride,
            offsets: from.baseAddress)
          var pixels = ck_rows(
            base: output.pointer + channel + filter, per_image: rows * columns,
            image_stride: rows * columns * width, offsets: to.baseAddress)
          ck_window_products(
            &windows, first, min(Self.pixelCount, count - first), window.rows, rowStride, run,
            min(Self.filterCount, filters - filter),
            packed.pointer + filter * window.rows * run, bias.pointer + filter, slope, &pixels)
        }
      }
    }
  }

  /// The images with their zeros, how far apart their rows are, and how far apart they are.
  private func padded(_ x: Tensor, _ team: ThreadTeam) -> (Tensor, Int, Int) {
    let (height, width, size) = (x.shape[1], x.shape[2], x.shape[1] * x.shape[2] * channels)
    let (top, left) = (window.rowPadding, window.columnPadding)
    if top == 0 && left == 0 { return (x, width * channels, size) }
    let (paddedHeight, paddedWidth) = (height + 2 * top, width + 2 * left)
    let stride = paddedHeight * paddedWidth * channels
    let result = Tensor(uninitialized: [x.shape[0] * stride])
    team.forEach(x.shape[0]) { image in
      ck_pad_image(
        height, width, channels, top, left, paddedHeight, paddedWidth, x.pointer + image * size,
        nil, 1, result.pointer + image * stride)
    }
    return (result, paddedWidth * channels, stride)
  }
}
