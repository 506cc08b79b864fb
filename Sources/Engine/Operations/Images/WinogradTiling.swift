internal import CKernels
internal import Parallel

/// The three maps of a `WindowGeometry` for 4×4 windows with stride 2, by Winograd's minimal filtering F(4×4, 2×2).
///
/// Both sides and the weights are brought to 25 points, where a convolution is one matrix product per point instead of one per
/// weight of the window: 25 multiplications where 64 are due. Rounding errors are some 10⁻⁶ of the largest sum, ten times
/// those of direct sums. Points of a side are `[25, batch · tiles, 4 channels]` (images) or `[25, batch · tiles, filters]`
/// (windows), weights' `[25, 4 channels, filters]`; a plane of padding apart, so that a tile's 25 places do not
/// share one set of the cache.
/// - Source: Lavin and Gray (2016), "Fast algorithms for convolutional neural networks", CVPR, section 4, applied to the four phases of
///   a stride of 2.
struct WinogradTiling {
  private let shape: ck_tiling
  private var tiles: Int { shape.tile_rows * shape.tile_columns }
  private var channels: Int { shape.channels }
  private var filters: Int { shape.filters }

  /// Points per tile, phase and channel.
  private static let pointCount = 25
  /// Windows along a tile's edge.
  private static let edge = 4
  /// The point at which a tile's windows stand added up: 1 in both directions.
  private static let sumPoint = 6
  /// Floats between the end of a plane and the next one.
  private static let gap = 16
  /// Rows of a weight's plane, and of a side's, in one piece of work.
  private static let (weightRows, productRows) = (16, 512)

  /// The tiling of a geometry; nil where windows are others, channels do not fill a vector, or tiles would reach so far
  /// beyond the windows that nothing is saved.
  init?(_ geometry: WindowGeometry) {
    let (rows, columns) = (geometry.rows, geometry.columns)
    let (down, across) = ((rows + 3) / Self.edge, (columns + 3) / Self.edge)
    guard geometry.kernel == 4, geometry.stride == 2, geometry.channels.isMultiple(of: 8),
      geometry.filters.isMultiple(of: 8), 2 * Self.pointCount * down * across <= 16 * rows * columns
    else { return nil }
    shape = ck_tiling(
      height: geometry.height, width: geometry.width, channels: geometry.channels, rows: rows,
      columns: columns, filters: geometry.filters, padding: geometry.padding, tile_rows: down,
      tile_columns: across)
  }

  private func plane(_ rows: Int, _ columns: Int) -> Int { rows * columns + Self.gap }

  // MARK: Points

  /// Points of the image side, times the activation's slope where `activated` is not positive.
  func images(_ x: Tensor, activated: Tensor?, slope: Float, _ team: ThreadTeam) -> Tensor {
    points(
      of: x, activated, slope, tileWidth: 4 * channels, team
    ) { shape, x, activated, out, plane in
      ck_tile_image(shape, x, activated, slope, out, plane)
    }
  }

  /// Points of the window side, times the activation's slope where `activated` is not positive.
  func windows(_ x: Tensor, activated: Tensor?, slope: Float, _ team: ThreadTeam) -> Tensor {
    points(
      of: x, activated, slope, tileWidth: filters, team
    ) { shape, x, activated, out, plane in
      ck_tile_windows(shape, x, activated, slope, out, plane)
    }
  }

  private typealias Transform = (
    UnsafePointer<ck_tiling>, UnsafePointer<Float>, UnsafePointer<Float>?,
    UnsafeMutablePointer<Float>, Int
  ) -> Void

  private func points(
    of x: Tensor, _ activated: Tensor?, _ slope: Float, tileWidth: Int, _ team: ThreadTeam,
    _ transform: Transform
  ) -> Tensor {
    let (batch, count) = (x.shape[0], x.count / x.shape[0])
    let plane = plane(batch * tiles, tileWidth)
    let result = Tensor(uninitialized: [Self.pointCount * plane])
    let mask = slope == 1 ? nil : activated
    withUnsafePointer(to: shape) { shape in
      team.forEach(batch) { image in
        transform(
          shape, x.pointer + image * count,
          mask.map { UnsafePointer($0.pointer + image * count) },
          result.pointer + image * tiles * tileWidth, plane)
      }
    }
    return result
  }

  private func points(ofWeight weight: Tensor, _ team: ThreadTeam) -> Tensor {
    let (rows, plane) = (4 * channels, plane(4 * channels, filters))
    let result = Tensor(uninitialized: [Self.pointCount * plane])
    team.forEach((rows + Self.weightRows - 1) / Self.weightRows) { piece in
      for row in piece * Self.weightRows..<min(rows, (piece + 1) * Self.weightRows) {
        ck_tile_weights(channels, filters, row, weight.pointer, result.pointer, plane)
      }
    }
    return result
  }

  // MARK: The three maps

  /// `leaky(gather(image) + bias)` from the image side's points: `[batch, rows, columns, filters]`.
  func gather(
    _ images: Tensor, batch: Int, _ weight: Tensor, bias: Tensor?, slope: Float, _ team: ThreadTeam
  ) -> Tensor {
    let products = products(images, weight, batch, isTransposed: false, team)
    let plane = plane(batch * tiles, filters)
    let output = Tensor(uninitialized: [batch, shape.rows, shape.columns, filters])
    let count = output.count / batch
    withUnsafePointer(to: shape) { shape in
      team.forEach(batch) { image in
        ck_untile_windows(
          shape, products.pointer + image * tiles * filters, plane, bias.map(address), slope,
          output.pointer + image * count)
      }
    }
    return output
  }

  /// `leaky(scatter(windows) + bias)` from the window side's points: `[batch, height, width, channels]`.
  func scatter(
    _ windows: Tensor, batch: Int, _ weight: Tensor, bias: Tensor?, slope: Float,
    _ team: ThreadTeam
  ) -> Tensor {
    let products = products(windows, weight, batch, isTransposed: true, team)
    let plane = plane(batch * tiles, 4 * channels)
    let output = Tensor(uninitialized: [batch, shape.height, shape.width, channels])
    let count = output.count / batch
    withUnsafePointer(to: shape) { shape in
      team.forEach(batch) { image in
        ck_untile_image(
          shape, products.pointer + image * tiles * 4 * channels, plane, bias.map(address), slope,
          output.pointer + image * count)
      }
    }
    return output
  }

  private func address(_ tensor: Tensor) -> UnsafePointer<Float> { UnsafePointer(tensor.pointer) }

  /// Point by point, the images' `[batch · tiles, 4 channels]` times the weights' `[4 channels, filters]`, or the windows' times its transpose.
  private func products(
    _ side: Tensor, _ weight: Tensor, _ batch: Int, isTransposed: Bool, _ team: ThreadTeam
  ) -> Tensor {
    let (from, to) = isTransposed ? (filters, 4 * channels) : (4 * channels, filters)
    let weights = points(ofWeight: weight, team)
    let rows = batch * tiles
    let (own, other) = (plane(rows, from), plane(4 * channels, filters))
    let target = plane(rows, to)
    let result = Tensor(uninitialized: [Self.pointCount * target])
    let pieces = (rows + Self.productRows - 1) / Self.productRows
    team.forEach(Self.pointCount * pieces) { index in
      let (point, first) = (index / pieces, index % pieces * Self.productRows)
      MatrixProduct.run(
        Block(side, at: point * own + first * from, stride: from),
        Block(weights, at: point * other, stride: filters), transposeB: isTransposed,
        into: Block(result, at: point * target + first * to, stride: to),
        rows: min(Self.productRows, rows - first), columns: to, inner: from)
    }
    return result
  }

  /// The weights' gradient, from both sides' points: `[4, 4, channels, filters]`.
  func outer(_ images: Tensor, _ windows: Tensor, batch: Int, _ team: ThreadTeam) -> Tensor {
    let (tileCount, rows) = (batch * tiles, 4 * channels)
    let (left, right) = (plane(tileCount, rows), plane(tileCount, filters))
    let target = plane(rows, filters)
    let sums = Tensor(uninitialized: [Self.pointCount * target])
    team.forEach(Self.pointCount) { point in
      MatrixProduct.run(
        Block(images, at: point * left, stride: rows), transposeA: true,
        Block(windows, at: point * right, stride: filters),
        into: Block(sums, at: point * target, stride: filters), rows: rows, columns: filters,
        inner: tileCount)
    }
    let result = Tensor(uninitialized: [4, 4, channels, filters])
    team.forEach((rows + Self.weightRows - 1) / Self.weightRows) { piece in
      for row in piece * Self.weightRows..<min(rows, (piece + 1) * Self.weightRows) {
        ck_untile_weights(channels, filters, row, sums.pointer, target, result.pointer)
      }
    }
    return result
  }

  /// The sum over pixels of the window side, from its points: a bias's gradient.
  func windowSums(_ windows: Tensor, batch: Int) -> Tensor {
    let result = Tensor(uninitialized: [filters])
    ck_column_sums(
      batch * tiles, filters,
      windows.pointer + Self.sumPoint * plane(batch * tiles, filters), filters, result.pointer)
    return result
  }
}
