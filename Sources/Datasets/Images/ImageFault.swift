/// Why a file is not among the images.
public enum ImageFault: Error, Hashable, Sendable {
  /// It holds something else, such as `JPEG`; what it holds is a noun phrase.
  case notPNG(found: String)
  /// It starts as a PNG and cannot be read to its end.
  case damaged(reason: String)
  /// It holds more pixels than allowed, by its header; nothing was allocated for them.
  case tooManyPixels(size: ImageSize, limit: Int)
  /// The system does not let it be read.
  case unreadable(reason: String)
  /// Its name is not UTF-8.
  case unreadableName
  /// A list of labels names it, and it is not there.
  case missing
  /// A list of labels names it without a class.
  case unlabelled
  /// A list of labels names a place outside the folder.
  case outsideFolder
  /// A folder that is a link to one that contains it.
  case linkLoop
  /// It lies in the folder, but the list of labels does not name it.
  case unlisted
  /// It lies beside the folders of the classes, in none of them.
  case outsideClasses

  /// Whether an image is lost by it that was meant to be there.
  public var isLoss: Bool {
    switch self {
    case .linkLoop, .unlisted, .outsideClasses: false
    default: true
    }
  }
}

extension ImageFault: CustomStringConvertible {
  /// What is wrong, to follow a file's name and a colon.
  public var description: String {
    switch self {
    case .notPNG(let found): "\(found) where a PNG image is expected"
    case .damaged(let reason): "damaged (\(reason))"
    case .tooManyPixels(let size, let limit):
      "\(size) pixels where at most \(limit) in all are expected"
    case .unreadable(let reason): "cannot be read (\(reason))"
    case .unreadableName: "its name is not UTF-8"
    case .missing: "named in the list of labels, but missing"
    case .unlabelled: "no class in the list of labels"
    case .outsideFolder: "a path that leads out of the folder"
    case .linkLoop: "a link to a folder around it"
    case .unlisted: "not in the list of labels"
    case .outsideClasses: "beside the folders of the classes"
    }
  }
}

/// A file that is not among the images, and why.
public struct SkippedImage: Sendable, Equatable, CustomStringConvertible {
  /// The file, from the folder that was read.
  public var file: String
  /// Why it was skipped.
  public var reason: ImageFault

  /// A skipped file.
  public init(file: String, reason: ImageFault) {
    self.file = file
    self.reason = reason
  }

  /// `cats/7.png: damaged (IDAT: CRC error)`.
  public var description: String { "\(file): \(reason)" }
}
