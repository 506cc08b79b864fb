import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct PNGDecoderTests {
  @Test(arguments: [1, 2, 3, 4])
  func `an image that is written is read as it was`(channels: Int) throws {
    for (width, height) in [(1, 1), (7, 3), (28, 28), (1, 300), (300, 1), (130, 70)] {
      let raster: Raster<UInt8> = TestImages.noise(
        width, height, channels: channels, seed: UInt64(width * height))
      #expect(try PNGDecoder.decode(PNGEncoder.encode(raster)) == raster)
      let wide = TestImages.noise(width, height, channels: channels, seed: 3, as: UInt16.self)
      #expect(try PNGDecoder.decode(PNGEncoder.encode(wide), as: UInt16.self) == wide)
    }
  }

  @Test func `equal images have equal bytes`() throws {
    let raster: Raster<UInt8> = TestImages.noise(40, 30, channels: 3, seed: 8)
    #expect(try PNGEncoder.encode(raster) == PNGEncoder.encode(raster))
  }

  private struct Golden: Decodable {
    struct File: Decodable {
      var name: String
      var png: Data
      var bits: Int
      var width: Int
      var height: Int
      var channels: Int
      var samples: Data
    }
    var pngFiles: [File]
  }

  @Test func `files of Pillow have the pixels that Pillow gave them`() throws {
    let files = try Repository.golden("datasets_images.json", as: Golden.self).pngFiles
    #expect(files.count == 5)
    for file in files {
      let size = ImageSize(width: file.width, height: file.height)
      if file.bits == 16 {
        let raster = try PNGDecoder.decode([UInt8](file.png), as: UInt16.self)
        let expected = stride(from: 0, to: file.samples.count, by: 2).map {
          UInt16(file.samples[$0]) | UInt16(file.samples[$0 + 1]) << 8
        }
        #expect(raster.size == size && raster.samples == expected, "\(file.name)")
      } else {
        let raster = try PNGDecoder.decode([UInt8](file.png))
        #expect(raster.size == size && raster.channels == file.channels, "\(file.name)")
        #expect(raster.samples == [UInt8](file.samples), "\(file.name)")
      }
    }
  }

  @Test(arguments: [
    ("zero_bytes", "an empty file where a PNG image is expected"),
    ("text", "text where a PNG image is expected"),
    ("jpeg", "JPEG data where a PNG image is expected"),
    ("truncated", "damaged (the file ends early)"),
    ("header_only", "damaged (the header is missing)"),
    ("without_end", "damaged (the file ends early)"),
    ("wrong_checksum", "damaged (IDAT: incorrect data check)"),
    ("huge_header", "50000x50000 pixels where at most 64000000 in all are expected"),
    ("hollow", "damaged (340 bytes cannot hold 7000x7000 pixels)"),
    ("no_size", "damaged (the header is invalid)"),
  ])
  func `what is no image is refused with its reason`(name: String, reason: String) throws {
    let path = TestImages.fixture("invalid/\(name).png")
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let error = #expect(throws: ImageFault.self) { try PNGDecoder.decode(bytes) }
    #expect(error?.description == reason)
    #expect(throws: DatasetError.unusableImage(path: path, reason: try #require(error))) {
      try PNGDecoder.read(path: path, as: UInt8.self)
    }
  }

  @Test func `the pixel limit is the one that is given`() throws {
    let bytes = try PNGEncoder.encode(
      TestImages.noise(20, 10, channels: 1, seed: 1) as Raster<UInt8>)
    #expect(try PNGDecoder.decode(bytes, maximumPixelCount: 200).width == 20)
    #expect(
      throws: ImageFault.tooManyPixels(size: ImageSize(width: 20, height: 10), limit: 199)
    ) { try PNGDecoder.decode(bytes, maximumPixelCount: 199) }
  }

  @Test func `a picture of sixty million pixels that are there is decoded`() throws {
    let raster = Raster<UInt8>(
      width: 8_000, height: 7_500, channels: 1, samples: [UInt8](repeating: 7, count: 60_000_000))
    #expect(try PNGDecoder.decode(PNGEncoder.encode(raster)) == raster)
  }

  @Test func `bytes after the image and chunks unknown to us do no harm`() throws {
    let raster: Raster<UInt8> = TestImages.noise(6, 5, channels: 3, seed: 2)
    var bytes = try PNGEncoder.encode(raster)
    // A private chunk, and a text whose checksum is wrong, after the header's 33 bytes.
    let chunk: [UInt8] = [0, 0, 0, 2] + Array("tEXt".utf8) + [65, 0, 1, 2, 3, 4]
    bytes.insert(contentsOf: chunk, at: 33)
    #expect(try PNGDecoder.decode(bytes + [1, 2, 3]) == raster)
  }
}
