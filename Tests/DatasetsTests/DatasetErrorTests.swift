import Datasets
import Testing

@Suite struct DatasetErrorTests {
  private static let all: [(DatasetError, Int32)] = [
    (.notFound(path: "d.csv"), 66), (.unreadable(path: "d.csv", reason: "Permission denied"), 66),
    (.isDirectory(path: "d"), 66), (.readFailed(path: "d.csv", reason: "Input/output error"), 74),
    (.corruptGzip(path: "d.gz", reason: "the stream ends early"), 65), (.emptyInput(path: "-"), 65),
    (.noRows(path: "d.csv"), 65), (.unsupportedEncoding(path: "d.csv", encoding: "UTF-16"), 65),
    (.invalidUTF8(path: "d.csv", line: 2, column: 1, byte: 0x0A), 65),
    (.nulByte(path: "d.csv", line: 2), 65), (.unterminatedQuote(path: "d.csv", line: 2), 65),
    (.strayQuote(path: "d.csv", line: 2), 65),
    (.fieldTooLong(path: "d.csv", line: 2, limit: 9), 65),
    (.tooManyColumns(path: "d.csv", limit: 9), 65),
    (.raggedRow(path: "d.csv", line: 2, found: 1, expected: 2, hasHeader: false), 65),
    (.duplicateName(path: "d.csv", name: "a", first: 1, second: 2), 65),
    (.emptyName(path: "d.csv", column: 2), 65),
    (.unknownColumn(name: "a", nearest: nil, names: ["b"]), 64),
    (.unsuitableLabel(name: "a", reason: "it is a key"), 64),
    (.overrideMismatch(column: "a", expected: "a number", cell: "x", count: 1), 64),
    (.invalidOverride(column: "a", reason: "decimals are 40"), 64),
    (.differentColumns(expected: ["a"], found: ["b"]), 65),
    (.unencodable(column: "a", cell: "→"), 65),
    (.cannotCreate(path: "d.csv", reason: "Read-only file system"), 73),
    (.writeFailed(path: "d.csv", reason: "No space left on device"), 74),
  ]

  @Test(arguments: all)
  func `every error is one sentence with a way out and an exit code`(
    error: DatasetError, exitCode: Int32
  ) {
    let text = error.description
    #expect(text.count > 20 && !text.contains("\n") && !text.hasSuffix("."))
    #expect(text.contains(";"), "no way out: \(text)")
    #expect(error.exitCode == exitCode)
  }

  @Test func `standard input is called by its name`() {
    #expect(DatasetError.emptyInput(path: "-").description.hasPrefix("standard input: "))
  }

  @Test func `long lists and cells are shortened`() {
    let error = DatasetError.unknownColumn(
      name: String(repeating: "x", count: 5_000), nearest: nil, names: (0..<2_000).map { "c\($0)" })
    #expect(error.description.count < 400)
    #expect(error.description.hasSuffix("and 1970 more"))
  }
}
