internal import CKernels
internal import Parallel

/// The three maps of a `WindowGeometry` by Winograd's minimal filtering: of 4×4 windows with stride 2 by F(4×4, 2×2) on the four
/// phases of the stride, of 3×3 windows with stride 1 by F(4×4, 3×3).
///
/// Both sides and the weights are brought to points, where a convolution is one matrix product per point instead of one per weight of the
/// window: 25 multiplications where 64 are due, or 36 where 144 are, when tiles fill the windows. Rounding errors are some 10⁻⁵ of the largest
/// sum. Points of a side are `[points, batch · tiles, phases · channels]` (images) or `[points, batch · tiles, filters]`
/// (windows), weights' `[points, phases · channels, filters]`; a gap between the planes keeps a tile's places from
/// sharing one set of the cache.
/// - Source: Lavin and Gray (2016), "Fast algorithms for convolutional neural networks", CVPR, section 4.
struct WinogradTiling {
  private let shape: ck_tiling
  private let kernel: Int
  /// Points per tile, phase and channel.
  private let pointCount: Int
  /// The point at which a tile's windows stand added up: 1 in both directions.
  private let sumPoint: Int
  /// What an image's points and weights' points are as wide and as high as: phases · channels.
  private let depth: Int

  private var tiles: Int { shape.tile_rows * shape.tile_columns }
  private var filters: Int { shape.filters }

  /// Windows along a tile's edge.
  private static let edge = 4
  /// The share of the direct products that tiles take at most, to be worth their transforms.
  private static let largestShare = 0.7
  /// Floats between the end of a plane and the next one.
  private static let gap = 16
  /// Rows of a weight's plane, and of a side's, in one piece of work.
  private static let (weightRows, productRows) = (16, 512)

  /// The tiling of a geometry; nil where windows are others, channels do not fill a vector, or tiles would reach so far
  /// beyond the windows that too little is saved.
  init?(_ geometry: WindowGeometry) {
    let stride = geometry.stride
    kernel = geometry.kernel
    guard (kernel, stride) == (4, 2) || (kernel, stride) == (3, 1),
      geometry.channels.isMultiple(of: 8), geometry.filters.isMultiple(of: 8)
    else { return nil }
    let pointEdge = Self.edge + kernel / stride - 1
    (pointCount, sumPoint) = (pointEdge * pointEdge, pointEdge + 1)
    depth = stride * stride * geometry.channels
    let (rows, columns) = (geometry.rows, geometry.columns)
    let (down, across) = ((rows + 3) / Self.edge, (columns + 3) / Self.edge)
    let (products, direct) = (
      pointCount * stride * stride * down * across, kernel * kernel * rows * columns
    )
    if Double(products) > Self.largestShare * Double(direct) { return nil }
    shape = ck_tiling(
      height: geometry.height, width: geometry.width, channels: geometry.channels, rows: rows,
      columns: columns, filters: geometry.filters, stride: stride, padding: geometry.padding,
      tile_rows: down, tile_columns: across)
  }

  private func plane(_ rows: Int, _ columns: Int) -> Int { rows * columns + Self.gap }

  // MARK: Points

  /// Points of the image side, times the activation's slope where `activated` is not positive.
  func images(_ x: Tensor, activated: Tensor?, slope: Float, _ team: ThreadTeam) -> Tensor {
    points(
      of: x, activated, slope, size: shape.height * shape.width * shape.channels,
      tileWidth: depth, team
    ) { shape, x, activated, out, plane in
      ck_tile_image(shape, x, activated, slope, out, plane)
    }
  }

  /// Points of the window side, times the activation's slope where `activated` is not positive.
  func windows(_ x: Tensor, activated: Tensor?, slope: Float, _ team: ThreadTeam) -> Tensor {
    points(
      of: x, activated, slope, size: shape.rows * shape.columns * filters, tileWidth: filters, team
    ) { shape, x, activated, out, plane in
      ck_tile_windows(shape, x, activated, slope, out, plane)
    }
  }

  private typealias Transform = (
    UnsafePointer<ck_tiling>, UnsafePointer<Float>, UnsafePointer<Float>?,
    UnsafeMutablePointer<Float>, Int
  ) -> Void

  private func points(
    of x: Tensor, _ activated: Tensor?, _ slope: Float, size: Int, tileWidth: Int,
    _ team: ThreadTeam, _ transform: Transform
  ) -> Tensor {
    let batch = x.shape[0]
    precondition(
      x.count == batch * size && (activated?.count ?? x.count) == x.count,
      "\(x.shape) where \(size) per image are expected")
    let plane = plane(batch * tiles, tileWidth)
    let result = Tensor(uninitialized: [pointCount * plane])
    let mask = slope == 1 ? nil : activated
    withUnsafePointer(to: shape) { shape in
      team.forEach(batch) { image in
        transform(
          shape, x.pointer + image * size,
          mask.map { UnsafePointer($0.pointer + image * size) },
          result.pointer + image * tiles * tileWidth, plane)
      }
    }
    return result
  }

  private func points(ofWeight weight: Tensor, _ team: ThreadTeam) -> Tensor {
    let plane = plane(depth, filters)
    let result = Tensor(uninitialized: [pointCount * plane])
    eachWeightRow(team) { ck_tile_weights($0, $1, weight.pointer, result.pointer, plane) }
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
    let count = shape.rows * shape.columns * filters
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
    let plane = plane(batch * tiles, depth)
    let output = Tensor(uninitialized: [batch, shape.height, shape.width, shape.channels])
    let count = shape.height * shape.width * shape.channels
    withUnsafePointer(to: shape) { shape in
      team.forEach(batch) { image in
        ck_untile_image(
          shape, products.pointer + image * tiles * depth, plane, bias.map(address), slope,
          output.pointer + image * count)
      }
    }
    return output
  }

  private func address(_ tensor: Tensor) -> UnsafePointer<Float> { UnsafePointer(tensor.pointer) }

  /// Point by point, the images' `[batch · tiles, depth]` times the weights' `[depth, filters]`, or the windows' times its transpose.
  private func products(
    _ side: Tensor, _ weight: Tensor, _ batch: Int, isTransposed: Bool, _ team: ThreadTeam
  ) -> Tensor {
    let (from, to) = isTransposed ? (filters, depth) : (depth, filters)
    let weights = points(ofWeight: weight, team)
    let rows = batch * tiles
    let (own, other) = (plane(rows, from), plane(depth, filters))
    let target = plane(rows, to)
    let result = Tensor(uninitialized: [pointCount * target])
    let pieces = (rows + Self.productRows - 1) / Self.productRows
    team.forEach(pointCount * pieces) { index in
      let (point, first) = (index / pieces, index % pieces * Self.productRows)
      MatrixProduct.run(
        Block(side, at: point * own + first * from, stride: from),
        Block(weights, at: point * other, stride: filters), transposeB: isTransposed,
        into: Block(result, at: point * target + first * to, stride: to),
        rows: min(Self.productRows, rows - first), columns: to, inner: from)
    }
    return result
  }

  /// The weights' gradient, from both sides' points: `[kernel, kernel, channels, filters]`.
  func outer(_ images: Tensor, _ windows: Tensor, batch: Int, _ team: ThreadTeam) -> Tensor {
    let tileCount = batch * tiles
    let (left, right) = (plane(tileCount, depth), plane(tileCount, filters))
    let target = plane(depth, filters)
    let sums = Tensor(uninitialized: [pointCount * target])
    team.forEach(pointCount) { point in
      MatrixProduct.run(
        Block(images, at: point * left, stride: depth), transposeA: true,
        Block(windows, at: point * right, stride: filters),
        into: Block(sums, at: point * target, stride: filters), rows: depth, columns: filters,
        inner: tileCount)
    }
    let result = Tensor(uninitialized: [kernel, kernel, shape.channels, filters])
    eachWeightRow(team) { ck_untile_weights($0, $1, sums.pointer, target, result.pointer) }
    return result
  }

  private func eachWeightRow(
    _ team: ThreadTeam, _ transform: (UnsafePointer<ck_tiling>, Int) -> Void
  ) {
    withUnsafePointer(to: shape) { shape in
      team.forEach((depth + Self.weightRows - 1) / Self.weightRows) { piece in
        for row in piece * Self.weightRows..<min(depth, (piece + 1) * Self.weightRows) {
          transform(shape, row)
        }
      }
    }
  }

  /// The sum over pixels of the window side, from its points: a bias's gradient.
  func windowSums(_ windows: Tensor, batch: Int) -> Tensor {
    let result = Tensor(uninitialized: [filters])
    ck_column_sums(
      batch * tiles, filters,
      windows.pointer + sumPoint * plane(batch * tiles, filters), filters, result.pointer)
    return result
  }
}
