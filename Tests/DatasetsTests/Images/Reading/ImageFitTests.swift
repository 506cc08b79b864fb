import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct ImageFitTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private struct Golden: Decodable {
    struct Source: Decodable {
      var width: Int
      var height: Int
      var channels: Int
      var samples: Data
    }
    struct Case: Decodable {
      var channels: Int
      var fit: String
      var resampling: String
      var width: Int
      var height: Int
      var samples: Data
    }
    struct Fits: Decodable {
      var source: Source
      var cases: [Case]
    }
    struct Luma: Decodable {
      var rgb: Data
      var grey: Data
    }
    var fits: [Fits]
    var luma: Luma
  }

  private func write(_ source: Golden.Source) throws {
    let raster = Raster(
      width: source.width, height: source.height, channels: source.channels,
      samples: [UInt8](source.samples))
    try scratch.put(PNGEncoder.encode(raster), "\(source.channels)/only/image.png")
  }

  @Test func `fitted images are those of Pillow, give or take one`() throws {
    let channels: [ImageChannels] = [.grey, .greyAlpha, .rgb, .rgba]
    for fits in try Repository.golden("datasets_images.json", as: Golden.self).fits {
      try write(fits.source)
      #expect(fits.cases.count == 24)
      for item in fits.cases {
        let options = ImageReadOptions(
          size: ImageSize(width: item.width, height: item.height),
          fit: try #require(ImageFit(rawValue: item.fit)),
          resampling: try #require(Resampling(rawValue: item.resampling)),
          channels: channels[item.channels - 1])
        let found = try TestImages.read(scratch.path("\(item.channels)"), options).pixels
        let expected = [UInt8](item.samples)
        let worst = zip(found, expected).map { abs(Int($0) - Int($1)) }.max() ?? 0
        let size = "\(item.width)x\(item.height)"
        #expect(
          found.count == expected.count && worst <= 1,
          "\(item.channels) channels, \(item.fit) \(item.resampling) \(size): \(worst)")
      }
    }
  }

  /// PyTorch 2.15: `interpolate(mode="bicubic", antialias=True)`, which is Pillow's BICUBIC without rounding between both sides.
  @Test func `bicubic samples are those of PyTorch with antialiasing`() throws {
    let samples = (0..<64).map { place in
      let (x, y) = (place % 8, place / 8)
      return UInt8((37 * x * x + 91 * y + 13 * x * y) % 256)
    }
    let raster = Raster(width: 8, height: 8, channels: 1, samples: samples)
    func resized(_ width: Int, _ height: Int) -> [UInt8] {
      raster.fitted(
        to: ImageSize(width: width, height: height), fit: .stretch, channels: 1,
        resampling: .bicubic
      ).samples
    }
    let quarter: [UInt8] = [
      81, 110, 135, 125, 140, 162, 158, 119, 123, 150, 102, 154, 140, 156, 132, 98,
    ]
    #expect(resized(4, 4) == quarter)
    let odd: [UInt8] = [
      100, 109, 144, 138, 123, 121, 161, 154, 116, 145, 128, 160, 127, 127, 108,
    ]
    #expect(resized(5, 3) == odd)
    let larger: [UInt8] = [0, 0, 13, 61, 138, 148, 89, 60, 62, 93, 153, 146, 70, 25, 12, 6]
    #expect(Array(resized(16, 12).prefix(16)) == larger)
  }

  @Test func `colours become grey as in Pillow`() throws {
    let luma = try Repository.golden("datasets_images.json", as: Golden.self).luma
    let raster = Raster(width: 400, height: 1, channels: 3, samples: [UInt8](luma.rgb))
    try scratch.put(PNGEncoder.encode(raster), "set/only/image.png")
    let set = try TestImages.read(scratch.path("set"), ImageReadOptions(channels: .grey))
    #expect(set.channels == 1 && set.pixels == [UInt8](luma.grey))
  }

  @Test func `a constant image stays constant whatever its size becomes`() throws {
    let raster = Raster(
      width: 13, height: 9, channels: 1, samples: [UInt8](repeating: 201, count: 13 * 9))
    try scratch.put(PNGEncoder.encode(raster), "set/only/image.png")
    for size in [1, 4, 10, 57] {
      for resampling in Resampling.allCases {
        let options = ImageReadOptions(
          size: ImageSize(width: size, height: size + 2), resampling: resampling)
        let set = try TestImages.read(scratch.path("set"), options)
        #expect(set.pixels.allSatisfy { $0 == 201 }, "\(size) \(resampling)")
      }
    }
  }

  @Test func `transparent colours do not bleed into their neighbours`() throws {
    // Left a hidden green, right an opaque red.
    let row: [UInt8] = [0, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 255, 0, 0, 255]
    let raster = Raster(width: 4, height: 4, channels: 4, samples: row + row + row + row)
    try scratch.put(PNGEncoder.encode(raster), "set/only/image.png")
    let options = ImageReadOptions(
      size: ImageSize(width: 3, height: 3), resampling: .area, channels: .rgba)
    let set = try TestImages.read(scratch.path("set"), options)
    let middle = Array(set.pixels[16..<20])
    #expect(middle[0] == 255 && middle[1] == 0 && middle[2] == 0)
    #expect((100...155).contains(middle[3]))
  }

  @Test func `padding is background, or transparent where the image has alpha`() throws {
    try scratch.image("grey/only/image.png", 8, 4)
    let raster = Raster(
      width: 8, height: 4, channels: 2, samples: [UInt8](repeating: 90, count: 64))
    try scratch.put(PNGEncoder.encode(raster), "alpha/only/image.png")
    var options = ImageReadOptions(
      size: ImageSize(width: 8, height: 8), fit: .pad, background: 33)
    let grey = try TestImages.read(scratch.path("grey"), options)
    #expect(
      grey.pixels[..<16].allSatisfy { $0 == 33 } && grey.pixels[48...].allSatisfy { $0 == 33 })
    #expect(
      Array(grey.pixels[16..<48])
        == (TestImages.noise(8, 4, channels: 1, seed: 1) as Raster<UInt8>).samples)
    let alpha = try TestImages.read(scratch.path("alpha"), options)
    #expect(alpha.channels == 4 && alpha.pixels[..<64].allSatisfy { $0 == 0 })
    options.channels = .grey
    let flat = try TestImages.read(scratch.path("alpha"), options)
    // 90 at alpha 90 over 33.
    #expect(flat.pixels[0] == 33 && flat.pixels[16] == 53)
  }
}
