import Datasets
import Foundation
import Parallel
import Testing

@Suite struct ImageFolderWriterTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func entries(_ name: String) -> [String] {
    (FileManager.default.enumerator(atPath: scratch.path(name))?.compactMap { $0 as? String } ?? [])
      .sorted()
  }

  @Test(arguments: [1, 2, 3, 4])
  func `what is written is read as it was`(channels: Int) throws {
    let set = TestImages.set(9, channels: channels, classes: ["cat", "dog", "eel"])
    let files = try ImageFolderWriter().write(set, to: scratch.path("out"), team: TestImages.team)
    #expect(files[0] == "cat/synthetic_000001.png" && files[8] == "eel/synthetic_000003.png")
    let kinds: [ImageChannels] = [.grey, .greyAlpha, .rgb, .rgba]
    let again = try TestImages.read(
      scratch.path("out"), ImageReadOptions(channels: kinds[channels - 1]))
    #expect(again.pixels == set.pixels && again.labels == set.labels)
    #expect(again.classNames == set.classNames && again.names == files)
    if channels != 2 { #expect(try TestImages.read(scratch.path("out")).channels == channels) }
  }

  @Test func `any class has a folder of its own, below the one asked for`() throws {
    let names = [
      "", ".", "..", "../up", "/etc", "a/b", "a\\b", ".hidden", "con", "CON", "nul.txt", "tab\t",
      "new\nline", "NUL\0byte", "%", "%41", "A", "a", "é", "e\u{301}x", "日本", "dot.", " blank ",
      "COM7", "a:b", "a%3Ab", "%~x", "?", "*", String(repeating: "long", count: 100),
      String(repeating: "long", count: 100) + "!", "-rf", "~", "$(id)", "=1+1",
    ]
    let set = TestImages.set(names.count * 2, classes: names)
    try ImageFolderWriter().write(set, to: scratch.path("out"), team: TestImages.team)
    let folders = try FileManager.default.contentsOfDirectory(atPath: scratch.path("out"))
    #expect(folders.count == names.count)
    #expect(Set(folders.map { $0.lowercased() }).count == names.count)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["out"])
    for folder in folders {
      #expect(folder.utf8.count <= 255 && !folder.hasPrefix("."))
      #expect(
        !folder.unicodeScalars.contains {
          $0.value < 32 || "/\\:*?\"<>|".unicodeScalars.contains($0)
        })
    }
    let again = try TestImages.read(scratch.path("out"))
    let lost = Set(names).subtracting(again.classNames)
    // Only names that are too long are not told by their folders.
    #expect(lost.count == 2 && lost.allSatisfy { $0.hasPrefix("longlong") })
  }

  @Test func `the bytes do not depend on the number of threads`() throws {
    let set = TestImages.set(40, width: 20, height: 20, channels: 3)
    for count in [1, 4] {
      try ImageFolderWriter().write(
        set, to: scratch.path("\(count)"), team: ThreadTeam(threadCount: count))
    }
    #expect(entries("1") == entries("4") && entries("1").count == 42)
    for name in entries("1") where name.hasSuffix(".png") {
      #expect(try scratch.bytes("1/" + name) == scratch.bytes("4/" + name))
    }
  }

  @Test func `real and synthetic images share folders`() throws {
    let real = TestImages.set(4, classes: ["a", "b"])
    let made = TestImages.set(3, channels: 3, classes: ["c", "b", "unused"], seed: 2)
    var rare = made
    rare.labels = [1, 0, 1]
    let files = try ImageFolderWriter().write(
      [.init(real, prefix: "real_"), .init(rare, prefix: "synthetic_")], to: scratch.path("out/"),
      team: TestImages.team)
    #expect(
      files == [
        "a/real_000001.png", "a/real_000002.png", "b/real_000001.png", "b/real_000002.png",
        "b/synthetic_000001.png", "c/synthetic_000001.png", "b/synthetic_000002.png",
      ])
    #expect(!entries("out").contains("unused"))
  }

  @Test func `what stands there is not overwritten, and nothing half-written stays`() throws {
    let set = TestImages.set(4)
    try scratch.put([1], "out/mine.txt")
    #expect(
      throws: DatasetError.cannotCreate(path: scratch.path("out"), reason: "Directory not empty")
    ) { try ImageFolderWriter().write(set, to: scratch.path("out"), team: TestImages.team) }
    #expect(throws: DatasetError.self) {
      try ImageFolderWriter().write(set, to: scratch.path("no/where"), team: TestImages.team)
    }
    // Two parts with one prefix want the same files.
    #expect(throws: DatasetError.self) {
      try ImageFolderWriter().write(
        [.init(set, prefix: "x"), .init(set, prefix: "x")], to: scratch.path("new"),
        team: TestImages.team)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["out"])
    #expect(entries("out") == ["mine.txt"])
  }

  @Test func `the list has a row per image and the columns that are given`() throws {
    var set = TestImages.set(3, classes: ["a/b", "c"])
    set.labels = [0, 1, 0]
    let files = try ImageFolderWriter().write(set, to: scratch.path("out"), team: TestImages.team)
    let columns = [
      Column(name: "seed", cells: ["7", "8", "9"]),
      Column(name: "confidence", cells: ["0.91", "0.5", ""]),
    ]
    try ImageManifest.write(
      files: files, of: set, columns: columns, to: scratch.path("out/manifest.csv"))
    #expect(
      String(decoding: try scratch.bytes("out/manifest.csv"), as: UTF8.self) == """
        file,class,seed,confidence
        a%2Fb/synthetic_000001.png,a/b,7,0.91
        c/synthetic_000001.png,c,8,0.5
        a%2Fb/synthetic_000002.png,a/b,9,

        """)
    #expect(throws: DatasetError.self) {
      try ImageManifest.write(
        files: files, of: set, columns: [Column(name: "class", cells: ["", "", ""])],
        to: scratch.path("other.csv"))
    }
  }

  @Test(arguments: [1, 3])
  func `arrays that are written are read as they were`(channels: Int) throws {
    let set = TestImages.set(300, channels: channels, classes: (0..<3).map(String.init))
    try NPZWriter.write(set, to: scratch.path("set.npz"))
    try IDXWriter.write(set, to: scratch.url.path)
    try IDXWriter.write(set, to: scratch.url.path, stem: "t10k", isCompressed: false)
    let npz = try TestImages.read(scratch.path("set.npz"))
    #expect(npz.pixels == set.pixels && npz.labels == set.labels)
    for split in ["train", "test"] {
      let idx = try TestImages.read(scratch.url.path, ImageReadOptions(split: split))
      #expect(idx.pixels == set.pixels && idx.labels == set.labels, "\(split)")
      #expect(idx.classNames == set.classNames)
    }
    let first = try scratch.bytes("set.npz")
    try NPZWriter.write(set, to: scratch.path("set.npz"))
    #expect(try scratch.bytes("set.npz") == first)
  }

  @Test func `more classes than a byte counts are numbered in four`() throws {
    let set = TestImages.set(900, width: 1, height: 1, classes: (0..<300).map { "class \($0)" })
    try NPZWriter.write(set, to: scratch.path("set.npz"))
    try IDXWriter.write(set, to: scratch.url.path)
    #expect(try TestImages.read(scratch.path("set.npz")).labels == set.labels)
    #expect(try TestImages.read(scratch.url.path).labels == set.labels)
  }
}
