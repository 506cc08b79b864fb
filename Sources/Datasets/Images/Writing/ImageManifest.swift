/// The list of the files of a folder of images: `manifest.csv`.
public enum ImageManifest {
  /// The list's usual name.
  public static let fileName = "manifest.csv"

  /// The list as a table: `file`, `class`, then the columns that a caller has to tell.
  /// - Parameters:
  ///   - files: For every image its file from the list's folder.
  ///   - set: The images; their classes are told by name, however their folders are called.
  ///   - columns: One cell per image each, such as its seed, its confidence or how near the nearest
  ///     real image is.
  /// - Returns: One row per image, in the order of the set.
  public static func table(files: [String], of set: ImageSet, columns: [Column] = []) -> Table {
    let classes = Column(name: "class", levels: set.classNames, codes: set.labels)
    return Table(columns: [Column(name: "file", cells: files), classes] + columns)
  }

  /// Writes the list as a CSV file.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`, `duplicateName` when a further column is called
  ///   as one of the first two or as another.
  public static func write(
    files: [String], of set: ImageSet, columns: [Column] = [], to path: String
  ) throws(DatasetError) {
    let table = table(files: files, of: set, columns: columns)
    let names = table.columns.map(\.name)
    for (index, name) in names.enumerated() {
      if let first = names[..<index].firstIndex(of: name) {
        throw .duplicateName(path: path, name: name, first: first + 1, second: index + 1)
      }
    }
    try CSVWriter(dialect: CSVDialect()).write(table, to: path)
  }
}
