internal import Reporting

/// The pictures of a report: real and synthetic images side by side, class by class, and the synthetic images that are nearest to a real one.
struct ImageSheets {
  private(set) var sheets: [ImageSheet] = []

  private static let classCount = 20
  private static let columnCount = 10
  /// A sheet's images are enlarged to at least this edge.
  private static let leastEdge = 40

  /// The pictures of synthetic images beside those they were learned from; `nearest` holds the nearest training image of each.
  init(
    training: ImageSet, synthetic images: ImageSet, nearest: [NearestImage?]?
  ) throws(DatasetError) {
    let shown = training.classNames.indices.filter { training.classCounts[$0] > 0 }
      .prefix(Self.classCount)
    let names = shown.map { training.classNames[$0] }
    let rest = training.classCounts.count { $0 > 0 } - shown.count
    let more = rest > 0 ? " \(rest) more classes are not shown." : ""
    try add(
      "Real images", "Images that were learned from, a row per class.\(more)", training,
      Self.rows(training, Array(shown)), rowNames: names)
    if images.count > 0 {
      try add(
        "Synthetic images", "The first images made of each class, not chosen by looks.\(more)",
        images,
        Self.rows(images, Array(shown)), rowNames: names)
      try addNeighbours(training, images, nearest ?? [])
    }
  }

  /// The first images of each class, in rows of one length.
  private static func rows(_ set: ImageSet, _ classes: [Int]) -> [Int?] {
    var places = [[Int]](repeating: [], count: set.classNames.count)
    for (index, label) in set.labels.enumerated() where places[Int(label)].count < columnCount {
      places[Int(label)].append(index)
    }
    return classes.flatMap { label in
      places[label].map { $0 as Int? }
        + [Int?](repeating: nil, count: columnCount - places[label].count)
    }
  }

  private mutating func add(
    _ title: String, _ caption: String, _ set: ImageSet, _ indices: [Int?], rowNames: [String]
  ) throws(DatasetError) {
    let edge = max(1, min(set.width, set.height))
    let grid = ImageGrid(
      columnCount: Self.columnCount,
      magnification: max(1, (Self.leastEdge + edge - 1) / edge))
    let sheet = grid.sheet(of: set, indices: indices)
    sheets.append(
      ImageSheet(
        title: title, caption: caption, png: try PNGEncoder.encode(sheet), width: sheet.width,
        height: sheet.height, rowNames: rowNames))
  }

  /// The synthetic images nearest to a training image, each above that image.
  private mutating func addNeighbours(
    _ training: ImageSet, _ images: ImageSet, _ known: [NearestImage?]
  ) throws(DatasetError) {
    let found = known.enumerated().compactMap { index, image in
      image.map { (index: index, nearest: $0) }
    }
    let nearest = found.sorted {
      ($0.nearest.squaredDistance, $0.index) < ($1.nearest.squaredDistance, $1.index)
    }
    .prefix(Self.columnCount)
    if nearest.isEmpty { return }
    var both = images.images(at: nearest.map(\.index))
    let originals = training.images(at: nearest.map(\.nearest.index))
    both.pixels += originals.pixels
    both.labels += originals.labels
    both.names += originals.names
    let empty = [Int?](repeating: nil, count: Self.columnCount - nearest.count)
    let upper = nearest.indices.map { $0 as Int? }
    let lower = nearest.indices.map { ($0 + nearest.count) as Int? }
    try add(
      "Nearest to real images",
      "The synthetic images that are nearest to a training image, and below each that training image.",
      both, upper + empty + lower + empty, rowNames: ["synthetic", "real"])
  }
}
