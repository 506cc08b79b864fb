public import Parallel

/// A two-dimensional convolution with bias, followed by a leaky rectifier when asked for.
///
///     output[b, i, j, f] = leaky(Σ x[b, i s - p + u, j s - p + v, c] weight[u, v, c, f] + bias[f])
///
/// where leaky(a) is a for positive a and slope · a otherwise; pixels outside the image are zero.
/// - Shapes: x is `[batch, height, width, channels]`, weight `[kernel, kernel, channels, filters]`, bias `[filters]`; the result
///   is `[batch, (height + 2 p - kernel) / s + 1, (width + 2 p - kernel) / s + 1, filters]`.
/// - Source: Dumoulin and Visin (2016), arXiv 1603.07285, chapter 2.
public struct Convolution: Operation {
  private let stride: Int
  private let padding: Int
  let slope: Float

  /// A convolution; slope 1 is without activation, slope 0 a rectifier.
  public init(stride: Int, padding: Int, slope: Float = 1) {
    (self.stride, self.padding, self.slope) = (stride, padding, slope)
  }

  /// The same without activation.
  var linear: Convolution { Convolution(stride: stride, padding: padding) }

  private func geometry(_ x: Tensor, _ weight: Tensor) -> WindowGeometry {
    precondition(
      x.shape.count == 4 && weight.shape.count == 4 && weight.shape[0] == weight.shape[1]
        && weight.shape[2] == x.shape[3], "convolution: \(x.shape) and \(weight.shape)")
    return WindowGeometry(
      height: x.shape[1], width: x.shape[2], channels: x.shape[3], filters: weight.shape[3],
      kernel: weight.shape[0], stride: stride, padding: padding)
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, weight, bias) = (inputs[0], inputs[1], inputs.count > 2 ? inputs[2] : nil)
    let geometry = geometry(x, weight)
    let side = geometry.imageSide(x, activated: nil, slope: 1, team)
    let output = geometry.gather(
      side, batch: x.shape[0], weight, bias: bias, slope: slope, team)
    return Forward(output, saved: [side])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, weight, batch) = (inputs[0], inputs[1], inputs[0].shape[0])
    let geometry = geometry(x, weight)
    let side = geometry.windowSide(gradient, activated: result.output, slope: slope, team)
    var gradients: [Tensor?] = [nil, nil]
    if needed[0] {
      gradients[0] = geometry.scatter(side, batch: batch, weight, bias: nil, slope: 1, team)
    }
    if needed[1] { gradients[1] = geometry.outer(result.saved[0], side, batch: batch, team) }
    if inputs.count > 2 {
      gradients.append(
        needed[2]
          ? geometry.windowSums(side, batch: batch, team) : nil)
    }
    return gradients
  }
}

/// The transpose of a convolution, with bias, followed by a leaky rectifier when asked for: it makes images larger.
///
///     output[b, y, x, f] = leaky(Σ input[b, i, j, c] weight[u, v, f, c] + bias[f])   where y = i s - p + u, x = j s - p + v
///
/// - Shapes: input is `[batch, rows, columns, channels]`, weight `[kernel, kernel, filters, channels]`, bias `[filters]`; the
///   result is `[batch, (rows - 1) s + kernel - 2 p, (columns - 1) s + kernel - 2 p, filters]`, larger by `outputPadding`.
/// - Source: Dumoulin and Visin (2016), arXiv 1603.07285, chapter 4.
public struct TransposedConvolution: Operation {
  private let stride: Int
  private let padding: Int
  private let outputPadding: Int
  let slope: Float

  /// A transposed convolution; slope 1 is without activation, slope 0 a rectifier.
  public init(stride: Int, padding: Int, outputPadding: Int = 0, slope: Float = 1) {
    (self.stride, self.padding, self.outputPadding) = (stride, padding, outputPadding)
    self.slope = slope
  }

  /// The same without activation.
  var linear: TransposedConvolution {
    TransposedConvolution(stride: stride, padding: padding, outputPadding: outputPadding)
  }

  private func geometry(_ x: Tensor, _ weight: Tensor) -> WindowGeometry {
    precondition(
      x.shape.count == 4 && weight.shape.count == 4 && weight.shape[0] == weight.shape[1]
        && weight.shape[3] == x.shape[3], "transposed convolution: \(x.shape), \(weight.shape)")
    let edge = weight.shape[0] - 2 * padding + outputPadding
    return WindowGeometry(
      height: (x.shape[1] - 1) * stride + edge, width: (x.shape[2] - 1) * stride + edge,
      channels: weight.shape[2], filters: x.shape[3], kernel: weight.shape[0], stride: stride,
      padding: padding)
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, weight, bias) = (inputs[0], inputs[1], inputs.count > 2 ? inputs[2] : nil)
    let geometry = geometry(x, weight)
    let side = geometry.windowSide(x, activated: nil, slope: 1, team)
    let output = geometry.scatter(
      side, batch: x.shape[0], weight, bias: bias, slope: slope, team)
    return Forward(output, saved: [side])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, weight, batch) = (inputs[0], inputs[1], inputs[0].shape[0])
    let geometry = geometry(x, weight)
    let side = geometry.imageSide(gradient, activated: result.output, slope: slope, team)
    var gradients: [Tensor?] = [nil, nil]
    if needed[0] {
      gradients[0] = geometry.gather(side, batch: batch, weight, bias: nil, slope: 1, team)
    }
    if needed[1] { gradients[1] = geometry.outer(side, result.saved[0], batch: batch, team) }
    if inputs.count > 2 {
      gradients.append(
        needed[2]
          ? geometry.imageSums(gradient, activated: result.output, slope: slope, team) : nil)
    }
    return gradients
  }
}
