internal import Parallel

/// Two sets of images, as they lie in two folders or side by side.
struct PairedImages: Sendable {
  /// What the two sets are called.
  var kinds: [String]
  /// Both sets, each by name.
  var sides: [StoredImages]

  /// Names of the parts of a data set that are learned from, before others.
  private static let learned = [["A", "B"], ["trainA", "trainB"]]

  /// Reads two folders, or images that hold pairs side by side.
  /// - Throws: `DatasetError`, `PipelineError.unsuitableImages`.
  init(path: String, pairs: PairLayout, family: TranslationFamily, team: ThreadTeam) throws {
    var path = path
    var layout = try StoredImages.layout(of: path)
    // A folder that only wraps another one, or holds the parts of a data set.
    while layout.imageCount == 0, !layout.folders.isEmpty {
      guard layout.folders.count == 1 || layout.folders.contains("train") else {
        break
      }
      path += "/" + (layout.folders.contains("train") ? "train" : layout.folders[0])
      layout = try StoredImages.layout(of: path)
    }
    let found = layout.folders
    if layout.imageCount > 0, found.isEmpty || pairs == .sideBySide {
      if family == .pix2pix, pairs != .folders {
        self = try Self.sideBySide(path, isTold: pairs == .sideBySide, team)
        return
      }
      throw PipelineError.unsuitableImages(
        path: path, found: "a single folder of images",
        expected: "two folders of images, such as A and B",
        advice: family == .pix2pix
          ? "pass --pairs side-by-side if each file holds a pair"
          : "put the images of each kind into a folder of its own")
    }
    let chosen = Self.learned.first { $0.allSatisfy(found.contains) } ?? found
    guard chosen.count == 2 else {
      throw PipelineError.unsuitableImages(
        path: path,
        found: found.isEmpty
          ? "no folder with images"
          : "the folders \(found.prefix(5).map { "'\($0.shown(30))'" }.joined(separator: ", "))",
        expected: "two folders of images, such as A and B",
        advice: "move others away; a folder per class is for --model conditional")
    }
    kinds = chosen
    sides = try chosen.map { try StoredImages(path: path + "/" + $0, team: team) }
    if family == .pix2pix { try match(path) }
  }

  /// Brings both sides into the order of their common names.
  private mutating func match(_ path: String) throws(PipelineError) {
    let names = sides.map { side in
      side.images.map { String($0.name.prefix { $0 != "." }) }
    }
    for (own, other) in [(0, 1), (1, 0)] {
      let known = Set(names[other])
      let lonely = sides[own].images.indices.filter { !known.contains(names[own][$0]) }
      if lonely.isEmpty { continue }
      let shown = lonely.prefix(5).map { "'\(kinds[own])/\(sides[own].images[$0].name.shown(40))'" }
      throw .unsuitableImages(
        path: path,
        found:
          "\(lonely.count.counted("image")) without a counterpart in '\(kinds[other])', such as "
          + shown.joined(separator: ", "), expected: "a file of the same name in both folders",
        advice: "add or remove them; --model cyclegan learns from unpaired folders")
    }
    let places = Dictionary(
      zip(names[1], sides[1].images.indices), uniquingKeysWith: { first, _ in first })
    sides[1].images = names[0].compactMap { places[$0].map { sides[1].images[$0] } }
  }

  private static func sideBySide(
    _ path: String, isTold: Bool, _ team: ThreadTeam
  ) throws -> PairedImages {
    let all = try StoredImages(path: path, team: team)
    let odd = all.images.first { image in
      let size = image.raster.size
      return isTold ? size.width % 2 != 0 : size.width != 2 * size.height
    }
    if let odd {
      throw PipelineError.unsuitableImages(
        path: path, found: "'\(odd.name.shown(40))' of \(odd.raster.size)",
        expected: isTold
          ? "an even width, both images of a pair being side by side"
          : "two folders of images with equal names, or images twice as wide as high",
        advice: "pix2pix learns from pairs; --model cyclegan learns from unpaired folders")
    }
    var sides = [all, all]
    for (side, _) in sides.enumerated() {
      sides[side].images = all.images.map { image in
        let half = image.raster.width / 2
        return StoredImage(
          name: image.name,
          raster: image.raster.part(
            x: side * half, y: 0, width: half, height: image.raster.height))
      }
    }
    sides[1].skipped = []
    return PairedImages(kinds: ["left", "right"], sides: sides)
  }

  private init(kinds: [String], sides: [StoredImages]) {
    (self.kinds, self.sides) = (kinds, sides)
  }
}
