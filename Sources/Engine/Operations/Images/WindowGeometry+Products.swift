internal import CKernels
internal import Parallel

extension WindowGeometry {
  /// `leaky(gather(image) + bias)` from the image side: `[batch, rows, columns, filters]`.
  func gather(
    _ images: Tensor, batch: Int, _ weight: Tensor, bias: Tensor?, slope: Float, _ team: ThreadTeam
  ) -> Tensor {
    if let tiling {
      return tiling.gather(images, batch: batch, weight, bias: bias, slope: slope, team)
    }
    let output = Tensor(uninitialized: [batch, rows, columns, filters])
    let depth = kernel * kernel * channels
    let packed = Tensor(uninitialized: [depth * ck_panel_columns(filters)])
    ck_pack_panels(depth, filters, weight.pointer, filters, 1, depth, 0, packed.pointer)
    let (from, to) = (windowStarts, offsets(rows, columns) { ($0 * columns + $1) * filters })
    products(
      from: Side(images, from, imageStride), to: Side(output, to, rows * columns * filters),
      batch: batch, taps: kernel, tapStride: paddedWidth * channels, run: kernel * channels,
      outputs: filters, packed: packed.pointer, bias: bias, slope: slope, team)
    return output
  }

  /// `leaky(scatter(windows) + bias)` from the window side: `[batch, height, width, channels]`.
  func scatter(
    _ windows: Tensor, batch: Int, _ weight: Tensor, bias: Tensor?, slope: Float,
    _ team: ThreadTeam
  ) -> Tensor {
    if let tiling {
      return tiling.scatter(windows, batch: batch, weight, bias: bias, slope: slope, team)
    }
    let output = Tensor(uninitialized: [batch, height, width, channels])
    if isNarrow {
      scatterNarrow(windows, batch, weight, bias, slope, into: output, team)
    } else {
      for row in 0..<stride {
        for column in 0..<stride {
          scatterPhase(row, column, windows, batch, weight, bias, slope, into: output, team)
        }
      }
    }
    return output
  }

  /// The image's pixels that windows reach with `kernel` rows u ≡ `row` and columns v ≡ `column` modulo the stride.
  private func scatterPhase(
    _ row: Int, _ column: Int, _ windows: Tensor, _ batch: Int, _ weight: Tensor, _ bias: Tensor?,
    _ slope: Float, into output: Tensor, _ team: ThreadTeam
  ) {
    let (down, across) = (taps(row), taps(column))
    let depth = down * across * filters
    let packed = Tensor(uninitialized: [max(1, depth) * ck_panel_columns(channels)])
    // Along the image, windows follow each other with falling u and v.
    for i in 0..<down {
      for j in 0..<across {
        let place = (row + stride * (down - 1 - i)) * kernel + column + stride * (across - 1 - j)
        ck_pack_panels(
          filters, channels, weight.pointer + place * channels * filters, 1, filters, depth,
          (i * across + j) * filters, packed.pointer)
      }
    }
    let (ys, xs) = (pixels(row, height), pixels(column, width))
    var (from, to): ([Int32], [Int32]) = ([], [])
    for y in ys {
      for x in xs {
        let (firstRow, firstColumn) = ((y + padding) / stride, (x + padding) / stride)
        let place = (firstRow - down + 1 + margin) * paddedColumns + firstColumn - across + 1
        from.append(Int32((place + margin) * filters))
        to.append(Int32((y * width + x) * channels))
      }
    }
    products(
      from: Side(windows, from, windowStride), to: Side(output, to, height * width * channels),
      batch: batch, taps: down, tapStride: paddedColumns * filters, run: across * filters,
      outputs: channels, packed: packed.pointer, bias: bias, slope: slope, team)
  }

  /// How many of a window's rows (or columns) are ≡ `phase` modulo the stride.
  private func taps(_ phase: Int) -> Int { max(0, (kernel - phase + stride - 1) / stride) }

  /// The pixels along an edge whose distance from the padded edge is ≡ `phase` modulo the stride.
  private func pixels(_ phase: Int, _ size: Int) -> [Int] {
    (0..<size).filter { ($0 + padding) % stride == phase }
  }

  /// One product per window, then every pixel's share of all windows added up.
  private func scatterNarrow(
    _ windows: Tensor, _ batch: Int, _ weight: Tensor, _ bias: Tensor?, _ slope: Float,
    into output: Tensor, _ team: ThreadTeam
  ) {
    let depth = kernel * kernel * channels
    let packed = Tensor(uninitialized: [filters * ck_panel_columns(depth)])
    ck_pack_panels(filters, depth, weight.pointer, 1, filters, filters, 0, packed.pointer)
    let (from, to) = (windowPlaces, offsets(rows, columns) { ($0 * columns + $1) * depth })
    let (pixels, size) = (rows * columns, height * width * channels)
    let parts = Tensor(uninitialized: [batch, pixels * depth])
    var shape = ck_scatter(
      height: height, width: width, channels: channels, window_rows: rows, window_columns: columns,
      kernel: kernel, stride: stride, padding: padding)
    let piece = piece(batch, pixels: pixels)
    withUnsafePointer(to: &shape) { shape in
      from.withUnsafeBufferPointer { from in
        to.withUnsafeBufferPointer { to in
          team.forEach((batch + piece - 1) / piece) { part in
            for image in part * piece..<min(batch, (part + 1) * piece) {
              let own = parts.pointer + image * pixels * depth
              var source = ck_rows(
                base: windows.pointer + image * windowStride, per_image: pixels, image_stride: 0,
                offsets: from.baseAddress)
              var target = ck_rows(
                base: own, per_image: pixels, image_stride: 0, offsets: to.baseAddress)
              ck_window_products(
                &source, 0, pixels, 1, 0, filters, depth, packed.pointer, nil, 1, &target)
              ck_scatter_windows(
                shape, own, bias.map { UnsafePointer($0.pointer) }, slope,
                output.pointer + image * size)
            }
          }
        }
      }
    }
  }

  /// Pixels of a tensor: where they are in an image, and how far apart images are.
  private struct Side {
    let tensor: Tensor
    let offsets: [Int32]
    let stride: Int

    init(_ tensor: Tensor, _ offsets: [Int32], _ stride: Int) {
      (self.tensor, self.offsets, self.stride) = (tensor, offsets, stride)
    }
  }

  private func products(
    from: Side, to: Side, batch: Int, taps: Int, tapStride: Int, run: Int, outputs: Int,
    packed: UnsafeMutablePointer<Float>, bias: Tensor?, slope: Float, _ team: ThreadTeam
  ) {
    let pixels = from.offsets.count
    if pixels == 0 { return }
    let piece = piece(batch, pixels: pixels)
    from.offsets.withUnsafeBufferPointer { sources in
      to.offsets.withUnsafeBufferPointer { targets in
        team.forEach((batch + piece - 1) / piece) { part in
          var source = ck_rows(
            base: from.tensor.pointer, per_image: pixels, image_stride: from.stride,
            offsets: sources.baseAddress)
          var target = ck_rows(
            base: to.tensor.pointer, per_image: pixels, image_stride: to.stride,
            offsets: targets.baseAddress)
          let first = part * piece
          ck_window_products(
            &source, first * pixels, (min(batch, first + piece) - first) * pixels, taps, tapStride,
            run, outputs, packed, bias.map { UnsafePointer($0.pointer) }, slope, &target)
        }
      }
    }
  }

  /// The weights' gradient, from both sides: `[kernel, kernel, channels, filters]`.
  func outer(_ images: Tensor, _ windows: Tensor, batch: Int, _ team: ThreadTeam) -> Tensor {
    if let tiling { return tiling.outer(images, windows, batch: batch, team) }
    let result = Tensor(uninitialized: [kernel, kernel, channels, filters])
    let (run, width) = (kernel * channels, 32)
    let blocks = (filters + width - 1) / width
    windowStarts.withUnsafeBufferPointer { starts in
      windowPlaces.withUnsafeBufferPointer { places in
        team.forEach(kernel * blocks) { index in
          let (tap, column) = (index / blocks, index % blocks * width)
          var source = ck_rows(
            base: images.pointer, per_image: rows * columns, image_stride: imageStride,
            offsets: starts.baseAddress)
          var gradient = ck_rows(
            base: windows.pointer, per_image: rows * columns, image_stride: windowStride,
            offsets: places.baseAddress)
          ck_window_outer(
            &source, &gradient, batch * rows * columns, tap * paddedWidth * channels, run, column,
            min(width, filters - column), result.pointer + tap * run * filters + column, filters)
        }
      }
    }
    return result
  }

  /// The sum over pixels of the window side: the gradient of a convolution's bias.
  func windowSums(_ windows: Tensor, batch: Int, _ team: ThreadTeam) -> Tensor {
    if let tiling { return tiling.windowSums(windows, batch: batch) }
    return sums(windows, batch, paddedRows * paddedColumns, filters, team)
  }

  /// The sum over pixels of the image side, times the slope where `activated` is not positive: the gradient of a transpose's bias.
  func imageSums(_ x: Tensor, activated: Tensor, slope: Float, _ team: ThreadTeam) -> Tensor {
    if slope == 1 { return sums(x, x.shape[0], height * width, channels, team) }
    let masked = Tensor(uninitialized: x.shape)
    ck_leaky(x.count, x.pointer, activated.pointer, slope, masked.pointer)
    return sums(masked, x.shape[0], height * width, channels, team)
  }

  /// Image by image, then over the images.
  private func sums(
    _ side: Tensor, _ batch: Int, _ pixels: Int, _ channels: Int, _ team: ThreadTeam
  ) -> Tensor {
    let parts = Tensor(uninitialized: [batch, channels])
    team.forEach(batch) { image in
      ck_column_sums(
        pixels, channels, side.pointer + image * pixels * channels, channels,
        parts.pointer + image * channels)
    }
    let result = Tensor(uninitialized: [channels])
    ck_column_sums(batch, channels, parts.pointer, channels, result.pointer)
    return result
  }
}
