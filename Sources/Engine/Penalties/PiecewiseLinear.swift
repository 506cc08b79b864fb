/// An operation that is linear in what is shown to a network wherever no unit changes sign, given the network's tensors.
///
/// Its derivative in a direction is then an operation that the tape knows, and a penalty on a network's gradient needs no second
/// derivative.
public protocol PiecewiseLinear: Operation {
  /// The derivative of the result when every input that has a direction moves along it and the others stay.
  /// - Parameters:
  ///   - inputs: The inputs on the tape where the derivative is recorded.
  ///   - directions: For every input its direction on that tape, nil for none.
  ///   - result: What `forward` gave.
  func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable
}

extension Convolution: PiecewiseLinear {
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable {
    let moved = tape.apply(linear, [directions[0] ?? inputs[0], inputs[1]])
    return slope == 1 ? moved : tape.apply(LeakySlope(like: result.output, slope: slope), moved)
  }
}

extension TransposedConvolution: PiecewiseLinear {
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable {
    let moved = tape.apply(linear, [directions[0] ?? inputs[0], inputs[1]])
    return slope == 1 ? moved : tape.apply(LeakySlope(like: result.output, slope: slope), moved)
  }
}

extension Dense: PiecewiseLinear {
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable {
    let moved = tape.apply(Dense(), [directions[0] ?? inputs[0], inputs[1]])
    return slope == 1 ? moved : tape.apply(LeakySlope(like: result.output, slope: slope), moved)
  }
}

extension LeakyReLU: PiecewiseLinear {
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable {
    tape.apply(
      LeakySlope(like: inputs[0].value, slope: slope), [directions[0] ?? inputs[0]])
  }
}

extension ProjectionHead: PiecewiseLinear {
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable {
    let zero = tape.constant(Tensor(repeating: 0, shape: [1]))
    return tape.apply(self, [directions[0] ?? inputs[0], inputs[1], zero, inputs[3]])
  }
}

extension Translation: PiecewiseLinear {
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable { tape.apply(withoutBackground, [directions[0] ?? inputs[0]]) }
}

/// An operation that is linear in all its inputs together: its derivative is itself, applied to the directions.
public protocol Linear: PiecewiseLinear {}

extension Linear {
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable {
    tape.apply(
      self,
      zip(inputs, directions).map { input, direction in
        direction ?? tape.constant(Tensor(repeating: 0, shape: input.value.shape))
      })
  }
}

extension Add: Linear {}
extension Concatenate: Linear {}
extension Reshape: Linear {}
extension Scale: Linear {}
extension NearestUpsampling: Linear {}
extension AveragePooling: Linear {}
extension PixelShuffle: Linear {}
extension WeightedSum: Linear {}

extension GroupedConvolution: PiecewiseLinear {
  public func derivative(
    _ inputs: [Variable], along directions: [Variable?], result: Forward, on tape: Tape
  ) -> Variable {
    let moved = tape.apply(linear, [directions[0] ?? inputs[0], inputs[1]])
    return slope == 1 ? moved : tape.apply(LeakySlope(like: result.output, slope: slope), moved)
  }
}
