/// A rectangle of pixels in an image.
public struct PixelRegion: Sendable, Equatable, Codable {
  /// The first column, from 0 at the left.
  public var x: Int
  /// The first row, from 0 at the top.
  public var y: Int
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A rectangle.
  public init(x: Int, y: Int, width: Int, height: Int) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  /// Whether it lies within an image of this size.
  public func fits(_ size: ImageSize) -> Bool {
    x >= 0 && y >= 0 && width > 0 && height > 0 && x <= size.width - width
      && y <= size.height - height
  }
}

/// Regions of images as a CSV file names them: `file,x,y,width,height`, several rows per file allowed.
public struct RegionList: Sendable, Equatable {
  /// A row.
  public struct Entry: Sendable, Equatable {
    /// The image, from its folder.
    public var file: String
    /// The rectangle.
    public var region: PixelRegion
    /// Where it stands.
    public var line: Int
  }

  /// The rows, in their order.
  public var entries: [Entry]

  private static let columns = ["file", "x", "y", "width", "height"]

  /// Reads a list.
  /// - Throws: `DatasetError`; `invalidRegion` for a row that is no rectangle.
  public init(path: String) throws(DatasetError) {
    let table = try CSVReader.read(path: path, options: ReadOptions(header: .yes)).table
    let names = table.columns.map { $0.name.trimmingBlanks.lowercased() }
    for wanted in Self.columns where !names.contains(wanted) {
      throw .invalidRegion(
        path: path, line: 1,
        reason: "the columns are \(names.prefix(10).joined(separator: ", "))",
        expected: Self.columns.joined(separator: ","))
    }
    func cell(_ name: String, _ row: Int) -> String {
      names.firstIndex(of: name).map { table.columns[$0][row].trimmingBlanks } ?? ""
    }
    entries = []
    for row in 0..<table.rowCount {
      let line = row + 2
      var numbers: [Int] = []
      for name in Self.columns.dropFirst() {
        let text = cell(name, row)
        guard let number = Int(text) else {
          throw .invalidRegion(
            path: path, line: line, reason: "\(name) is '\(text.prefix(40))'",
            expected: "a whole number of pixels")
        }
        numbers.append(number)
      }
      let region = PixelRegion(
        x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
      if region.width <= 0 || region.height <= 0 || region.x < 0 || region.y < 0 {
        throw .invalidRegion(
          path: path, line: line,
          reason: "the region is \(region.width)x\(region.height) at \(region.x),\(region.y)",
          expected: "a place of 0 or more and a size of 1 or more")
      }
      entries.append(Entry(file: cell("file", row), region: region, line: line))
    }
  }

  /// The regions of every image of a folder that has some.
  /// - Throws: `DatasetError.invalidRegion` for a file that is not there, and for a region that leaves its image.
  public func regions(
    of images: [StoredImage], path: String
  ) throws(DatasetError) -> [String: [PixelRegion]] {
    let sizes = Dictionary(
      images.map { ($0.name, $0.raster.size) }, uniquingKeysWith: { first, _ in first })
    var result: [String: [PixelRegion]] = [:]
    for entry in entries {
      guard let size = sizes[entry.file] else {
        throw .invalidRegion(
          path: path, line: entry.line, reason: "there is no image '\(entry.file.prefix(80))'",
          expected: "the name of an image in the folder, such as '\(images.first?.name ?? "a.png")'"
        )
      }
      guard entry.region.fits(size) else {
        let own = entry.region
        throw .invalidRegion(
          path: path, line: entry.line,
          reason:
            "the region \(own.width)x\(own.height) at \(own.x),\(own.y) leaves '\(entry.file.prefix(80))' of \(size)",
          expected: "a region inside of its image")
      }
      result[entry.file, default: []].append(entry.region)
    }
    return result
  }
}
