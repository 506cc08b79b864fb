/// Writes images and labels as a pair of IDX files, as the MNIST family has them.
public enum IDXWriter {
  /// Writes `stem-images-idx3-ubyte` and `stem-labels-idx1-ubyte`, each with `.gz` where compressed.
  ///
  /// Images with several channels are `idx4`. Labels are the indices of the classes, whose names
  /// the format does not hold: bytes, or 32-bit integers where there are more than 256 classes.
  /// - Returns: The names of both files.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`, `tooLargeForFormat`.
  @discardableResult
  public static func write(
    _ set: ImageSet, to folder: String, stem: String = "train", isCompressed: Bool = true
  ) throws(DatasetError) -> (images: String, labels: String) {
    let ending = isCompressed ? ".gz" : ""
    let shape = [set.count, set.height, set.width] + (set.channels == 1 ? [] : [set.channels])
    let images = "\(stem)-images-idx\(shape.count)-ubyte\(ending)"
    let labels = "\(stem)-labels-idx1-ubyte\(ending)"
    try write(
      set.pixels, type: 0x08, shape: shape, to: folder + "/" + images, isCompressed: isCompressed)
    let isWide = set.classNames.count > 256
    let numbers =
      isWide
      ? set.labels.flatMap { bigEndian(Int($0)) } : set.labels.map { UInt8(truncatingIfNeeded: $0) }
    try write(
      numbers, type: isWide ? 0x0C : 0x08, shape: [set.count], to: folder + "/" + labels,
      isCompressed: isCompressed)
    return (images, labels)
  }

  private static func write(
    _ bytes: [UInt8], type: UInt8, shape: [Int], to path: String, isCompressed: Bool
  ) throws(DatasetError) {
    guard shape.allSatisfy({ $0 <= UInt32.max }) else {
      throw .tooLargeForFormat(path: path, format: "IDX", limit: "4,294,967,295 images")
    }
    let file = try AtomicFile(path: path)
    let sink = ByteSink(file: file, isCompressed: isCompressed)
    try sink.write([0, 0, type, UInt8(shape.count)] + shape.flatMap(bigEndian))
    for start in stride(from: 0, to: bytes.count, by: ByteSink.pieceBytes) {
      try sink.write(Array(bytes[start...].prefix(ByteSink.pieceBytes)))
    }
    try sink.finish()
    try file.commit()
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
