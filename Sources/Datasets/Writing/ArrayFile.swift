/// What a NumPy archive says of rows beside their features.
public enum ArrayLabels: Sendable, Equatable {
  /// Nothing: there is no label.
  case none
  /// The index of each row's class; −1 for a class that is not among them.
  case classes([Int64])
  /// Each row's number; not a number where it is missing.
  case numbers([Double])

  mutating func append(_ other: ArrayLabels) {
    switch (self, other) {
    case (.none, _): self = other
    case (.classes(let own), .classes(let more)): self = .classes(own + more)
    case (.numbers(let own), .numbers(let more)): self = .numbers(own + more)
    default: break
    }
  }
}

/// A NumPy archive of a table: `X`, `y`, `feature_names` and `class_names`, for `numpy.load(allow_pickle=False)`.
///
/// Times in the archive are 1 January 1980, so equal rows give equal bytes.
public final class ArrayFile {
  private var archive: ZipWriter
  private let featureNames: [String]
  private let classNames: [String]
  private var labels = ArrayLabels.none
  private var sources: [String] = []
  /// Where the bytes are until the file is complete; nil for standard output.
  public let temporaryPath: String?

  /// Begins the array `X`, `[rowCount, featureNames.count]` of 32-bit floats.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`, `tooLargeForFormat`.
  public init(
    path: String?, rowCount: Int, featureNames: [String], classNames: [String]
  ) throws(DatasetError) {
    (self.featureNames, self.classNames) = (featureNames, classNames)
    if let path {
      let file = try AtomicFile(path: path)
      archive = ZipWriter(path: path, file: file)
      temporaryPath = file.temporaryPath
    } else {
      archive = ZipWriter(path: StandardOutput.name, file: StandardOutput())
      temporaryPath = nil
    }
    try archive.begin("X.npy")
    try archive.append(
      try Self.deflated(NumpyHeader.bytes(type: "<f4", shape: [rowCount, featureNames.count])))
  }

  /// Rows of features, row after row, compressed by any thread.
  /// - Throws: `DatasetError.writeFailed` when memory runs out.
  public static func piece(_ features: [Float]) throws(DatasetError) -> DeflatedPiece {
    try deflated(bytes(features))
  }

  private static func bytes(_ features: [Float]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 4 * features.count) { buffer, initialized in
      initialized = 4 * features.count
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for (place, feature) in features.enumerated() {
        raw.storeBytes(
          of: feature.bitPattern.littleEndian, toByteOffset: 4 * place, as: UInt32.self)
      }
    }
  }

  private static func deflated(_ bytes: [UInt8]) throws(DatasetError) -> DeflatedPiece {
    guard let piece = DeflatedPiece(bytes, level: 1) else {
      throw .writeFailed(path: "X.npy", reason: "no memory")
    }
    return piece
  }

  /// Writes the next rows and notes their labels; `source` says where they come from, nil where that is not recorded.
  public func append(
    _ piece: DeflatedPiece, labels: ArrayLabels, rowCount: Int, source: String? = nil
  ) throws(DatasetError) {
    try archive.append(piece)
    self.labels.append(labels)
    if let source { sources += repeatElement(source, count: rowCount) }
  }

  /// Writes the other arrays and gives the file its name.
  public func finish() throws(DatasetError) {
    try archive.end()
    switch labels {
    case .none: break
    case .classes(let own):
      try archive.add(
        "y.npy",
        [
          NumpyHeader.bytes(type: "<i8", shape: [own.count]),
          own.flatMap { $0.littleEndianBytes(8) },
        ]
      )
    case .numbers(let own):
      try archive.add(
        "y.npy",
        [
          NumpyHeader.bytes(type: "<f8", shape: [own.count]),
          own.flatMap { $0.bitPattern.littleEndianBytes(8) },
        ])
    }
    try add("feature_names.npy", texts: featureNames)
    try add("class_names.npy", texts: classNames)
    if !sources.isEmpty { try add("source.npy", texts: sources) }
    try archive.finish()
  }

  /// Texts of one width in 32-bit code points, as NumPy has them.
  private func add(_ name: String, texts: [String]) throws(DatasetError) {
    let width = max(1, texts.map(\.unicodeScalars.count).max() ?? 0)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * width * texts.count)
    for text in texts {
      for scalar in text.unicodeScalars { bytes += scalar.value.littleEndianBytes(4) }
      bytes += [UInt8](repeating: 0, count: 4 * (width - text.unicodeScalars.count))
    }
    try archive.add(name, [NumpyHeader.bytes(type: "<U\(width)", shape: [texts.count]), bytes])
  }
}
