public import Parallel

/// A PNG image as it is stored, with its name.
public struct StoredImage: Sendable, Equatable {
  /// The file, from the folder that was read.
  public var name: String
  /// The image.
  public var raster: Raster<UInt8>

  /// An image.
  public init(name: String, raster: Raster<UInt8>) { (self.name, self.raster) = (name, raster) }
}

/// The images of a folder in the sizes in which they are stored, without classes.
public struct StoredImages: Sendable {
  /// The images, in the order of their names.
  public var images: [StoredImage]
  /// What was met and not read.
  public var skipped: [SkippedImage]

  /// The share of files that may be damaged.
  private static let damagedShare = 0.1

  /// Reads all PNG images of a folder and below.
  /// - Throws: `DatasetError.notFound`, `noImages`, `tooManyDamaged`, `unreadable`.
  public init(path: String, team: ThreadTeam) throws(DatasetError) {
    let folder = try ListedFolder.list(path: path)
    let names = folder.allImages()
    skipped = folder.allSkipped()
    let found = team.map(names.count) { index -> Result<StoredImage, ImageFault> in
      do throws(ImageFault) {
        let file = try OpenFile(path: path + "/" + names[index])
        let bytes = try file.bytes(at: 0, count: file.byteCount)
        return .success(
          StoredImage(name: names[index], raster: try PNGDecoder.decode(bytes)))
      } catch { return .failure(error) }
    }
    images = []
    for (name, result) in zip(names, found) {
      switch result {
      case .success(let image): images.append(image)
      case .failure(let fault): skipped.append(SkippedImage(file: name, reason: fault))
      }
    }
    let lost = skipped.filter(\.reason.isLoss)
    let total = images.count + lost.count
    if total == 0 { throw .noImages(path: path, otherFormat: nil) }
    if images.isEmpty, case .notPNG(let format)? = lost.first?.reason {
      throw .noImages(path: path, otherFormat: format)
    }
    if images.isEmpty || Double(lost.count) > Self.damagedShare * Double(total) {
      throw .tooManyDamaged(path: path, skipped: lost, total: total)
    }
  }

  /// The folders inside a folder that hold images, and how many images lie in the folder itself.
  /// - Throws: `DatasetError.notFound`, `unreadable`.
  public static func layout(
    of path: String
  ) throws(DatasetError) -> (folders: [String], imageCount: Int) {
    let folder = try ListedFolder.list(path: path)
    return (folder.folders.filter { $0.imageCount > 0 }.map(\.name), folder.images.count)
  }

  /// The size that most images have as stored, the smallest of equally frequent ones.
  public var usualSize: ImageSize {
    ImageSize.counted(images.map(\.raster.size)).first?.size ?? ImageSize(width: 1, height: 1)
  }

  /// 3 where any image has colours, else 1.
  public var colourChannels: Int { images.contains { $0.raster.channels >= 3 } ? 3 : 1 }
}
