/// A dense array of 32-bit floats in row-major order.
///
/// A tensor is written once, by what makes it, and read after that. Three exceptions: the optimizer updates weights in
/// place, the token game adds the bias to logits and scores that nothing else reads, and a `FixedLayer` writes its
/// channels of a tensor that it shares with others. Copies share their storage.
public struct Tensor: Sendable {
  /// The size of every dimension, outermost first; empty for a scalar.
  public let shape: [Int]
  private let buffer: Buffer

  /// A tensor of this shape with unspecified elements.
  package init(uninitialized shape: [Int]) {
    self.shape = shape
    buffer = BufferPool.shared.take(count: shape.reduce(1, *))
  }

  private init(shape: [Int], buffer: Buffer) { (self.shape, self.buffer) = (shape, buffer) }

  /// The same elements under another shape, without a copy.
  /// - Precondition: as many places as before.
  package func reshaped(_ shape: [Int]) -> Tensor {
    precondition(shape.reduce(1, *) == count, "\(self.shape) as \(shape)")
    return Tensor(shape: shape, buffer: buffer)
  }

  /// A tensor filled with one number.
  public init(repeating value: Float, shape: [Int]) {
    self.init(uninitialized: shape)
    pointer.update(repeating: value, count: count)
  }

  /// A tensor from its elements in row-major order.
  /// - Precondition: as many elements as the shape has places.
  public init(_ elements: [Float], shape: [Int]) {
    precondition(
      elements.count == shape.reduce(1, *), "\(elements.count) elements for the shape \(shape)")
    self.init(uninitialized: shape)
    elements.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { pointer.update(from: base, count: source.count) }
    }
  }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// The elements in row-major order.
  public var elements: [Float] { [Float](UnsafeBufferPointer(start: pointer, count: count)) }

  /// A copy with storage of its own.
  public func copy() -> Tensor {
    let result = Tensor(uninitialized: shape)
    result.pointer.update(from: pointer, count: count)
    return result
  }

  /// Where the elements begin; valid as long as the tensor or a copy of it lives.
  package var pointer: UnsafeMutablePointer<Float> { buffer.pointer }
}
