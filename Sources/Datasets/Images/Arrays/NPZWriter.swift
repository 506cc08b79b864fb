/// Writes images and labels as a NumPy archive in MedMNIST's names, for `numpy.load`.
///
/// Times in the archive are 1 January 1980, so equal images give equal bytes.
public enum NPZWriter {
  /// Writes the arrays `split_images`, `[count, height, width]` or `[count, height, width, channels]` of
  /// bytes, and `split_labels`, `[count, 1]`: the indices of the classes, bytes or, with more than 256
  /// classes, 32-bit integers.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`, `tooLargeForFormat` above 4 GiB.
  public static func write(
    _ set: ImageSet, split: String = "train", to path: String
  ) throws(DatasetError) {
    let shape = [set.count, set.height, set.width] + (set.channels == 1 ? [] : [set.channels])
    let isWide = set.classNames.count > 256
    let numbers =
      isWide
      ? set.labels.flatMap { $0.littleEndianBytes(4) }
      : set.labels.map { UInt8(truncatingIfNeeded: $0) }
    var archive = ZipWriter(path: path, file: try AtomicFile(path: path))
    try archive.add(
      "\(split)_images.npy", [NumpyHeader.bytes(type: "|u1", shape: shape), set.pixels])
    let header = NumpyHeader.bytes(type: isWide ? "<i4" : "|u1", shape: [set.count, 1])
    try archive.add("\(split)_labels.npy", [header, numbers])
    try archive.finish()
  }
}
