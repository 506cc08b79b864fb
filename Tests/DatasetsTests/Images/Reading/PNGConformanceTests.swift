import Datasets
import Foundation
import TestSupport
import Testing

// The suites are third-party files that are not copied into this repository: without ../shared/data
// these tests are reported as skipped.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared/data or AUGMENT_SHARED_DATA"))
struct PNGConformanceTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func names(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".png") }.sorted()
  }

  private func decode<Sample: RasterSample>(_ file: URL, as type: Sample.Type) throws
    -> Raster<Sample>
  {
    try PNGDecoder.decode([UInt8](Data(contentsOf: file)), as: type)
  }

  /// `[height, width, 4]`, of 16 bits the higher 8: how the expected pixels are stored.
  private func colours(_ raster: Raster<UInt16>) -> [UInt8] {
    let bytes = raster.samples.map { UInt8($0 >> 8) }
    return stride(from: 0, to: bytes.count, by: raster.channels).flatMap { start -> [UInt8] in
      let pixel = bytes[start..<(start + raster.channels)]
      let alpha: UInt8 = raster.channels % 2 == 0 ? bytes[start + raster.channels - 1] : 255
      let colour =
        raster.channels >= 3 ? Array(pixel.prefix(3)) : Array(repeating: bytes[start], count: 3)
      return colour + [alpha]
    }
  }

  @Test func `PngSuite is decoded to the reference pixels or refused`() throws {
    let root = try SharedData.unpack("pngsuite", into: scratch).appending(path: "pngsuite")
    let all = try names(root.appending(path: "all175"))
    var decoded = 0
    var refused: [String] = []
    for name in all {
      do {
        _ = try decode(root.appending(path: "all175/\(name)"), as: UInt8.self)
        decoded += 1
      } catch is ImageFault { refused.append(name) }
    }
    #expect(decoded == 161)
    #expect(refused.count == 14 && refused.allSatisfy { $0.hasPrefix("x") }, "\(refused)")
    for name in try names(root.appending(path: "corrupt14")) {
      #expect(throws: ImageFault.self, "\(name)") {
        try decode(root.appending(path: "corrupt14/\(name)"), as: UInt8.self)
      }
    }
    let references = try names(root.appending(path: "stb_primary_check"))
    #expect(references.count == 77)
    for name in references {
      let found = try decode(root.appending(path: "stb_primary/\(name)"), as: UInt16.self)
      let expected = try decode(root.appending(path: "stb_primary_check/\(name)"), as: UInt16.self)
      #expect(found.size == expected.size && colours(found) == colours(expected), "\(name)")
    }
  }

  @Test func `every file has the pixels that independent decoders agree on`() throws {
    _ = try SharedData.unpack("pngsuite", into: scratch)
    _ = try SharedData.unpack("libpng_testpngs", into: scratch)
    let folder = try #require(SharedData.directory).appending(path: "suites")
    let table = try CSVReader.read(
      path: folder.appending(path: "pngsuite_expected_rgba8.csv").path,
      options: ReadOptions(header: .yes)
    ).table
    let column = { (name: String) in try table.columns[table.columnIndex(named: name)] }
    let (files, verdicts) = (try column("file"), try column("expected"))
    var expected: [String] = []
    var paths: [String] = []
    for row in 0..<table.rowCount where verdicts[row] == "decode" {
      let raster = try decode(scratch.url.appending(path: files[row]), as: UInt16.self)
      paths.append(scratch.path("\(row).raw"))
      try Data(colours(raster)).write(to: scratch.url.appending(path: "\(row).raw"))
      expected.append(try column("sha256_rgba8")[row])
    }
    #expect(paths.count == 161 + 104)
    let found = try digests(paths)
    for (index, path) in paths.enumerated() {
      let row = try #require(Int(URL(filePath: path).deletingPathExtension().lastPathComponent))
      #expect(found[index] == expected[index], "\(files[row])")
    }
  }

  /// SHA-256 by sha256sum(1).
  private func digests(_ paths: [String]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    process.arguments = paths
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map { String($0.prefix(64)) }
  }

  @Test func `16 bits become 8 by rounding`() throws {
    let root = try SharedData.unpack("pngsuite", into: scratch).appending(path: "pngsuite/all175")
    for name in ["basn0g16", "basn2c16", "basi4a16", "basn6a16", "tbwn0g16"] {
      let wide = try decode(root.appending(path: "\(name).png"), as: UInt16.self)
      let narrow = try decode(root.appending(path: "\(name).png"), as: UInt8.self)
      #expect(
        narrow.samples == wide.samples.map { UInt8((Int($0) * 255 + 32_767) / 65_535) }, "\(name)")
    }
  }

  @Test func `a cut or changed file is refused or decoded, but never worse`() throws {
    let root = try SharedData.unpack("pngsuite", into: scratch).appending(path: "pngsuite/all175")
    var generator = SeededGenerator(seed: 20)
    for name in try names(root) {
      let whole = [UInt8](try Data(contentsOf: root.appending(path: name)))
      for _ in 0..<20 {
        var bytes = whole
        if generator.next() % 2 == 0 {
          bytes.removeLast(Int(generator.next() % UInt64(bytes.count)) + 1)
        } else {
          bytes[Int(generator.next() % UInt64(bytes.count))] ^= UInt8(1 << (generator.next() % 8))
        }
        do {
          let raster = try PNGDecoder.decode(bytes)
          #expect(raster.samples.count == raster.size.pixelCount * raster.channels)
        } catch {
          #expect(!error.description.contains("\n"))
        }
      }
    }
  }
}
