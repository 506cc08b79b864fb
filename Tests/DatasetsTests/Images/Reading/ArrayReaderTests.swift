import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct ArrayReaderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private struct Golden: Decodable {
    struct Archives: Decodable {
      var images: Data
      var coloured: Data
      var labels: [Int]
      var plain: Data
      var packed: Data
      var version2: Data
      var severalLabels: Data
      var floats: Data
      var columnOrder: Data
    }
    struct IDX: Decodable {
      var images: Data
      var pixels: Data
      var labels: Data
      var numbers: [Int]
    }
    var archives: Archives
    var idx: IDX
  }

  private func golden() throws -> Golden {
    try Repository.golden("datasets_images.json", as: Golden.self)
  }

  private func write(_ data: Data, _ name: String) throws -> String {
    try scratch.put([UInt8](data), name)
    return scratch.path(name)
  }

  @Test func `archives of NumPy hold what NumPy put in`() throws {
    let archives = try golden().archives
    for data in [archives.plain, archives.version2] {
      let set = try TestImages.read(try write(data, "set.npz"))
      #expect(set.pixels == [UInt8](archives.images) && set.channels == 1)
      #expect(set.size == ImageSize(width: 5, height: 4) && set.source.layout == .npz)
      #expect(set.classNames == ["1", "3", "7"])
      #expect(set.labels.map { Int(set.classNames[Int($0)]) } == archives.labels)
    }
    let packed = try TestImages.read(try write(archives.packed, "set.npz"))
    #expect(packed.pixels == [UInt8](archives.coloured) && packed.channels == 3)
    #expect(packed.source.otherSplits == ["test_images"] && packed.names[2] == "train_images#2")
    let test = try TestImages.read(scratch.path("set.npz"), ImageReadOptions(split: "test"))
    #expect(test.count == 2 && test.classNames == ["1", "3"])
  }

  @Test func `arrays of another kind are refused by name`() throws {
    let archives = try golden().archives
    for (data, name) in [
      (archives.severalLabels, "train_labels"), (archives.floats, "train_images"),
      (archives.columnOrder, "train_images"),
    ] {
      let path = try write(data, "set.npz")
      let error = #expect(throws: DatasetError.self) { try TestImages.read(path) }
      guard case .unsupportedArray(path, name, _, _)? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    let path = try write(archives.packed, "set.npz")
    #expect(
      throws: DatasetError.missingArray(
        path: path,
        wanted: [
          "val_images", "x_val", "X_val", "val_images", "x_val", "X_val", "valid_images",
          "x_valid", "X_valid", "validation_images", "x_validation", "X_validation",
        ],
        found: ["train_images", "train_labels", "test_images", "test_labels"])
    ) { try TestImages.read(path, ImageReadOptions(split: "val")) }
  }

  @Test func `IDX pairs are read, compressed or not`() throws {
    let idx = try golden().idx
    let path = try write(idx.images, "mnist/train-images-idx3-ubyte.gz")
    #expect(
      throws: DatasetError.missingLabels(path: path, expected: "train-labels-idx1-ubyte.gz")
    ) { try TestImages.read(path) }
    _ = try write(idx.labels, "mnist/train-labels-idx1-ubyte")
    let set = try TestImages.read(path)
    #expect(set.pixels == [UInt8](idx.pixels) && set.size == ImageSize(width: 4, height: 3))
    #expect(set.labels.map { Int(set.classNames[Int($0)]) } == idx.numbers)
    #expect(try TestImages.read(scratch.path("mnist")).pixels == set.pixels)
  }

  @Test func `the same images are the same from either`() throws {
    let idx = try TestImages.read(TestImages.fixture("idx"))
    let npz = try TestImages.read(TestImages.fixture("shapes.npz"))
    #expect(
      idx.pixels == npz.pixels && idx.labels == npz.labels && idx.classNames == npz.classNames)
    #expect(idx.count == 60 && idx.classNames == ["0", "1", "2"])
    let test = ImageReadOptions(split: "test")
    #expect(try TestImages.read(TestImages.fixture("idx"), test).count == 15)
    let scaled = ImageReadOptions(size: ImageSize(width: 6, height: 6), channels: .rgb)
    let small = try TestImages.read(TestImages.fixture("shapes.npz"), scaled)
    #expect(small.pixels.count == 60 * 108 && small.source.fittedCount == 60)
  }

  @Test func `several files of images are one too many`() throws {
    for name in ["letters-train", "digits-train"] {
      _ = try write(try golden().idx.images, "emnist/\(name)-images-idx3-ubyte.gz")
    }
    let error = #expect(throws: DatasetError.self) { try TestImages.read(scratch.path("emnist")) }
    guard case .severalImageFiles(_, let names)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(names.count == 2)
  }

  @Test func `cut and changed files are refused`() throws {
    let fixture = [UInt8](try Data(contentsOf: TestImages.fixtures.appending(path: "shapes.npz")))
    let packed = [UInt8](try golden().archives.packed)
    var generator = SeededGenerator(seed: 4)
    for whole in [fixture, packed] {
      for step in 0..<150 {
        var bytes = whole
        if step % 3 == 0 {
          bytes.removeLast(1 + Int(generator.next() % UInt64(bytes.count - 1)))
        } else {
          let place = Int(generator.next() % UInt64(bytes.count))
          bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        }
        try scratch.put(bytes, "set.npz")
        do {
          let set = try TestImages.read(scratch.path("set.npz"))
          #expect(set.pixels.count == set.count * set.sampleCount)
        } catch let error as DatasetError {
          #expect(error.exitCode == 65, "\(error)")
        }
      }
    }
    try scratch.put(Array(packed.dropLast(10)), "set.npz")
    #expect(throws: DatasetError.self) { try TestImages.read(scratch.path("set.npz")) }
  }

  @Test func `headers that promise what no file can hold are refused`() throws {
    let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 1, 7]
    try scratch.put(labels, "a-labels-idx1-ubyte")
    let huge: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 0x7F, count: 12) + [1, 2, 3]
    try scratch.put(huge, "a-images-idx3-ubyte")
    let path = scratch.path("a-images-idx3-ubyte")
    let error = #expect(throws: DatasetError.self) { try TestImages.read(path) }
    guard case .damagedArray? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    for (bytes, reason) in [
      ([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 9], "1 bytes where the header promises 4"),
      (
        [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9, 9],
        "more bytes than the header promises"
      ),
      ([0, 0, 8, 3, 0, 0], "the header ends early"),
    ] as [([UInt8], String)] {
      try scratch.put(bytes, "a-images-idx3-ubyte")
      #expect(throws: DatasetError.damagedArray(path: path, reason: reason)) {
        try TestImages.read(path)
      }
    }
    try scratch.put([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 9, 9], "a-images-idx3-ubyte")
    #expect(throws: DatasetError.differentCounts(path: path, images: 2, labels: 1)) {
      try TestImages.read(path)
    }
  }

  @Test func `archives of something else are told`() throws {
    let path = try write(
      Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]), "x.tar.gz")
    #expect(
      throws: DatasetError.notImages(path: path, found: "gzip data of something else than IDX")
    ) { try TestImages.read(path) }
    let zip: [UInt8] = [0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18)
    try scratch.put(zip, "images.zip")
    #expect(
      throws: DatasetError.notImages(
        path: scratch.path("images.zip"), found: "a zip archive without NumPy arrays")
    ) { try TestImages.read(scratch.path("images.zip")) }
  }
}
