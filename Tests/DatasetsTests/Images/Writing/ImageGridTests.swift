import Datasets
import Foundation
import Testing

@Suite struct ImageGridTests {
  @Test func `images stand where they belong, with a margin all around`() throws {
    let set = TestImages.set(5, width: 3, height: 2)
    let grid = ImageGrid(columnCount: 3, padding: 1, background: 9)
    let sheet = grid.sheet(of: set, indices: [4, nil, 0, 1])
    #expect(sheet.width == 13 && sheet.height == 7 && sheet.channels == 1)
    func part(_ left: Int, _ top: Int) -> [UInt8] {
      (0..<2).flatMap { row -> [UInt8] in
        let start = (top + row) * 13 + left
        return Array(sheet.samples[start..<(start + 3)])
      }
    }
    #expect(part(1, 1) == Array(set.image(at: 4)))
    #expect(part(5, 1) == [9, 9, 9, 9, 9, 9])
    #expect(part(9, 1) == Array(set.image(at: 0)))
    #expect(part(1, 4) == Array(set.image(at: 1)))
    #expect(
      sheet.samples[..<13].allSatisfy { $0 == 9 } && sheet.samples[78...].allSatisfy { $0 == 9 })
  }

  @Test func `pixels are magnified as squares`() throws {
    let set = TestImages.set(1, width: 2, height: 1, channels: 3)
    let sheet = ImageGrid(columnCount: 1, padding: 0, magnification: 3).sheet(of: set, indices: [0])
    #expect(sheet.width == 6 && sheet.height == 3)
    for pixel in 0..<18 {
      let source = pixel % 6 / 3
      let found = Array(sheet.samples[(pixel * 3)...].prefix(3))
      #expect(found == Array(set.pixels[(source * 3)...].prefix(3)))
    }
  }

  @Test func `transparent images show the background`() throws {
    let set = ImageSet(
      pixels: [200, 100, 50, 0, 200, 100, 50, 255], width: 2, height: 1, channels: 4, labels: [0],
      classNames: ["a"], names: ["x"])
    let sheet = ImageGrid(columnCount: 1, padding: 0, background: 255).sheet(of: set, indices: [0])
    #expect(sheet.samples == [255, 255, 255, 200, 100, 50])
  }

  @Test func `a sheet without images, and one in a file`() throws {
    let scratch = try Scratch()
    let set = TestImages.set(4)
    #expect(ImageGrid(columnCount: 0, padding: -1).sheet(of: set, indices: []).width == 5)
    let grid = ImageGrid(columnCount: 2)
    try grid.write(set, indices: [0, 1, 2, 3], to: scratch.path("grid.png"))
    let read: Raster<UInt8> = try PNGDecoder.read(path: scratch.path("grid.png"))
    #expect(read == grid.sheet(of: set, indices: [0, 1, 2, 3]))
  }
}
