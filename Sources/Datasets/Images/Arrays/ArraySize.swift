/// The bytes that an array's header asks for, checked before they are allocated.
struct ArraySize {
  var shape: [Int]
  var elementBytes: Int

  /// What DEFLATE can at most make of one byte.
  private static let maximumInflation = 1_032

  /// The number of bytes; `storedBytes` is the length of the file or member, compressed or not.
  ///
  /// - Throws: `DatasetError.damagedArray` when the file cannot hold them, `imagesTooLarge` when the
  ///   machine cannot.
  func byteCount(
    path: String, storedBytes: Int, options: ImageReadOptions
  ) throws(DatasetError) -> Int {
    var total = elementBytes
    for length in shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: length)
      guard !overflow else {
        throw .damagedArray(path: path, reason: "the shape \(shape) is too large for any file")
      }
      total = product
    }
    let (most, overflow) = storedBytes.multipliedReportingOverflow(by: Self.maximumInflation)
    guard overflow || total <= most else {
      throw .damagedArray(
        path: path, reason: "\(storedBytes) bytes cannot hold the shape \(shape)")
    }
    let size = ImageSize(
      width: shape.count > 2 ? shape[2] : 1, height: shape.count > 1 ? shape[1] : 1)
    try MemoryCheck(options).check(
      path: path, count: shape.first ?? 1, size: size,
      channels: elementBytes * (shape.count > 3 ? shape[3] : 1))
    return total
  }
}
