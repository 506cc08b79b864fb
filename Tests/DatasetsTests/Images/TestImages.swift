import Datasets
import Foundation
import Parallel
import TestSupport

/// Images for tests: noise of a seed, and where they are written.
enum TestImages {
  /// A team of its own for every call, as tests run side by side and a team serves one caller at a time.
  static var team: ThreadTeam { ThreadTeam(threadCount: 2) }

  static let fixtures = Repository.root.appending(path: "fixtures/images")

  static func fixture(_ name: String) -> String { fixtures.appending(path: name).path }

  /// Noise over the full range of the type.
  static func noise<Sample: RasterSample>(
    _ width: Int, _ height: Int, channels: Int, seed: UInt64, as type: Sample.Type = UInt8.self
  ) -> Raster<Sample> {
    var generator = SeededGenerator(seed: seed)
    return Raster(
      width: width, height: height, channels: channels,
      samples: (0..<(width * height * channels)).map { _ in
        Sample(truncatingIfNeeded: generator.next() >> 20)
      })
  }

  /// A set of noise, its classes in turn.
  static func set(
    _ count: Int, width: Int = 5, height: Int = 4, channels: Int = 1,
    classes: [String] = ["a", "b"], seed: UInt64 = 1
  ) -> ImageSet {
    let labels = (0..<count).map { Int32($0 * classes.count / max(count, 1)) }
    return ImageSet(
      pixels: noise(width, height * count, channels: channels, seed: seed).samples, width: width,
      height: height, channels: channels, labels: labels, classNames: classes,
      names: (0..<count).map { "image \($0)" })
  }

  /// Reads with the defaults but for what is said.
  static func read(_ path: String, _ options: ImageReadOptions = ImageReadOptions()) throws
    -> ImageSet
  {
    try ImageFolderReader.read(path: path, options: options, team: team)
  }
}

extension Scratch {
  /// Writes a file below the directory, and the folders on the way to it.
  func put(_ bytes: [UInt8], _ name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// Writes noise as a PNG file below the directory.
  func image(
    _ name: String, _ width: Int = 4, _ height: Int = 4, channels: Int = 1, seed: UInt64 = 1
  ) throws {
    try put(
      PNGEncoder.encode(TestImages.noise(width, height, channels: channels, seed: seed)), name)
  }
}
