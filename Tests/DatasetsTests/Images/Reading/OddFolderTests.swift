import Datasets
import Foundation
import Glibc
import Testing

@Suite struct OddFolderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func refusal(_ name: String = "set", _ options: ImageReadOptions = ImageReadOptions())
    -> DatasetError?
  {
    do throws(DatasetError) {
      _ = try ImageFolderReader.read(
        path: scratch.path(name), options: options, team: TestImages.team)
      return nil
    } catch {
      #expect(!error.description.contains("\n") && error.description.contains(";"), "\(error)")
      return error
    }
  }

  @Test func `few damaged files are listed and skipped`() throws {
    for number in 0..<20 { try scratch.image("set/a/\(number).png", seed: UInt64(number)) }
    for number in 0..<20 { try scratch.image("set/b/\(number).png", seed: UInt64(99 + number)) }
    let jpeg = try Data(contentsOf: TestImages.fixtures.appending(path: "invalid/jpeg.png"))
    try scratch.put([UInt8](jpeg), "set/a/photo.jpg")
    try scratch.put([UInt8](jpeg), "set/b/photo.png")
    try scratch.put([], "set/b/zz.png")
    let set = try TestImages.read(scratch.path("set"))
    #expect(set.count == 40)
    #expect(
      set.skipped.map(\.description) == [
        "a/photo.jpg: JPEG data where a PNG image is expected",
        "b/photo.png: JPEG data where a PNG image is expected",
        "b/zz.png: an empty file where a PNG image is expected",
      ])
    #expect(set.image(at: 39).elementsEqual(try image("set/b/9.png")))
  }

  private func image(_ name: String) throws -> [UInt8] {
    (try PNGDecoder.read(path: scratch.path(name)) as Raster<UInt8>).samples
  }

  @Test func `damage that only the pixels show leaves no gap`() throws {
    for number in 0..<12 { try scratch.image("set/a/\(number + 10).png", seed: UInt64(number)) }
    var broken = try scratch.bytes("set/a/13.png")
    broken[broken.count - 20] ^= 4
    try scratch.put(broken, "set/a/13.png")
    let set = try TestImages.read(scratch.path("set"))
    #expect(set.count == 11 && set.pixels.count == 11 * 16)
    #expect(set.skipped.map(\.file) == ["a/13.png"])
    for index in 0..<11 {
      #expect(set.image(at: index).elementsEqual(try image("set/" + set.names[index])))
    }
  }

  @Test func `above a tenth of damaged files nothing is read, and they are listed`() throws {
    for number in 0..<9 { try scratch.image("set/a/\(number).png", seed: UInt64(number)) }
    try scratch.put([0], "set/a/bad.png")
    #expect(refusal() == nil)
    try scratch.put([0], "set/a/worse\n.png")
    guard case .tooManyDamaged(_, let skipped, 11)? = refusal() else {
      Issue.record("taken")
      return
    }
    #expect(skipped.map(\.file) == ["a/bad.png", "a/worse\n.png"])
    #expect(refusal()?.exitCode == 65)
    #expect(refusal("set", ImageReadOptions(maximumDamagedFraction: 0.2)) == nil)
  }

  @Test func `a class of which no image can be read stops the reading`() throws {
    for number in 0..<40 { try scratch.image("set/good/\(number).png", seed: UInt64(number)) }
    try scratch.put([0], "set/lost/1.png")
    guard case .classWithoutImages(_, "lost", let skipped)? = refusal() else {
      Issue.record("taken")
      return
    }
    #expect(skipped.map(\.file) == ["lost/1.png"])
  }

  @Test func `places without images are refused with what is there instead`() throws {
    try FileManager.default.createDirectory(
      at: scratch.url.appending(path: "set"), withIntermediateDirectories: true)
    #expect(refusal() == .noImages(path: scratch.path("set"), otherFormat: nil))
    try scratch.put([], "set/a/notes.txt")
    #expect(refusal() == .noImages(path: scratch.path("set"), otherFormat: nil))
    try scratch.put([0xFF, 0xD8, 0xFF, 0xE0], "set/a/1.jpg")
    try scratch.put([0xFF, 0xD8, 0xFF, 0xE0], "set/b/2.jpeg")
    #expect(refusal() == .noImages(path: scratch.path("set"), otherFormat: "JPEG data"))
    #expect(refusal()?.description.contains("mogrify") == true)
    #expect(refusal("none") == .notFound(path: scratch.path("none")))
    try scratch.image("one.png")
    #expect(
      refusal("one.png") == .notImages(path: scratch.path("one.png"), found: "a single PNG image"))
    try scratch.put(Array("hello".utf8), "note.txt")
    #expect(refusal("note.txt") == .notImages(path: scratch.path("note.txt"), found: "text"))
  }

  @Test func `links are followed, but not in circles`() throws {
    try scratch.image("elsewhere/1.png")
    try scratch.image("set/a/2.png", seed: 2)
    let files = FileManager.default
    try files.createSymbolicLink(
      atPath: scratch.path("set/b"), withDestinationPath: scratch.path("elsewhere"))
    try files.createSymbolicLink(
      atPath: scratch.path("set/a/round"), withDestinationPath: scratch.path("set"))
    try files.createSymbolicLink(
      atPath: scratch.path("set/a/linked.png"), withDestinationPath: "2.png")
    let set = try TestImages.read(scratch.path("set"))
    #expect(set.names == ["a/2.png", "a/linked.png", "b/1.png"])
    #expect(set.skipped == [SkippedImage(file: "a/round", reason: .linkLoop)])
    try files.createSymbolicLink(
      atPath: scratch.path("set/a/gone.png"), withDestinationPath: "nothing")
    let gone = SkippedImage(
      file: "a/gone.png", reason: .unreadable(reason: "No such file or directory"))
    let options = ImageReadOptions(maximumDamagedFraction: 0.5)
    #expect(try TestImages.read(scratch.path("set"), options).skipped.contains(gone))
  }

  @Test func `pipes and locked files are skipped without waiting`() throws {
    for number in 0..<30 { try scratch.image("set/a/\(number).png", seed: UInt64(number)) }
    #expect(mkfifo(scratch.path("set/a/pipe.png"), 0o600) == 0)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0], ofItemAtPath: scratch.path("set/a/0.png"))
    let set = try TestImages.read(scratch.path("set"))
    let pipe = SkippedImage(
      file: "a/pipe.png", reason: .unreadable(reason: "not a regular file"))
    #expect(set.skipped.contains(pipe))
    if getuid() != 0 {
      #expect(set.skipped.contains { $0.reason == .unreadable(reason: "Permission denied") })
    }
  }

  @Test func `names may be in any script and hold anything`() throws {
    let names = [
      "été", "日本語", "a 'quoted' \"name\"", "comma, semi;colon", "emoji 🐈", " blank ", "-dash",
      "100% wool", "back\\slash", "new\nline",
    ]
    for (index, name) in names.enumerated() {
      try scratch.image("set/\(name)/image \(index).png", seed: UInt64(index))
    }
    let set = try TestImages.read(scratch.path("set"))
    #expect(Set(set.classNames) == Set(names))
    for index in 0..<set.count {
      #expect(set.names[index].hasPrefix(set.classNames[Int(set.labels[index])] + "/"))
    }
  }

  @Test func `names that are not UTF-8 are told`() throws {
    for number in 0..<20 { try scratch.image("set/a/\(number).png", seed: UInt64(number)) }
    let bytes = try scratch.bytes("set/a/0.png")
    func path(_ name: String, _ last: [UInt8]) -> [CChar] {
      (Array(scratch.path(name).utf8) + last + [0]).map { CChar(bitPattern: $0) }
    }
    let file = fopen(path("set/a/caf", [0xE9] + Array(".png".utf8)), "w")
    try #require(file != nil)
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    let set = try TestImages.read(scratch.path("set"))
    #expect(set.count == 20 && set.skipped.map(\.reason) == [.unreadableName])
    #expect(mkdir(path("set/caf", [0xE9]), 0o700) == 0)
    guard case .unreadableFolderName? = refusal() else {
      Issue.record("taken")
      return
    }
    rmdir(path("set/caf", [0xE9]))
    unlink(path("set/a/caf", [0xE9] + Array(".png".utf8)))
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data or AUGMENT_SHARED_DATA"))
  func `naughty strings are classes as any others`() throws {
    let suite = try SharedData.unpack("blns", into: scratch)
    let file = try #require(
      FileManager.default.enumerator(atPath: suite.path)?.compactMap { $0 as? String }
        .first { $0.hasSuffix("blns.json") })
    let strings = try JSONDecoder().decode(
      [String].self, from: Data(contentsOf: suite.appending(path: file)))
    let names = Array(Set(strings)).sorted()
    #expect(names.count > 450)
    let set = TestImages.set(names.count * 2, classes: names)
    try ImageFolderWriter().write(set, to: scratch.path("out"), team: TestImages.team)
    let again = try TestImages.read(scratch.path("out"))
    #expect(again.classNames.count == names.count && again.count == set.count)
    // Folders of names that are too long do not tell them.
    let whole = names.filter { !FolderName.encoded($0).contains("%~") }
    #expect(whole.count > 400 && Set(whole).isSubset(of: again.classNames))
  }
}
