internal import Parallel

/// Reads pairs of IDX files, the format of the MNIST family, plain or gzip.
///
/// A file is two zero bytes, the type of its elements, the number of its dimensions, the dimensions as
/// 32-bit integers and the elements, highest byte first. Images are `[count, height, width]` or
/// `[count, height, width, channels]`.
/// - Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
enum IDXReader {
  /// Whether a file begins as one does.
  static func isIDX(_ head: [UInt8]) -> Bool {
    head.count >= 4 && head[0] == 0 && head[1] == 0 && (0x08...0x0E).contains(head[2])
      && (1...4).contains(head[3])
  }

  /// The file of images in a folder, by its name; nil when there is none.
  /// - Throws: `DatasetError.severalImageFiles`, `unknownSplit`.
  static func images(in folder: ListedFolder, split: String?) throws(DatasetError) -> String? {
    let files = folder.otherFiles.filter { isImages($0) }
    guard !files.isEmpty else { return nil }
    let kind = DataSplit(folder: split ?? DataSplit.train.rawValue)
    var chosen = files.filter { name in
      name.split { $0 == "-" || $0 == "." || $0 == "_" }.contains { part in
        split.map { $0 == part } == true || kind != nil && DataSplit(folder: String(part)) == kind
      }
    }
    if chosen.isEmpty, split == nil { chosen = files }
    // A file and its compressed copy are one.
    let plain = Set(chosen)
    chosen.removeAll { $0.hasSuffix(".gz") && plain.contains(String($0.dropLast(3))) }
    guard let name = chosen.first else {
      throw .unknownSplit(path: folder.path, wanted: split ?? "", found: files)
    }
    guard chosen.count == 1 else { throw .severalImageFiles(path: folder.path, names: chosen) }
    return folder.path + "/" + name
  }

  private static func isImages(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.contains("images") && (name.contains("idx3") || name.contains("idx4"))
  }

  /// Reads a file of images and the one of labels beside it, whose name says `labels` and `idx1` instead.
  static func read(
    images path: String, options: ImageReadOptions, team: ThreadTeam
  ) throws(DatasetError) -> ImageSet {
    let images = try IDXArray(path: path, options: options)
    let name = path.lastPathComponent
    guard images.type == 0x08, images.shape.count == 3 || images.shape.count == 4,
      (1...4).contains(images.shape.count == 4 ? images.shape[3] : 1),
      images.shape[1] > 0, images.shape[2] > 0
    else {
      throw .unsupportedArray(
        path: path, name: nil, found: images.description,
        expected: "bytes in the shape [count, height, width] or [count, height, width, 1 to 4]")
    }
    let labels = try IDXArray(path: labels(beside: path), options: options)
    guard labels.shape.count == 1, let numbers = labels.integers else {
      throw .unsupportedArray(
        path: labels.path, name: nil, found: labels.description, expected: "one integer per image")
    }
    let set = ArrayImages(
      pixels: images.bytes, count: images.shape[0],
      size: ImageSize(width: images.shape[2], height: images.shape[1]),
      channels: images.shape.count == 4 ? images.shape[3] : 1, labels: numbers, name: name)
    return try set.set(options, source: ImageSource(layout: .idx, path: path), team: team)
  }

  /// The labels' file, compressed or not, whatever the images' is.
  static func labels(beside path: String) throws(DatasetError) -> String {
    let name = path.lastPathComponent
    let folder = path.dropLast(name.count)
    var wanted = name
    for (images, labels) in [
      ("images", "labels"), ("Images", "Labels"), ("IMAGES", "LABELS"), ("idx3", "idx1"),
      ("idx4", "idx1"), ("IDX3", "IDX1"),
    ] {
      wanted = wanted.replacing(images, with: labels)
    }
    let plain = wanted.hasSuffix(".gz") ? String(wanted.dropLast(3)) : wanted
    for candidate in [wanted, plain, plain + ".gz"] where candidate != name {
      if (try? OpenFile(path: folder + candidate)) != nil { return folder + candidate }
    }
    throw .missingLabels(path: path, expected: wanted)
  }
}

/// One IDX file.
private struct IDXArray {
  let path: String
  let type: UInt8
  let shape: [Int]
  let bytes: [UInt8]

  init(path: String, options: ImageReadOptions) throws(DatasetError) {
    self.path = path
    let source = try ByteSource(path: path)
    let head = try Self.read(4, from: source)
    guard IDXReader.isIDX(head), let width = Self.widths[head[2]] else {
      throw .notImages(
        path: path, found: source.isCompressed ? "gzip data of something else than IDX" : "data")
    }
    type = head[2]
    let dimensions = try Self.read(4 * Int(head[3]), from: source)
    guard dimensions.count == 4 * Int(head[3]) else {
      throw .damagedArray(path: path, reason: "the header ends early")
    }
    let shape = stride(from: 0, to: dimensions.count, by: 4).map { index in
      dimensions[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    self.shape = shape
    let stored = (try? OpenFile(path: path))?.byteCount ?? 0
    let count = try ArraySize(shape: shape, elementBytes: width).byteCount(
      path: path, storedBytes: stored, options: options)
    bytes = try Self.read(count, from: source)
    guard bytes.count == count else {
      throw .damagedArray(
        path: path, reason: "\(bytes.count) bytes where the header promises \(count)")
    }
    // One byte further, so that a checksum at the end is looked at.
    guard try Self.read(1, from: source).isEmpty else {
      throw .damagedArray(path: path, reason: "more bytes than the header promises")
    }
  }

  /// The elements, where they are integers.
  var integers: [Int]? {
    guard type <= 0x0C, let width = Self.widths[type] else { return nil }
    return stride(from: 0, to: bytes.count, by: width).map { index in
      let first = type == 0x08 ? Int(bytes[index]) : Int(Int8(bitPattern: bytes[index]))
      return bytes[(index + 1)..<(index + width)].reduce(first) { $0 << 8 | Int($1) }
    }
  }

  var description: String {
    "elements of type 0x\(String(type, radix: 16, uppercase: true)) in the shape \(shape)"
  }

  private static let widths: [UInt8: Int] = [
    0x08: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8,
  ]

  private static func read(_ count: Int, from source: ByteSource) throws(DatasetError) -> [UInt8] {
    var failure: DatasetError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(DatasetError) {
        initialized = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }
}
