import Datasets
import Foundation
import Testing

@Suite struct BadInputTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The error that reading these bytes ends with.
  private func refusal(_ bytes: [UInt8], _ options: ReadOptions = ReadOptions()) throws
    -> DatasetError?
  {
    let path = try scratch.file(bytes: bytes)
    do {
      _ = try CSVReader.read(path: path, options: options)
      return nil
    } catch {
      // One sentence: no line breaks, no stray capital, a way out after a semicolon.
      #expect(!error.description.contains("\n"))
      #expect(error.exitCode == 65)
      return error
    }
  }

  private func refusal(_ text: String, _ options: ReadOptions = ReadOptions()) throws
    -> DatasetError?
  {
    try refusal(Array(text.utf8), options)
  }

  private var path: String { scratch.path("data.csv") }

  @Test func `an empty file is refused`() throws {
    #expect(try refusal("") == .emptyInput(path: path))
    #expect(try refusal("\n\n") == .emptyInput(path: path))
  }

  @Test func `a header without rows is refused`() throws {
    #expect(try refusal("a,b\n") == .noRows(path: path))
  }

  @Test func `one row and one column are read`() throws {
    #expect(try refusal("a,b\n1,x\n") == nil)
    #expect(try refusal("a\n1\n2\n") == nil)
  }

  @Test func `a ragged row is refused with its line and both counts`() throws {
    let text = "a,b,c\n1,\"x\ny\",3\n\n4,5\n"
    let error = try refusal(text)
    #expect(error == .raggedRow(path: path, line: 5, found: 2, expected: 3, hasHeader: true))
    #expect(
      error?.description
        == "\(path) line 5: 2 fields where the header has 3; quote fields that contain the "
        + "delimiter, or pass --delimiter")
    #expect(
      try refusal("a,b\r\n1,2\r\n1,2,3\r\n")
        == .raggedRow(path: path, line: 3, found: 3, expected: 2, hasHeader: true))
  }

  @Test func `a name that occurs twice is refused with both places`() throws {
    #expect(
      try refusal("a,b,a\n1,2,3\n") == .duplicateName(path: path, name: "a", first: 1, second: 3))
  }

  @Test func `an empty name is refused anywhere but in first place`() throws {
    #expect(try refusal("a,,c\n1,2,3\n") == .emptyName(path: path, column: 2))
    #expect(try refusal("a,b,\n1,2,\n") == .emptyName(path: path, column: 3))
  }

  @Test func `an unterminated quote is refused with the line where it opened`() throws {
    #expect(
      try refusal("a,b\n1,2\n3,\"open\n4,5\n6,7\n") == .unterminatedQuote(path: path, line: 3))
  }

  @Test func `text after a closing quote is refused with its line`() throws {
    #expect(try refusal("a,b\n1,2\n3,\"x\" y\n") == .strayQuote(path: path, line: 3))
  }

  @Test func `NUL bytes are refused with their line`() throws {
    #expect(try refusal("a,b\n1,2\n3,\0x\n") == .nulByte(path: path, line: 3))
    #expect(try refusal("a,b\n1,\0\n", ReadOptions(allowsQuotes: false)) != nil)
  }

  @Test func `bytes that are not UTF-8 are refused with line, byte and a way out`() throws {
    let error = try refusal(Array("a,b\n1,2\n3,caf".utf8) + [0xE9] + Array("\n".utf8))
    #expect(error == .invalidUTF8(path: path, line: 3, column: 2, byte: 0xE9))
    #expect(error?.description.contains("--encoding latin1") == true)
    #expect(error?.description.contains("0xE9") == true)
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xF8],
    ] as [[UInt8]])
  func `sequences that Unicode forbids are refused`(bytes: [UInt8]) throws {
    let error = try refusal(Array("a,b\n1,".utf8) + bytes + Array("\n".utf8))
    #expect(error == .invalidUTF8(path: path, line: 2, column: 2, byte: bytes[0]))
  }

  @Test func `UTF-16 is refused by name`() throws {
    #expect(
      try refusal([0xFF, 0xFE, 0x61, 0, 0x2C, 0])
        == .unsupportedEncoding(path: path, encoding: "UTF-16"))
  }

  @Test func `a field above the limit is refused`() throws {
    let options = ReadOptions(maximumFieldBytes: 1_000)
    let long = String(repeating: "x", count: 1_001)
    #expect(
      try refusal("a,b\n1,2\n3,\(long)\n", options)
        == .fieldTooLong(path: path, line: 3, limit: 1_000))
  }

  @Test func `a line without end is refused without being held`() throws {
    let long = [UInt8](repeating: 0x78, count: 64 << 20)
    #expect(try refusal(long) == .fieldTooLong(path: path, line: 1, limit: 1 << 20))
  }

  @Test func `a line of fields without end is refused`() throws {
    let commas = [UInt8](repeating: 0x2C, count: 4 << 20)
    #expect(try refusal(commas) == .tooManyColumns(path: path, limit: 100_000))
    let error = try refusal(Array("a,b\n1,2\n".utf8) + commas)
    guard case .raggedRow(_, 3, let found, 2, true) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found > 10_000)
  }

  @Test func `two thousand columns are read`() throws {
    let names = (0..<2_000).map { "c\($0)" }.joined(separator: ",")
    let values = (0..<2_000).map(String.init).joined(separator: ",")
    let table = try CSVReader.read(path: scratch.file("\(names)\n\(values)\n\(values)\n")).table
    #expect(table.columns.count == 2_000)
    #expect(Schema.infer(table).columns.count == 2_000)
  }

  @Test func `truncated and damaged gzip files are refused`() throws {
    try scratch.gzip(scratch.file(String(repeating: "a,b\n1,2\n", count: 1_000)))
    var bytes = try scratch.bytes("data.csv.gz")
    guard case .corruptGzip = try refusal(Array(bytes.dropLast(6))) else {
      Issue.record("a truncated stream was taken")
      return
    }
    bytes[bytes.count - 6] ^= 0xFF
    guard case .corruptGzip = try refusal(bytes) else {
      Issue.record("a wrong checksum was taken")
      return
    }
  }

  @Test func `missing files, directories and unreadable files have their own errors`() throws {
    let missing = scratch.path("none.csv")
    #expect(throws: DatasetError.notFound(path: missing)) { try CSVReader.read(path: missing) }
    let directory = scratch.url.path
    #expect(throws: DatasetError.isDirectory(path: directory)) {
      try CSVReader.read(path: directory)
    }
    #expect(DatasetError.notFound(path: "x").exitCode == 66)
    let locked = try scratch.file("a\n1\n", "locked.csv")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: locked)
    if getuid() != 0 {
      #expect(throws: DatasetError.unreadable(path: locked, reason: "Permission denied")) {
        try CSVReader.read(path: locked)
      }
    }
  }
}
