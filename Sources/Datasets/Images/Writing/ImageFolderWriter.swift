internal import Glibc
public import Parallel

/// Writes images as PNG files, one folder per class, as torchvision's `ImageFolder` and Keras'
/// `image_dataset_from_directory` read them.
///
/// Files are called by a prefix and a number per class, `cat/synthetic_000001.png`; folders as
/// `FolderName` says. A class without images gets no folder, as readers refuse empty ones. All
/// appears at once: files are written to a hidden sibling, which takes the name at the end.
public struct ImageFolderWriter: Sendable {
  /// Images among those written to one folder.
  public struct Part: Sendable {
    /// The images; parts may differ in size, and classes of one name are one.
    public var set: ImageSet
    /// What the files' names begin with; differs between parts.
    public var prefix: String

    /// Images whose files are called `prefix` and a number.
    public init(_ set: ImageSet, prefix: String) {
      self.set = set
      self.prefix = prefix
    }
  }

  /// A writer.
  public init() {}

  /// Writes one set of images.
  /// - Returns: For every image its file from `path`.
  @discardableResult
  public func write(
    _ set: ImageSet, prefix: String = "synthetic_", to path: String, team: ThreadTeam
  ) throws(DatasetError) -> [String] {
    try write([Part(set, prefix: prefix)], to: path, team: team)
  }

  /// Writes several sets into one folder, which is missing or empty before.
  /// - Returns: For every image its file from `path`, part by part.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`; nothing is left behind then.
  @discardableResult
  public func write(
    _ parts: [Part], to path: String, team: ThreadTeam
  ) throws(DatasetError) -> [String] {
    let plan = FilePlan(parts.map { ($0.set.labels, $0.set.classNames, $0.prefix) })
    let folder = try Self.folder(plan, at: path)
    var place = 0
    for part in parts {
      let files = plan.files[place..<(place + part.set.count)]
      try write(part.set, files, into: folder, team: team)
      place += part.set.count
    }
    try folder.commit()
    return plan.files
  }

  /// Images that are in memory at a time in `write(labels:…)`.
  private static let imagesPerPiece = 1_024

  /// Writes images that are made while they are written, so that they never are in memory all together.
  /// - Parameters:
  ///   - labels: The class of every image.
  ///   - images: Makes the images of a range.
  /// - Returns: For every image its file from `path`.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`; nothing is left behind then.
  public func write(
    labels: [Int32], classNames: [String], prefix: String, to path: String, team: ThreadTeam,
    images: (Range<Int>) -> ImageSet
  ) throws(DatasetError) -> [String] {
    let plan = FilePlan([(labels, classNames, prefix)])
    let folder = try Self.folder(plan, at: path)
    for start in stride(from: 0, to: labels.count, by: Self.imagesPerPiece) {
      let range = start..<min(start + Self.imagesPerPiece, labels.count)
      try write(images(range), plan.files[range], into: folder, team: team)
    }
    try folder.commit()
    return plan.files
  }

  private static func folder(
    _ plan: FilePlan, at path: String
  ) throws(DatasetError) -> UnfinishedFolder {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    let folder = try UnfinishedFolder(path: String(trimmed))
    for name in plan.folders { try folder.makeFolder(name) }
    for file in plan.files { folder.expect(file) }
    return folder
  }

  private func write(
    _ set: ImageSet, _ files: ArraySlice<String>, into folder: UnfinishedFolder, team: ThreadTeam
  ) throws(DatasetError) {
    let failures = set.pixels.withUnsafeBytes { pixels in
      nonisolated(unsafe) let base = pixels
      return team.map(set.count) { index -> DatasetError? in
        let start = index * set.sampleCount
        let samples = UnsafeRawBufferPointer(rebasing: base[start..<(start + set.sampleCount)])
        do throws(DatasetError) {
          let bytes = try PNGEncoder.encode(
            samples, width: set.width, height: set.height, channels: set.channels)
          try folder.write(bytes, to: files[files.startIndex + index])
          return nil
        } catch { return error }
      }
    }
    if let failure = failures.lazy.compactMap({ $0 }).first { throw failure }
  }
}

/// What the folders and files of a number of sets are called.
private struct FilePlan {
  /// The folders that hold images.
  private(set) var folders: [String] = []
  /// For every image of every part its file.
  private(set) var files: [String] = []

  init(_ parts: [(labels: [Int32], classNames: [String], prefix: String)]) {
    var names: [String] = []
    var places: [String: Int] = [:]
    for name in parts.flatMap(\.classNames) where places[name] == nil {
      places[name] = names.count
      names.append(name)
    }
    let folderNames = FolderName.distinct(names)
    var isUsed = [Bool](repeating: false, count: names.count)
    for part in parts {
      var counts = [Int](repeating: 0, count: part.classNames.count)
      for label in part.labels { counts[Int(label)] += 1 }
      let digitCount = max(6, String(counts.max() ?? 0).count)
      let prefix = part.prefix.isEmpty ? "" : FolderName.encoded(part.prefix)
      var numbers = [Int](repeating: 0, count: part.classNames.count)
      for label in part.labels {
        numbers[Int(label)] += 1
        let digits = String(numbers[Int(label)])
        let place = places[part.classNames[Int(label)]] ?? 0
        isUsed[place] = true
        files.append(
          folderNames[place] + "/" + prefix
            + String(repeating: "0", count: digitCount - digits.count) + digits + ".png")
      }
    }
    folders = zip(folderNames, isUsed).filter(\.1).map(\.0)
  }
}
