internal import Glibc
public import Parallel

/// Reads a folder of images, or one of the array files that stand for such a folder.
///
/// - A folder of folders: every folder is a class, and the images are anywhere below it.
/// - A folder with a `labels.csv` (columns `file` and `label`).
/// - A folder of images without labels: one class.
/// - A pair of IDX files (the MNIST family), plain or gzip, by the name of the folder or of the images.
/// - A NumPy archive, `.npz`, with images and labels.
public enum ImageFolderReader {
  /// Reads all images of a place.
  /// - Parameters:
  ///   - path: A folder, a `labels.csv`, an IDX file of images or an `.npz` file.
  ///   - options: What is known about the images.
  ///   - team: The threads that decode.
  /// - Returns: The images by class and name; the same whatever the number of threads.
  /// - Throws: `DatasetError`.
  public static func read(
    path: String, options: ImageReadOptions = ImageReadOptions(), team: ThreadTeam
  ) throws(DatasetError) -> ImageSet {
    if let size = options.size, ImageSize("\(size)") == nil {
      throw .invalidImageSize(found: "\(size)")
    }
    if isFolder(path) { return try readFolder(trimmed(path), options, team) }
    let head = try beginning(of: path)
    if head.starts(with: Array("PK".utf8)) {
      return try NPZReader.read(path: path, options: options, team: team)
    }
    if path.lowercased().hasSuffix(".csv") { return try readList(path, options, team) }
    if IDXReader.isIDX(head) || head.starts(with: [0x1F, 0x8B]) {
      return try IDXReader.read(images: path, options: options, team: team)
    }
    let isImage = head.starts(with: FileFormat.signature)
    throw .notImages(
      path: path, found: isImage ? "a single PNG image" : FileFormat.name(of: head))
  }

  private static func beginning(of path: String) throws(DatasetError) -> [UInt8] {
    do throws(ImageFault) {
      return try OpenFile(path: path).bytes(at: 0, count: 256)
    } catch {
      var status = stat()
      if stat(path, &status) != 0, errno == ENOENT || errno == ENOTDIR {
        throw .notFound(path: path)
      }
      throw .unusableImage(path: path, reason: error)
    }
  }

  private static func readFolder(
    _ path: String, _ options: ImageReadOptions, _ team: ThreadTeam
  ) throws(DatasetError) -> ImageSet {
    let folder = try ListedFolder.list(path: path)
    if folder.imageCount == 0 {
      if let images = try IDXReader.images(in: folder, split: options.split) {
        return try IDXReader.read(images: images, options: options, team: team)
      }
    }
    let layout = try FolderLayout.find(folder, split: options.split)
    return try ImageLoader(layout: layout, options: options, path: layout.source.path)
      .load(team: team)
  }

  /// A list of labels that was named itself.
  private static func readList(
    _ path: String, _ options: ImageReadOptions, _ team: ThreadTeam
  ) throws(DatasetError) -> ImageSet {
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { String(path[..<$0]) } ?? "."
    let folder = try ListedFolder.list(path: parent.isEmpty ? "/" : parent)
    let layout = try FolderLayout.labelled(folder, list: path)
    return try ImageLoader(layout: layout, options: options, path: path).load(team: team)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The path without slashes at its end.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}
