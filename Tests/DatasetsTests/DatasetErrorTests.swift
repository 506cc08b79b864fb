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
    (.noImages(path: "d", otherFormat: nil), 65),
    (.noImages(path: "d", otherFormat: "JPEG data"), 65),
    (.tooManyDamaged(path: "d", skipped: skipped, total: 30), 65),
    (.classWithoutImages(path: "d", name: "cat", skipped: skipped), 65),
    (.unusableImage(path: "d.png", reason: .damaged(reason: "IDAT: CRC error")), 65),
    (
      .imagesTooLarge(
        path: "d", count: 9, size: ImageSize(width: 8, height: 8), needed: 1 << 40, limit: 1 << 30),
      65
    ),
    (.notImages(path: "d.tar.gz", found: "gzip data"), 65), (.unreadableFolderName(path: "d"), 65),
    (.unknownSplit(path: "d", wanted: "val", found: ["train"]), 64),
    (.unknownLabelColumns(path: "d", found: ["a", "b"]), 65),
    (.labelConflict(path: "d", file: "1.png", first: "cat", second: "dog"), 65),
    (.invalidImageSize(found: "0"), 64), (.damagedArray(path: "d.npz", reason: "ends early"), 65),
    (.unsupportedArray(path: "d.npz", name: "x", found: "<f8", expected: "|u1"), 65),
    (.missingArray(path: "d.npz", wanted: ["images"], found: ["arr_0"]), 65),
    (.severalImageFiles(path: "d", names: ["a", "b"]), 65),
    (.missingLabels(path: "d", expected: "train-labels-idx1-ubyte"), 65),
    (.differentCounts(path: "d", images: 3, labels: 1), 65),
    (.tooLargeForFormat(path: "d.npz", format: "a zip file", limit: "4 GiB"), 73),
  ]

  private static let skipped = (0..<12).map {
    SkippedImage(file: "cat/\($0).png", reason: $0 == 0 ? .missing : .notPNG(found: "text"))
  }

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
