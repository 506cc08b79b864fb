/// The `labels.csv` of a folder of images: a file and its class per row.
struct LabelList {
  /// A row.
  struct Entry {
    var file: String
    /// Nil where the cell means "no value".
    var label: String?
  }

  static let fileName = "labels.csv"

  var entries: [Entry] = []

  private static let fileNames = ["file", "filename", "file_name", "image", "path", "name", "id"]
  private static let labelNames = ["label", "class", "category", "target", "label_name"]

  /// Reads a list; columns are found by their names, or are the first two where there is no header.
  /// - Throws: `DatasetError`; `labelConflict` when one file has two classes.
  static func read(path: String) throws(DatasetError) -> LabelList {
    // A header is told by its words: to the reader of tables a list of texts looks like any other.
    let table = try CSVReader.read(path: path, options: ReadOptions(header: .no)).table
    let first = table.columns.map { $0[0].trimmingBlanks }
    let words = first.map { $0.lowercased() }
    let files = fileNames.lazy.compactMap { words.firstIndex(of: $0) }.first
    let labels = labelNames.lazy.compactMap { words.firstIndex(of: $0) }.first
    // One word alone may be a class by chance, unless no file is named beside it.
    let hasHeader =
      files != nil && labels != nil
      || (files != nil || labels != nil) && !first.contains(where: FileFormat.isImageName)
    guard table.columns.count == 2 || files != nil && labels != nil else {
      throw .unknownLabelColumns(path: path, found: first)
    }
    let fileColumn = table.columns[hasHeader ? files ?? (labels == 0 ? 1 : 0) : 0]
    let labelColumn = table.columns[hasHeader ? labels ?? (files == 1 ? 0 : 1) : 1]
    var list = LabelList()
    var known: [String: String?] = [:]
    for row in (hasHeader ? 1 : 0)..<table.rowCount {
      let file = fileColumn[row].trimmingBlanks
      let text = labelColumn[row].trimmingBlanks
      let label = text.isEmpty ? nil : text
      let key = innerPath(file) ?? file
      if let earlier = known[key] {
        guard earlier == label else {
          throw .labelConflict(path: path, file: file, first: earlier ?? "", second: text)
        }
        continue
      }
      known[key] = .some(label)
      list.entries.append(Entry(file: file, label: label))
    }
    guard !list.entries.isEmpty else { throw .noRows(path: path) }
    return list
  }

  /// The path from the folder in its simplest form; nil when it leads out of the folder.
  static func innerPath(_ file: String) -> String? {
    guard !file.hasPrefix("/") else { return nil }
    let parts = file.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." }
    guard !parts.isEmpty, !parts.contains("..") else { return nil }
    return parts.joined(separator: "/")
  }
}

/// The images below a folder, to be found by what a list calls them.
struct KnownFiles {
  private var byPath: [String: String] = [:]
  /// By the name alone, where it occurs once.
  private var byName: [String: String?] = [:]

  /// Keys are compared as Unicode does, so a composed and a decomposed é are one.
  init(_ files: [String]) {
    for file in files {
      byPath[file] = file
      let name = file.lastPathComponent
      byName[name] = byName[name] == nil ? .some(file) : .some(nil)
    }
  }

  /// The file at this path, with or without its ending; or the only one of this name.
  func file(called path: String) -> String? {
    for ending in ["", ".png", ".PNG"] {
      if let file = byPath[path + ending] { return file }
    }
    for ending in ["", ".png", ".PNG"] {
      if let file = byName[path.lastPathComponent + ending] ?? nil { return file }
    }
    return nil
  }
}
