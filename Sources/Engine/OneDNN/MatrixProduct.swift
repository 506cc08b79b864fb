internal import COneDNN

/// A block of a row-major matrix: where it begins and how far apart its rows are.
struct Block {
  var pointer: UnsafeMutablePointer<Float>
  var stride: Int

  init(_ pointer: UnsafeMutablePointer<Float>, stride: Int) {
    self.pointer = pointer
    self.stride = stride
  }

  init(_ tensor: Tensor, at offset: Int = 0, stride: Int) {
    self.init(tensor.pointer + offset, stride: stride)
  }
}

/// Matrix products by oneDNN on the calling thread.
enum MatrixProduct {
  /// `c = op(a) op(b) + beta c`, where `op(a)` is `[rows, inner]` and `op(b)` is `[inner, columns]`.
  static func run(
    _ a: Block, transposeA: Bool = false, _ b: Block, transposeB: Bool = false, into c: Block,
    rows: Int, columns: Int, inner: Int, beta: Float = 0
  ) {
    if rows == 0 || columns == 0 { return }
    if inner == 0 {
      if beta == 0 {
        for row in 0..<rows { (c.pointer + row * c.stride).update(repeating: 0, count: columns) }
      }
      return
    }
    let status = augment_sgemm(
      transposeA, transposeB, Int64(rows), Int64(columns), Int64(inner), 1, a.pointer,
      Int64(a.stride), b.pointer, Int64(b.stride), beta, c.pointer, Int64(c.stride))
    precondition(
      status == 0,
      "oneDNN refused a product [\(rows), \(inner)] x [\(inner), \(columns)]: \(status)")
  }

  /// The version of the linked oneDNN.
  static var version: String { String(cString: augment_onednn_version()) }
}
