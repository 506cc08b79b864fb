import Datasets
import Foundation
import Parallel

/// Decodes and encodes the PNG files of a folder, one after another on one thread.
enum PictureBenchmark {
  static func run(folder: String) throws {
    let names = (FileManager.default.enumerator(atPath: folder)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.lowercased().hasSuffix(".png") }.sorted()
    let files = try names.map {
      [UInt8](try Data(contentsOf: URL(filePath: folder).appending(path: $0)))
    }
    var rasters: [Raster<UInt8>] = []
    let decoding = try seconds {
      rasters = try files.map { try PNGDecoder.decode($0, maximumPixelCount: 1 << 30) }
    }
    var byteCount = 0
    let encoding = try seconds {
      byteCount = try rasters.reduce(0) { try $0 + PNGEncoder.encode($1).count }
    }
    let reading = try seconds {
      _ = try ImageFolderReader.read(path: folder, team: ThreadTeam(threadCount: 2))
    }
    let count = Double(files.count)
    ImageBenchmark.report([
      "files": count, "decodedPerSecond": count / decoding, "encodedPerSecond": count / encoding,
      "bytesPerFile": Double(byteCount) / count, "folderSeconds": reading,
    ])
  }

  private static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ImageBenchmark.processorSeconds()
    try work()
    return ImageBenchmark.processorSeconds() - start
  }
}
