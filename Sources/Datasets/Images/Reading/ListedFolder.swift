internal import Glibc

/// What a folder holds of images, below it too; names are sorted by their code points.
///
/// Hidden files, and files whose names do not say that they are images, are not seen. Links are
/// followed, but not back into a folder that contains them.
struct ListedFolder {
  /// The name in the folder above; empty for the first one.
  var name: String
  /// The path as the system knows it.
  var path: String
  /// Names of files that are meant to be images.
  var images: [String] = []
  /// The folders inside.
  var folders: [ListedFolder] = []
  /// Names inside that cannot be images, and why.
  var skipped: [SkippedImage] = []
  /// Names of files that hold arrays or labels.
  var otherFiles: [String] = []

  /// How many files inside and below are meant to be images.
  var imageCount: Int {
    images.count + skipped.count { $0.reason.isLoss } + folders.reduce(0) { $0 + $1.imageCount }
  }

  /// Its images and those below, each by its path from here.
  func allImages(prefix: String = "") -> [String] {
    images.map { prefix + $0 } + folders.flatMap { $0.allImages(prefix: prefix + $0.name + "/") }
  }

  /// What was skipped here and below, each by its path from here.
  func allSkipped(prefix: String = "") -> [SkippedImage] {
    skipped.map { SkippedImage(file: prefix + $0.file, reason: $0.reason) }
      + folders.flatMap { $0.allSkipped(prefix: prefix + $0.name + "/") }
  }

  /// Lists a folder and everything below it.
  /// - Throws: `DatasetError.notFound`, `unreadable`, `unreadableFolderName`.
  static func list(path: String) throws(DatasetError) -> ListedFolder {
    try list(name: "", path: path, above: [])
  }

  /// A folder's own number in the system; two paths to one folder have the same.
  private struct Identity: Equatable {
    var device: dev_t
    var file: ino_t
  }

  private static func list(
    name: String, path: String, above: [Identity]
  ) throws(DatasetError) -> ListedFolder {
    guard let stream = opendir(path) else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .notFound(path: path) : .unreadable(path: path, reason: systemReason(errno))
    }
    defer { closedir(stream) }
    var status = stat()
    fstat(dirfd(stream), &status)
    let identity = Identity(device: status.st_dev, file: status.st_ino)
    var folder = ListedFolder(name: name, path: path)
    for entry in entries(of: stream) where !entry.name.hasPrefix(".") {
      let entryPath = path + (path.hasSuffix("/") ? "" : "/") + entry.name
      switch kind(of: entry, at: entryPath) {
      case .folder:
        guard entry.isNameValid else { throw .unreadableFolderName(path: entryPath) }
        if isOneOf(above + [identity], entryPath) {
          folder.skipped.append(SkippedImage(file: entry.name, reason: .linkLoop))
        } else {
          folder.folders.append(
            try list(name: entry.name, path: entryPath, above: above + [identity]))
        }
      case .file: folder.add(entry)
      case .fault(let fault) where FileFormat.isImageName(entry.name):
        folder.skipped.append(SkippedImage(file: entry.name, reason: fault))
      case .fault: break
      }
    }
    return folder
  }

  private mutating func add(_ entry: Entry) {
    if FileFormat.isImageName(entry.name) {
      if entry.isNameValid {
        images.append(entry.name)
      } else {
        skipped.append(SkippedImage(file: entry.name, reason: .unreadableName))
      }
    } else if entry.isNameValid {
      otherFiles.append(entry.name)
    }
  }

  // MARK: - Entries

  private struct Entry {
    var name: String
    /// Whether the name is UTF-8; otherwise `name` only resembles it.
    var isNameValid: Bool
    var type: Int32
  }

  private enum Kind {
    case folder
    case file
    case fault(ImageFault)
  }

  private static func entries(of stream: OpaquePointer) -> [Entry] {
    var entries: [(key: [UInt8], entry: Entry)] = []
    while let found = readdir(stream) {
      let bytes = withUnsafeBytes(of: &found.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let name = String(decoding: bytes, as: UTF8.self)
      let isValid = name.utf8.elementsEqual(bytes)
      let entry = Entry(name: name, isNameValid: isValid, type: Int32(found.pointee.d_type))
      entries.append((bytes, entry))
    }
    return entries.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.entry)
  }

  private static func kind(of entry: Entry, at path: String) -> Kind {
    if entry.type == Int32(DT_REG) { return .file }
    if entry.type == Int32(DT_DIR) { return .folder }
    // A link, or a file system that does not say.
    guard entry.isNameValid else { return .fault(.unreadableName) }
    var status = stat()
    guard stat(path, &status) == 0 else {
      return .fault(.unreadable(reason: systemReason(errno)))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .fault(.unreadable(reason: "not a regular file"))
    }
  }

  private static func isOneOf(_ above: [Identity], _ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return above.contains(Identity(device: status.st_dev, file: status.st_ino))
  }
}
