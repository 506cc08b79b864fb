/// How the images of a folder are sorted into classes.
struct FolderLayout {
  /// A file that is meant to be an image of a class.
  struct Item {
    /// From `source.path`.
    var name: String
    var label: Int32
  }

  var source: ImageSource
  var classNames: [String] = []
  var items: [Item] = []
  var skipped: [SkippedImage] = []

  /// Finds the classes: by a `labels.csv`, by folders, or none.
  ///
  /// A folder that holds nothing but another one is taken for that one. Folders called `train`,
  /// `test`, `val` and the like, where there are no others, are parts of the data, not classes.
  static func find(_ root: ListedFolder, split: String?) throws(DatasetError) -> FolderLayout {
    var folder = root
    var wanted = split
    var otherSplits: [String] = []
    while !folder.otherFiles.contains(LabelList.fileName), folder.images.isEmpty {
      let populated = folder.folders.filter { $0.imageCount > 0 }
      if !populated.isEmpty, populated.allSatisfy({ DataSplit(folder: $0.name) != nil }) {
        folder = try chosen(of: populated, split: split, path: folder.path)
        otherSplits = populated.map(\.name).filter { $0 != folder.name }
        wanted = nil
      } else if populated.count == 1, populated[0].images.isEmpty || isLabelled(populated[0]) {
        folder = populated[0]
      } else {
        break
      }
    }
    if let wanted { throw .unknownSplit(path: root.path, wanted: wanted, found: []) }
    var layout = try classes(of: folder)
    layout.source.otherSplits = otherSplits
    return layout
  }

  private static func isLabelled(_ folder: ListedFolder) -> Bool {
    folder.otherFiles.contains(LabelList.fileName)
  }

  private static func classes(of folder: ListedFolder) throws(DatasetError) -> FolderLayout {
    if isLabelled(folder) {
      return try labelled(folder, list: folder.path + "/" + LabelList.fileName)
    }
    var layout = FolderLayout(source: ImageSource(path: folder.path))
    layout.skipped = folder.allSkipped()
    guard folder.imageCount > 0 else { throw .noImages(path: folder.path, otherFormat: nil) }
    let populated = folder.folders.filter { $0.imageCount > 0 }
    if populated.isEmpty {
      layout.source.layout = .flatFolder
      layout.classNames = [folder.path.lastPathComponent]
      layout.items = folder.images.map { Item(name: $0, label: 0) }
      return layout
    }
    layout.source.layout = .classFolders
    layout.source.emptyFolders = folder.folders.filter { $0.imageCount == 0 }.map(\.name)
    layout.skipped += folder.images.map { SkippedImage(file: $0, reason: .outsideClasses) }
    var indices: [String: Int] = [:]
    for part in populated {
      // Two spellings of one name in Unicode are one class.
      let name = FolderName.decoded(part.name)
      let index = indices[name] ?? layout.classNames.count
      indices[name] = index
      if index == layout.classNames.count { layout.classNames.append(name) }
      layout.items += part.allImages(prefix: part.name + "/").map {
        Item(name: $0, label: Int32(index))
      }
    }
    return layout
  }

  /// The images of a folder, by the classes that a list gives them.
  static func labelled(_ folder: ListedFolder, list path: String) throws(DatasetError)
    -> FolderLayout
  {
    let list = try LabelList.read(path: path)
    var layout = FolderLayout(source: ImageSource(layout: .labelFile, path: folder.path))
    layout.skipped = folder.allSkipped()
    layout.classNames = Set(list.entries.compactMap(\.label)).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    layout.match(list, with: folder.allImages())
    return layout
  }

  /// Sorts the files that are there into the classes that are listed.
  private mutating func match(_ list: LabelList, with files: [String]) {
    let indices = Dictionary(uniqueKeysWithValues: zip(classNames, Int32(0)...))
    let known = KnownFiles(files)
    let lost = Set(skipped.map(\.file))
    var listed: Set<String> = []
    for entry in list.entries {
      guard let path = LabelList.innerPath(entry.file) else {
        skipped.append(SkippedImage(file: entry.file, reason: .outsideFolder))
        continue
      }
      if lost.contains(path) { continue }
      guard let file = known.file(called: path) else {
        skipped.append(SkippedImage(file: path, reason: .missing))
        continue
      }
      guard listed.insert(file).inserted else { continue }
      if let label = entry.label.flatMap({ indices[$0] }) {
        items.append(Item(name: file, label: label))
      } else {
        skipped.append(SkippedImage(file: file, reason: .unlabelled))
      }
    }
    items.sort { ($0.label, $0.name) < ($1.label, $1.name) }
    skipped += files.filter { !listed.contains($0) }.map {
      SkippedImage(file: $0, reason: .unlisted)
    }
  }

  private static func chosen(
    of folders: [ListedFolder], split: String?, path: String
  ) throws(DatasetError) -> ListedFolder {
    let wanted = split ?? DataSplit.train.rawValue
    if let exact = folders.first(where: { $0.name == wanted }) { return exact }
    let kind = DataSplit(folder: wanted)
    if let alike = folders.first(where: { kind != nil && DataSplit(folder: $0.name) == kind }) {
      return alike
    }
    if split == nil, folders.count == 1 { return folders[0] }
    throw .unknownSplit(path: path, wanted: wanted, found: folders.map(\.name))
  }
}

/// A part of a data set that is set apart from the others.
enum DataSplit: String {
  case train
  case test
  case validation

  /// The part that a folder or file name stands for; nil for any other name.
  init?(folder name: String) {
    switch name.lowercased() {
    case "train", "training", "trainset": self = .train
    case "test", "testing", "testset", "t10k": self = .test
    case "val", "valid", "validation", "dev", "eval": self = .validation
    default: return nil
    }
  }
}

extension String {
  /// What follows the last slash, trailing ones aside.
  var lastPathComponent: String {
    split(separator: "/").last.map(String.init) ?? self
  }
}
