/// What reading found about the place that images come from.
public struct ImageSource: Sendable, Equatable {
  /// How images and labels are stored.
  public enum Layout: String, Sendable {
    /// One folder per class.
    case classFolders
    /// One folder, with a `labels.csv` that names the class of each file.
    case labelFile
    /// One folder without labels, read as one class.
    case flatFolder
    /// A pair of IDX files.
    case idx
    /// A NumPy archive.
    case npz
    /// Not read, but made.
    case memory
  }

  /// A size that occurs, and how often.
  public struct SizeCount: Sendable, Equatable {
    /// The size as stored.
    public var size: ImageSize
    /// How many images have it.
    public var count: Int
  }

  /// How images and labels are stored.
  public var layout: Layout
  /// The folder or file that was read in the end: below the one asked for when that one only wraps others.
  public var path: String
  /// The sizes as stored, the most frequent first.
  public var sizes: [SizeCount]
  /// How many images do not have the size of the set as stored, and were fitted to it.
  public var fittedCount: Int
  /// Folders beside the one that was read that hold other parts of the data, such as `test`.
  public var otherSplits: [String]
  /// Folders where classes are expected that hold no image.
  public var emptyFolders: [String]

  /// A source; the default is one of images that were made rather than read.
  public init(
    layout: Layout = .memory, path: String = "", sizes: [SizeCount] = [], fittedCount: Int = 0,
    otherSplits: [String] = [], emptyFolders: [String] = []
  ) {
    self.layout = layout
    self.path = path
    self.sizes = sizes
    self.fittedCount = fittedCount
    self.otherSplits = otherSplits
    self.emptyFolders = emptyFolders
  }
}
