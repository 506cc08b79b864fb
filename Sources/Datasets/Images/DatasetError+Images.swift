extension DatasetError {
  /// About folders of images and the files in them.
  var imageDescription: String {
    switch self {
    case .noImages(let path, nil):
      "\(place(path)): no PNG image in it; name a folder with one folder of PNG images per class"
    case .noImages(let path, let otherFormat?):
      "\(place(path)): \(otherFormat) where PNG images are expected; only PNG is read, so convert them "
        + "first, for example with ImageMagick: mogrify -format png"
    case .tooManyDamaged(let path, let skipped, let total):
      "\(place(path)): \(skipped.count) of \(counted(total, "image")) cannot be read where at most a few "
        + "are expected: \(shortened(skipped)); repair, convert or remove them"
    case .classWithoutImages(let path, let name, let skipped):
      "\(place(path)): no image of class \(quoted(name)) can be read"
        + (skipped.isEmpty ? "" : ": \(shortened(skipped))")
        + "; repair its images, or remove the class"
    case .unusableImage(let path, let reason):
      "\(place(path)): \(reason); check what wrote it"
    case .imagesTooLarge(let path, let count, let size, let needed, let limit):
      "\(place(path)): \(counted(count, "image")) of \(size) pixels need \(megabytes(needed)) where "
        + "\(megabytes(limit)) are there; choose a smaller --image-size"
    case .notImages(let path, let found):
      "\(place(path)): \(found) where a folder of PNG images, a labels.csv, an IDX file or an .npz file "
        + "is expected; unpack archives first and name the folder"
    case .unreadableFolderName(let path):
      "\(place(path)): the folder's name is not UTF-8, so its class cannot be named; rename it, for "
        + "example with convmv"
    default: requestDescription
    }
  }

  /// About what was asked of a folder of images.
  private var requestDescription: String {
    switch self {
    case .unknownSplit(let path, let wanted, let found):
      "\(place(path)): no part of the data is called \(quoted(wanted))"
        + (found.isEmpty ? "" : ", only \(listed(found))")
        + "; name one that is there, or its folder itself"
    case .unknownLabelColumns(let path, let found):
      "\(place(path)) line 1: columns \(listed(found)) where file and label are expected; name "
        + "the columns so"
    case .labelConflict(let path, let file, let first, let second):
      "\(place(path)): \(quoted(file)) is listed as \(quoted(first)) and as \(quoted(second)) where one "
        + "class is expected; remove the wrong row"
    case .invalidRegion(let path, let line, let reason, let expected):
      "\(place(path)) line \(line): \(reason) where \(expected) is expected; correct the row"
    case .invalidImageSize(let found):
      "the image size \(quoted(found)) where a number or WIDTHxHEIGHT is expected, each from 1 to "
        + "\(ImageSize.longestSide); correct --image-size"
    default: ""
    }
  }

  /// About arrays of images.
  var arrayDescription: String {
    switch self {
    case .damagedArray(let path, let reason):
      "\(place(path)): the arrays are damaged (\(reason)); download or write the file again"
    case .unsupportedArray(let path, let name, let found, let expected):
      "\(place(path))\(name.map { " array \(quoted($0))" } ?? ""): \(found) where \(expected) is "
        + "expected; convert the array first"
    case .missingArray(let path, let wanted, let found):
      "\(place(path)): none of the arrays \(listed(wanted)) is there, but \(listed(found)); name the "
        + "images so, and their labels accordingly"
    case .severalImageFiles(let path, let names):
      "\(place(path)): \(names.count) files of images where one is expected: \(listed(names)); name the "
        + "file itself"
    case .missingLabels(let path, let expected):
      "\(place(path)): no file of labels beside it; put \(expected) there"
    case .differentCounts(let path, let images, let labels):
      "\(place(path)): \(counted(images, "image")) and \(counted(labels, "label")) where as many are "
        + "expected; check that both files belong together"
    case .tooLargeForFormat(let path, let format, let limit):
      "\(place(path)): more than \(limit), which \(format) cannot hold; write folders of PNG images, or "
        + "fewer images"
    default: ""
    }
  }

  /// The first few of the files, each with its reason.
  private func shortened(_ skipped: [SkippedImage]) -> String {
    let shown = skipped.prefix(10).map { "\(printable($0.file)) \($0.reason)" }
    let rest = skipped.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// The end of a file's name, in one line whatever is in it.
  private func printable(_ file: String) -> String {
    let characters = file.suffix(60).unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? "?" : String(scalar)
    }
    return (file.count > 60 ? "..." : "") + characters.joined()
  }

  private func megabytes(_ bytes: Int) -> String { "\(max(1, bytes >> 20)) MiB" }
}
