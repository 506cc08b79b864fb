internal import Glibc

/// The files that reading images from a place may look at.
public enum ImagePlaceFiles {
  /// The folder that the names are from, and the names of all files, sorted by their code points.
  ///
  /// Of a folder everything that is not hidden, of a list what lies beside it, of an IDX file the one of its labels as well.
  /// - Throws: `DatasetError.notFound`, `unreadable`, `unreadableFolderName`, `missingLabels`.
  public static func find(_ path: String) throws(DatasetError) -> (folder: String, names: [String])
  {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .notFound(path: path) }
    if status.st_mode & S_IFMT == S_IFDIR { return (path, try names(in: path)) }
    let name = path.lastPathComponent
    let folder = path.contains("/") ? String(path.dropLast(name.count)) : "."
    if name.lowercased().hasSuffix(".csv") { return (folder, try names(in: folder)) }
    if name.lowercased().hasSuffix(".npz") { return (folder, [name]) }
    let labels = try IDXReader.labels(beside: path)
    return (folder, [labels.lastPathComponent, name].sorted())
  }

  private static func names(in folder: String) throws(DatasetError) -> [String] {
    try ListedFolder.list(path: folder).allFiles().sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }
}

extension ListedFolder {
  /// Every file inside and below by its path from here, images and others.
  fileprivate func allFiles(prefix: String = "") -> [String] {
    (images + otherFiles).map { prefix + $0 }
      + folders.flatMap { $0.allFiles(prefix: prefix + $0.name + "/") }
  }
}
