import Foundation
import Pipelines
import Testing

/// Regions and enlargements, through the pipeline as a library.
@Suite struct TranslationPipelineTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "translation-\(UUID().uuidString)")

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func put(_ raster: Raster<UInt8>, _ name: String) throws {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(PNGEncoder.encode(raster)).write(to: url)
  }

  /// Waves of a number's own length, with opacity where it is asked for.
  private func waves(_ number: Int, width: Int, height: Int, channels: Int = 3) -> Raster<UInt8> {
    var samples: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<channels {
          let wave = sin(Double(x * (number + 3) + 5 * y * (channel + 1)) / 17)
          samples.append(channel == 3 ? 255 : UInt8(127 + 120 * wave))
        }
      }
    }
    return Raster(width: width, height: height, channels: channels, samples: samples)
  }

  @Test
  func `regions get other contents that depend on nothing inside, and no other pixel changes`()
    throws
  {
    defer { try? FileManager.default.removeItem(at: folder) }
    let sizes = [(40, 30), (64, 64), (90, 50), (33, 70), (50, 50)]
    for (number, size) in sizes.enumerated() {
      try put(waves(number, width: size.0, height: size.1), "in/\(number).png")
    }
    let rows = ["0,3,4,12,10", "0,20,5,8,20", "1,0,0,20,20", "2,40,10,45,12", "3,5,40,20,25"]
    let list =
      "file,x,y,width,height\n"
      + rows.map { $0.replacing(",", with: ".png,", maxReplacements: 1) + "\n" }.joined()
    try list.write(toFile: path("r.csv"), atomically: true, encoding: .utf8)
    var configuration = TranslationPipelineConfiguration(
      family: .anonymize, inputPath: path("in"))
    configuration.input.regionsPath = path("r.csv")
    configuration.training.steps = 3
    configuration.gate.isEnabled = false
    configuration.output.directory = path("made")
    let summary = try TranslationPipeline(configuration).run()
    #expect(summary.imageCount == 4)

    // The same images with other contents of all regions.
    let regions = rows.map { $0.split(separator: ",").compactMap { Int($0) } }
    for (number, size) in sizes.prefix(4).enumerated() {
      let before = waves(number, width: size.0, height: size.1)
      let after: Raster<UInt8> = try PNGDecoder.read(path: path("made/images/\(number).png"))
      var other = before
      var changed = 0
      for place in before.samples.indices {
        let (x, y) = (place / 3 % size.0, place / 3 / size.0)
        let isInside = regions.contains {
          $0[0] == number && ($0[1]..<$0[1] + $0[3]).contains(x)
            && ($0[2]..<$0[2] + $0[4]).contains(y)
        }
        if isInside {
          other.samples[place] ^= 0xFF
          changed += before.samples[place] == after.samples[place] ? 0 : 1
        } else {
          #expect(before.samples[place] == after.samples[place])
        }
      }
      #expect(changed > 0)
      try put(other, "other/\(number).png")
    }
    var work = ModelTranslationConfiguration(modelPath: path("made"), inputPath: path("other"))
    work.regionsPath = path("r.csv")
    work.outputPath = path("again")
    #expect(try ModelTranslation(work).run().count == 4)
    for number in 0..<4 {
      let first: Raster<UInt8> = try PNGDecoder.read(path: path("made/images/\(number).png"))
      let second: Raster<UInt8> = try PNGDecoder.read(path: path("again/\(number).png"))
      for region in regions where region[0] == number {
        let parts = [first, second].map {
          $0.part(x: region[1], y: region[2], width: region[3], height: region[4])
        }
        #expect(parts[0] == parts[1])
      }
    }
  }

  @Test func `images of any size and channels are enlarged, in tiles as in one piece`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for number in 0..<3 { try put(waves(number, width: 60, height: 52), "in/\(number).png") }
    var configuration = TranslationPipelineConfiguration(family: .srgan, inputPath: path("in"))
    configuration.training.steps = 12
    configuration.gate.isEnabled = false
    configuration.output.directory = path("made")
    let summary = try TranslationPipeline(configuration).run()
    #expect(summary.measures.map(\.name) == ["signalToNoise", "similarity"])
    // The small one is the left upper corner of the large one, which takes more than one tile.
    let large = waves(7, width: 190, height: 40)
    try put(large, "new/large.png")
    try put(large.part(x: 0, y: 0, width: 100, height: 40), "new/part.png")
    try put(waves(2, width: 9, height: 11, channels: 4), "new/odd.png")
    var work = ModelTranslationConfiguration(modelPath: path("made"), inputPath: path("new"))
    work.outputPath = path("out")
    _ = try ModelTranslation(work).run()
    let whole: Raster<UInt8> = try PNGDecoder.read(path: path("out/large.png"))
    #expect(whole.size == ImageSize(width: 380, height: 80))
    let part: Raster<UInt8> = try PNGDecoder.read(path: path("out/part.png"))
    // Beyond the reach of the cut's edge both are alike.
    #expect(
      whole.part(x: 0, y: 0, width: 150, height: 80)
        == part.part(x: 0, y: 0, width: 150, height: 80))
    let odd: Raster<UInt8> = try PNGDecoder.read(path: path("out/odd.png"))
    #expect(odd.size == ImageSize(width: 18, height: 22) && odd.channels == 3)
  }
}
