internal import Parallel

/// Reads images and labels from a NumPy archive, in MedMNIST's names (`train_images`, `train_labels`), those of Keras
/// (`x_train`, `y_train`) or plain ones (`images`, `labels`).
///
/// Images are bytes in the shape `[count, height, width]` or `[count, height, width, channels]`; labels
/// integers in the shape `[count]` or `[count, 1]`.
enum NPZReader {
  static func read(
    path: String, options: ImageReadOptions, team: ThreadTeam
  ) throws(DatasetError) -> ImageSet {
    let archive = try ZipArchive(path: path)
    let names = archive.members.filter { $0.name.hasSuffix(".npy") }.map {
      String($0.name.dropLast(4))
    }
    guard !names.isEmpty else {
      throw .notImages(path: path, found: "a zip archive without NumPy arrays")
    }
    let pairs = Self.pairs(split: options.split)
    guard let pair = pairs.first(where: { names.contains($0.images) }) else {
      throw .missingArray(path: path, wanted: pairs.map(\.images), found: names)
    }
    var set = try images(pair.images, in: archive, options)
    if names.contains(pair.labels) { set.labels = try labels(pair.labels, in: archive, options) }
    var source = ImageSource(layout: .npz, path: path)
    source.otherSplits = names.filter { name in
      name != pair.images && (name.hasSuffix("_images") || name.hasPrefix("x_"))
    }
    return try set.set(options, source: source, team: team)
  }

  /// The names of arrays to look for, the likeliest first.
  private static func pairs(split: String?) -> [(images: String, labels: String)] {
    var parts = [split ?? "train"]
    switch split.flatMap(DataSplit.init(folder:)) {
    case .validation?: parts += ["val", "valid", "validation"]
    case .test?: parts += ["test"]
    case .train?: parts += ["train"]
    case nil: break
    }
    var pairs = parts.flatMap { part in
      [
        ("\(part)_images", "\(part)_labels"), ("x_\(part)", "y_\(part)"),
        ("X_\(part)", "y_\(part)"),
      ]
    }
    if split == nil {
      pairs += [("images", "labels"), ("x", "y"), ("X", "y"), ("data", "target")]
      pairs += [("arr_0", "arr_1")]
    }
    return pairs.map { (images: $0.0, labels: $0.1) }
  }

  private static func images(
    _ name: String, in archive: ZipArchive, _ options: ImageReadOptions
  ) throws(DatasetError) -> ArrayImages {
    let (header, stream, storedBytes) = try open(name, in: archive)
    let shape = header.shape
    guard let width = header.integerWidth, width.bytes == 1, !width.isSigned,
      shape.count == 3 || shape.count == 4, !header.isColumnMajor,
      (1...4).contains(shape.count == 4 ? shape[3] : 1), shape[1] > 0, shape[2] > 0
    else {
      throw .unsupportedArray(
        path: archive.path, name: name, found: description(header),
        expected: "|u1 in row order and the shape (count, height, width) or "
          + "(count, height, width, 1 to 4)")
    }
    let count = try ArraySize(shape: shape, elementBytes: 1).byteCount(
      path: archive.path, storedBytes: storedBytes, options: options)
    return ArrayImages(
      pixels: try stream.read(count), count: shape[0],
      size: ImageSize(width: shape[2], height: shape[1]),
      channels: shape.count == 4 ? shape[3] : 1, labels: nil, name: name)
  }

  private static func labels(
    _ name: String, in archive: ZipArchive, _ options: ImageReadOptions
  ) throws(DatasetError) -> [Int] {
    let (header, stream, storedBytes) = try open(name, in: archive)
    let shape = header.shape
    guard let width = header.integerWidth, let count = shape.first,
      shape.count == 1 || shape.count == 2 && shape[1] == 1
    else {
      throw .unsupportedArray(
        path: archive.path, name: name, found: description(header),
        expected: "one integer per image, in the shape (count,) or (count, 1)")
    }
    let byteCount = try ArraySize(shape: [count], elementBytes: width.bytes).byteCount(
      path: archive.path, storedBytes: storedBytes, options: options)
    let bytes = try stream.read(byteCount)
    return stride(from: 0, to: byteCount, by: width.bytes).map { start in
      let element = bytes[start..<(start + width.bytes)]
      let ordered = width.isBigEndian ? Array(element) : element.reversed()
      let first = width.isSigned ? Int(Int8(bitPattern: ordered[0])) : Int(ordered[0])
      return ordered.dropFirst().reduce(first) { $0 << 8 | Int($1) }
    }
  }

  private static func open(
    _ name: String, in archive: ZipArchive
  ) throws(DatasetError) -> (NumpyHeader, ZipMemberStream, Int) {
    guard let member = archive.members.first(where: { $0.name == name + ".npy" }) else {
      throw .missingArray(path: archive.path, wanted: [name], found: [])
    }
    let stream = try archive.open(member)
    let header = try NumpyHeader(from: stream, name: member.name, path: archive.path)
    return (header, stream, member.storedBytes)
  }

  private static func description(_ header: NumpyHeader) -> String {
    let lengths = header.shape.map(String.init).joined(separator: ", ")
    return
      "\(header.type)\(header.isColumnMajor ? " in column order" : "") and the shape (\(lengths))"
  }
}
