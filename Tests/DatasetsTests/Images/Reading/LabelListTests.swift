import Datasets
import Foundation
import Testing

@Suite struct LabelListTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for number in 0..<10 { try scratch.image("set/\(number).png", seed: UInt64(number)) }
  }

  private func list(_ text: String) throws { try scratch.put(Array(text.utf8), "set/labels.csv") }

  private func read(_ options: ImageReadOptions = ImageReadOptions()) throws -> ImageSet {
    try TestImages.read(scratch.path("set"), options)
  }

  private let rows = (0..<10).map { "\($0).png,\($0 < 6 ? "low" : "high")\n" }.joined()

  @Test func `a list gives every file its class`() throws {
    let set = try TestImages.read(TestImages.fixture("flat"))
    #expect(set.classNames == ["a circle", "a cross", "a square"])
    #expect(set.classCounts == [6, 6, 6] && set.source.layout == .labelFile)
    #expect(set.names.prefix(2) == ["scan_00.png", "scan_03.png"])
    #expect(try TestImages.read(TestImages.fixture("flat/labels.csv")) == set)
  }

  @Test func `with or without a header, in any order, whatever the delimiter`() throws {
    try list("file,label\n" + rows)
    let set = try read()
    #expect(set.classNames == ["high", "low"] && set.classCounts == [4, 6])
    try list(rows)
    #expect(try read() == set)
    let swapped = (0..<10).map { "\($0 < 6 ? "low" : "high");./\($0).png\r\n" }.joined()
    try list("Label;Filename\r\n" + swapped)
    #expect(try read() == set)
    try list("id,age,class\n" + (0..<10).map { "\($0),7,\($0 < 6 ? "low" : "high")\n" }.joined())
    #expect(try read() == set)
  }

  @Test func `files that are missing, unlisted or without a class are told`() throws {
    try list("file,label\n" + rows.replacing("3.png,low\n", with: "30.png,low\n"))
    let set = try read()
    #expect(
      set.skipped == [
        SkippedImage(file: "3.png", reason: .unlisted),
        SkippedImage(file: "30.png", reason: .missing),
      ])
    try list("file,label\n" + rows.replacing("3.png,low\n", with: "3.png,\n"))
    #expect(try read().skipped == [SkippedImage(file: "3.png", reason: .unlabelled)])
    try list("file,label\n" + rows + "nine.png,low\nten.png,low\n")
    #expect(throws: DatasetError.self) { try read() }
  }

  @Test func `a path out of the folder is not followed`() throws {
    try scratch.image("secret.png")
    try list("file,label\n" + rows + "../secret.png,low\n")
    #expect(try read().skipped == [SkippedImage(file: "../secret.png", reason: .outsideFolder)])
    try list("file,label\n" + rows + scratch.path("secret.png") + ",low\n")
    #expect(try read().skipped.map(\.reason) == [.outsideFolder])
  }

  @Test func `a file with two classes is refused, one that is listed twice alike is one`() throws {
    try list("file,label\n" + rows + "0.png,high\n")
    #expect(
      throws: DatasetError.labelConflict(
        path: scratch.path("set/labels.csv"), file: "0.png", first: "low", second: "high")
    ) { try read() }
    try list("file,label\n" + rows + "./0.png,low\n")
    #expect(try read().count == 10)
  }

  @Test func `columns that say neither file nor label are refused`() throws {
    try list("a,b,c\n1,2,3\n")
    #expect(
      throws: DatasetError.unknownLabelColumns(
        path: scratch.path("set/labels.csv"), found: ["a", "b", "c"])
    ) { try read() }
    try list("file,label\n")
    #expect(throws: DatasetError.noRows(path: scratch.path("set/labels.csv"))) { try read() }
  }

  @Test func `a list beside the folder of its files names them alone`() throws {
    for number in 0..<10 { try scratch.image("other/images/\(number).png", seed: UInt64(number)) }
    try scratch.put(Array(("file,label\n" + rows).utf8), "other/labels.csv")
    #expect(try TestImages.read(scratch.path("other")).names[0] == "images/6.png")
  }
}
