internal import CKernels
internal import Parallel

/// How square windows lie on an image: the geometry that a convolution and its transpose share.
///
/// The *image side* is `[batch, height, width, channels]`, the *window side* `[batch, rows, columns, filters]`, a pixel per
/// window; weights are `[kernel, kernel, channels, filters]`. Window (i, j) begins at row `i stride - padding`. Three
/// linear maps follow, and every convolution's two directions are made of them:
///
///     gather   windows[i, j, f] = Σ image[i s - p + u, j s - p + v, c] weight[u, v, c, f]
///     scatter  image[y, x, c]   = Σ windows[i, j, f] weight[u, v, c, f]   where y = i s - p + u, x = j s - p + v
///     outer    weight[u, v, c, f] = Σ image[i s - p + u, j s - p + v, c] windows[i, j, f]
///
/// A side is prepared once (`imageSide`, `windowSide`) for the maps that read it: where a `WinogradTiling` takes fewer products it is
/// brought to its points, elsewhere padded, and products read runs of it in place: nothing is unfolded.
/// Work is shared out by image or by weight, so no sum is split and results do not depend on the number of threads.
struct WindowGeometry {
  let height: Int
  let width: Int
  let channels: Int
  let filters: Int
  let kernel: Int
  let stride: Int
  let padding: Int
  /// Windows in a column and in a row of the image.
  let rows: Int
  let columns: Int

  /// The windows on an image of this size.
  init(
    height: Int, width: Int, channels: Int, filters: Int, kernel: Int, stride: Int, padding: Int
  ) {
    (self.height, self.width, self.channels, self.filters) = (height, width, channels, filters)
    (self.kernel, self.stride, self.padding) = (kernel, stride, padding)
    rows = (height + 2 * padding - kernel) / stride + 1
    columns = (width + 2 * padding - kernel) / stride + 1
    precondition(rows > 0 && columns > 0, "a window of \(kernel) on \(height)x\(width) pixels")
  }

  /// The tiling that takes fewer products, where there is one.
  var tiling: WinogradTiling? { WinogradTiling(self) }

  /// Whether scattering goes by one product per window, added up afterwards: few channels would leave registers empty.
  var isNarrow: Bool { channels <= 4 }

  /// Zeros around the window side, as many as a pixel of the image is reached by windows on either side.
  var margin: Int { isNarrow ? 0 : (kernel + stride - 1) / stride - 1 }

  var paddedHeight: Int { height + 2 * padding }
  var paddedWidth: Int { width + 2 * padding }
  var paddedRows: Int { isNarrow ? rows : margin + max(rows, (height - 1 + padding) / stride + 1) }
  var paddedColumns: Int {
    isNarrow ? columns : margin + max(columns, (width - 1 + padding) / stride + 1)
  }

  var imageStride: Int { paddedHeight * paddedWidth * channels }
  var windowStride: Int { paddedRows * paddedColumns * filters }

  /// Images per piece of work, so that a piece has some hundred pixels.
  func piece(_ batch: Int, pixels: Int) -> Int { min(max(1, 256 / pixels), max(1, batch)) }

  /// Where each window begins in a padded image.
  var windowStarts: [Int32] {
    offsets(rows, columns) { ($0 * stride * paddedWidth + $1 * stride) * channels }
  }

  /// Where each window's pixel is in the padded window side.
  var windowPlaces: [Int32] {
    offsets(rows, columns) { (($0 + margin) * paddedColumns + $1 + margin) * filters }
  }

  /// `place(row, column)` for every pixel in row-major order.
  func offsets(_ rows: Int, _ columns: Int, _ place: (Int, Int) -> Int) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { result.append(Int32(place(row, column))) }
    }
    return result
  }
}

// MARK: Sides

extension WindowGeometry {
  /// Floats behind the last pixel that products may read.
  static let slack = 32

  /// The image side as the maps read it, times the activation's slope where `activated` is not positive.
  func imageSide(_ x: Tensor, activated: Tensor?, slope: Float, _ team: ThreadTeam) -> Tensor {
    if let tiling { return tiling.images(x, activated: activated, slope: slope, team) }
    return pad(
      x, activated, slope, size: (height, width, channels), margin: padding,
      padded: (paddedHeight, paddedWidth), team)
  }

  /// The window side as the maps read it, times the activation's slope where `activated` is not positive.
  func windowSide(_ x: Tensor, activated: Tensor?, slope: Float, _ team: ThreadTeam) -> Tensor {
    if let tiling { return tiling.windows(x, activated: activated, slope: slope, team) }
    return pad(
      x, activated, slope, size: (rows, columns, filters), margin: margin,
      padded: (paddedRows, paddedColumns), team)
  }

  private func pad(
    _ x: Tensor, _ activated: Tensor?, _ slope: Float, size: (Int, Int, Int), margin: Int,
    padded: (Int, Int), _ team: ThreadTeam
  ) -> Tensor {
    let (batch, count) = (x.shape[0], size.0 * size.1 * size.2)
    precondition(x.count == batch * count, "\(x.shape) where \(size) per image are expected")
    let stride = padded.0 * padded.1 * size.2
    let result = Tensor(uninitialized: [batch * stride + Self.slack])
    let piece = piece(batch, pixels: size.0 * size.1)
    let mask = slope == 1 ? nil : activated
    team.forEach((batch + piece - 1) / piece) { part in
      for image in part * piece..<min(batch, (part + 1) * piece) {
        ck_pad_image(
          size.0, size.1, size.2, margin, margin, padded.0, padded.1, x.pointer + image * count,
          mask.map { UnsafePointer($0.pointer + image * count) }, slope,
          result.pointer + image * stride)
      }
    }
    (result.pointer + batch * stride).update(repeating: 0, count: Self.slack)
    return result
  }
}
