import Datasets
import Foundation
import Parallel
import Testing

@Suite struct ImageFolderReaderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `a folder of folders is classes, files in the order of their names`() throws {
    let set = try TestImages.read(TestImages.fixture("shapes"))
    #expect(set.classNames == ["circle", "cross", "square"])
    #expect(set.classCounts == [40, 40, 40])
    #expect(set.size == ImageSize(width: 16, height: 16) && set.channels == 1)
    #expect(set.names[0] == "circle/000.png" && set.names[119] == "square/039.png")
    #expect(set.names == set.names.sorted())
    #expect(set.skipped.isEmpty && set.source.layout == .classFolders)
    let first: Raster<UInt8> = try PNGDecoder.read(
      path: TestImages.fixture("shapes/circle/000.png"))
    #expect(Array(set.image(at: 0)) == first.samples)
  }

  @Test func `the result does not depend on the number of threads`() throws {
    for (index, width) in [6, 6, 9, 14].enumerated() {
      try scratch.image("set/a/\(index).png", width, 7, channels: index + 1, seed: UInt64(index))
      try scratch.image(
        "set/b/\(index).png", 7, width, channels: 4 - index, seed: UInt64(9 + index))
    }
    try scratch.put([1, 2, 3], "set/b/broken.png")
    let options = ImageReadOptions(maximumDamagedFraction: 0.5)
    let sets = try [1, 2, 5].map { count in
      try ImageFolderReader.read(
        path: scratch.path("set"), options: options, team: ThreadTeam(threadCount: count))
    }
    #expect(sets[0] == sets[1] && sets[1] == sets[2])
    #expect(sets[0].channels == 4 && sets[0].count == 8)
    let shapes = try [1, 3].map { count in
      try ImageFolderReader.read(
        path: TestImages.fixture("shapes"), options: ImageReadOptions(size: ImageSize("9x7")),
        team: ThreadTeam(threadCount: count))
    }
    #expect(shapes[0] == shapes[1])
  }

  @Test func `a training part is read and the other one is named`() throws {
    let path = TestImages.fixture("colours")
    let set = try TestImages.read(path)
    #expect(set.classNames == ["cool", "warm"] && set.classCounts == [12, 12])
    #expect(set.channels == 3 && set.size == ImageSize(width: 12, height: 10))
    #expect(set.source.otherSplits == ["test"] && set.source.path == path + "/train")
    #expect(set.names[0] == "cool/00.png")
    #expect(try TestImages.read(path, ImageReadOptions(split: "test")).classCounts == [4, 4])
    #expect(try TestImages.read(path + "/test/").classCounts == [4, 4])
    #expect(
      throws: DatasetError.unknownSplit(path: path, wanted: "val", found: ["test", "train"])
    ) { try TestImages.read(path, ImageReadOptions(split: "val")) }
    #expect(throws: DatasetError.self) {
      try TestImages.read(TestImages.fixture("shapes"), ImageReadOptions(split: "test"))
    }
  }

  @Test func `classes called train and plane are classes, and images lie at any depth`() throws {
    try scratch.image("set/train/one.PNG")
    try scratch.image("set/plane/2020/b.png", seed: 2)
    try scratch.image("set/plane/2020/a/deep.Png", seed: 3)
    try scratch.image("set/plane/z.png", seed: 4)
    let set = try TestImages.read(scratch.path("set"))
    #expect(set.classNames == ["plane", "train"])
    #expect(
      set.names == ["plane/z.png", "plane/2020/b.png", "plane/2020/a/deep.Png", "train/one.PNG"])
  }

  @Test func `a folder that only wraps another is looked into`() throws {
    try scratch.image("set/data/images/cat/1.png")
    try scratch.image("set/data/images/dog/1.png", seed: 2)
    let set = try TestImages.read(scratch.path("set"))
    #expect(set.classNames == ["cat", "dog"])
    #expect(set.source.path == scratch.path("set/data/images"))
  }

  @Test func `a flat folder without labels is one class`() throws {
    try scratch.image("heaps/b.png")
    try scratch.image("heaps/a.png", seed: 2)
    let set = try TestImages.read(scratch.path("heaps"))
    #expect(set.classNames == ["heaps"] && set.names == ["a.png", "b.png"])
    #expect(set.source.layout == .flatFolder)
  }

  @Test func `hidden files, other files and empty folders are not seen, or only named`() throws {
    try scratch.image("set/a/1.png")
    try scratch.image("set/b/1.png", seed: 2)
    try scratch.put([1], "set/a/.hidden.png")
    try scratch.put([1], "set/a/._1.png")
    try scratch.put([1], "set/.git/x.png")
    try scratch.put(Array("notes".utf8), "set/a/notes.txt")
    try scratch.put([1], "set/a/Thumbs.db")
    try scratch.put([1], "set/c/readme.md")
    try scratch.image("set/preview.png", seed: 3)
    let set = try TestImages.read(scratch.path("set"))
    #expect(set.names == ["a/1.png", "b/1.png"])
    #expect(set.source.emptyFolders == ["c"])
    #expect(set.skipped == [SkippedImage(file: "preview.png", reason: .outsideClasses)])
  }

  @Test func `the size is the most frequent one unless another is asked for`() throws {
    try scratch.image("set/a/1.png", 6, 4)
    try scratch.image("set/a/2.png", 6, 4, seed: 2)
    try scratch.image("set/a/3.png", 9, 9, seed: 3)
    let set = try TestImages.read(scratch.path("set"))
    #expect(set.size == ImageSize(width: 6, height: 4) && set.source.fittedCount == 1)
    #expect(set.source.sizes.map(\.count) == [2, 1])
    let options = ImageReadOptions(size: ImageSize(width: 3, height: 2))
    #expect(try TestImages.read(scratch.path("set"), options).pixels.count == 18)
    for size in [(0, 4), (4, -1), (1, 20_000)] {
      let wrong = ImageReadOptions(size: ImageSize(width: size.0, height: size.1))
      #expect(throws: DatasetError.invalidImageSize(found: "\(size.0)x\(size.1)")) {
        try TestImages.read(scratch.path("set"), wrong)
      }
    }
  }

  @Test func `channels are the fewest that show every pixel`() throws {
    let grey: Raster<UInt8> = TestImages.noise(4, 4, channels: 1, seed: 1)
    let asColours = Raster(
      width: 4, height: 4, channels: 3, samples: grey.samples.flatMap { [$0, $0, $0] })
    let opaque = Raster(
      width: 4, height: 4, channels: 4, samples: grey.samples.flatMap { [$0, $0, $0, 255] })
    try scratch.put(PNGEncoder.encode(asColours), "set/a/1.png")
    try scratch.put(PNGEncoder.encode(opaque), "set/a/2.png")
    let set = try TestImages.read(scratch.path("set"))
    #expect(set.channels == 1 && set.pixels == grey.samples + grey.samples)
    try scratch.image("set/a/3.png", channels: 3, seed: 3)
    #expect(try TestImages.read(scratch.path("set")).channels == 3)
    try scratch.image("set/a/4.png", channels: 2, seed: 4)
    let widest = try TestImages.read(scratch.path("set"))
    #expect(widest.channels == 4)
    #expect(Array(widest.image(at: 0)) == grey.samples.flatMap { [$0, $0, $0, 255] })
    for channels in ImageChannels.allCases where channels != .auto {
      let options = ImageReadOptions(channels: channels)
      #expect(try TestImages.read(scratch.path("set"), options).channels == channels.count)
    }
  }

  @Test func `sets that the machine cannot hold are refused before anything is allocated`() throws {
    try scratch.image("set/a/1.png")
    let options = ImageReadOptions(size: ImageSize(width: 16_384, height: 16_384))
    var small = options
    small.maximumBytes = 1 << 20
    #expect(
      throws: DatasetError.imagesTooLarge(
        path: scratch.path("set"), count: 1, size: ImageSize(width: 16_384, height: 16_384),
        needed: 1 << 28, limit: 1 << 20)
    ) { try TestImages.read(scratch.path("set"), small) }
  }

  @Test(
    arguments: [
      ("64", 64, 64), ("64x48", 64, 48), ("1", 1, 1), ("16384x2", 16_384, 2), ("", nil, nil),
      ("0", nil, nil), ("x", nil, nil), ("64x", nil, nil), ("-4", nil, nil), ("4x4x4", nil, nil),
      ("16385", nil, nil), ("6 4", nil, nil), ("+6", nil, nil), ("99999999999999999999", nil, nil),
    ] as [(String, Int?, Int?)])
  func `sizes are written as one number or two`(text: String, width: Int?, height: Int?) {
    #expect(ImageSize(text)?.width == width && ImageSize(text)?.height == height)
  }
}
