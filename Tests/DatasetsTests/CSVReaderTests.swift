import Datasets
import Testing

@Suite struct CSVReaderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func read(_ text: String, _ options: ReadOptions = ReadOptions()) throws -> Table {
    try CSVReader.read(path: try scratch.file(text), options: options).table
  }

  private func rows(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
  }

  @Test func `cells keep their exact text`() throws {
    let table = try read("a,b,c\n007, x ,\"1,5\"\n1.50,,\"say \"\"hi\"\"\nnow\"\n")
    #expect(table.columns.map(\.name) == ["a", "b", "c"])
    #expect(rows(table) == [["007", " x ", "1,5"], ["1.50", "", "say \"hi\"\nnow"]])
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func `the delimiter is found`(delimiter: String) throws {
    let lines = ["name,text,value", "a,\"x,;\t|y\",1.5", "b,\"p;q\",2.5", "c,z,3"]
    let text = lines.map { line in
      line.replacing(",", with: delimiter).replacing("x\(delimiter);", with: "x,;")
    }
    let (table, dialect) = try CSVReader.read(path: scratch.file(text.joined(separator: "\n")))
    #expect(dialect.delimiter == delimiter.utf8.first)
    #expect(table.columns.count == 3)
    #expect(table.columns[1][0].contains("y"))
  }

  @Test func `semicolons win over decimal commas`() throws {
    let (table, dialect) = try CSVReader.read(path: scratch.file("1,5;2,3;4,1\n2,5;3,3;5,1\n"))
    #expect(dialect.delimiter == UInt8(ascii: ";"))
    #expect(!dialect.hasHeader)
    #expect(table.columns.map(\.name) == ["column_1", "column_2", "column_3"])
    #expect(rows(table)[0] == ["1,5", "2,3", "4,1"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [true, false])
  func `line ends are read and remembered`(terminator: String, isEnded: Bool) throws {
    let text = ["a,b", "1,2", "3,4"].joined(separator: terminator) + (isEnded ? terminator : "")
    let path = try scratch.file(text)
    let (table, dialect) = try CSVReader.read(path: path)
    #expect(rows(table) == [["1", "2"], ["3", "4"]])
    #expect(dialect.endsWithTerminator == isEnded)
    try CSVWriter(dialect: dialect).write(table, to: scratch.path("copy.csv"))
    #expect(try scratch.bytes("copy.csv") == Array(text.utf8))
  }

  @Test func `a byte order mark is not part of the first name, and is written back`() throws {
    let path = try scratch.file("\u{FEFF}a,b\n1,2\n")
    let (table, dialect) = try CSVReader.read(path: path)
    #expect(table.columns[0].name == "a")
    #expect(dialect.hasByteOrderMark)
    try CSVWriter(dialect: dialect).write(table, to: scratch.path("copy.csv"))
    #expect(try scratch.bytes("copy.csv") == scratch.bytes("data.csv"))
  }

  @Test func `gzip members one after the other are one file`() throws {
    let first = try scratch.file("a,b\n1,2\n", "first.csv")
    let second = try scratch.file("3,4\n", "second.csv")
    try scratch.gzip(first)
    try scratch.gzip(second)
    let bytes = try scratch.bytes("first.csv.gz") + scratch.bytes("second.csv.gz")
    let (table, dialect) = try CSVReader.read(path: scratch.file(bytes: bytes, "both.gz"))
    #expect(rows(table) == [["1", "2"], ["3", "4"]])
    #expect(dialect.isCompressed)
    try CSVWriter(dialect: dialect).write(table, to: scratch.path("copy.csv.gz"))
    #expect(try CSVReader.read(path: scratch.path("copy.csv.gz")).table == table)
  }

  @Test func `Latin-1 is read when asked for and written back`() throws {
    let bytes = Array("name,n\nJos".utf8) + [0xE9] + Array(",1\n".utf8)
    let path = try scratch.file(bytes: bytes)
    let (table, dialect) = try CSVReader.read(path: path, options: ReadOptions(encoding: .latin1))
    #expect(table.columns[0][0] == "José")
    try CSVWriter(dialect: dialect).write(table, to: scratch.path("copy.csv"))
    #expect(try scratch.bytes("copy.csv") == bytes)
  }

  @Test func `blank lines are skipped, but are empty cells in a table of one column`() throws {
    #expect(rows(try read("a,b\n\n1,2\n   \n3,4\n\n")) == [["1", "2"], ["3", "4"]])
    #expect(rows(try read("a\n1\n\n3\n")) == [["1"], [""], ["3"]])
  }

  @Test func `blanks before a quote are spelling, not text`() throws {
    let table = try read("a, b\n1, \"x, y\"\n2, \"z\"\n")
    #expect(rows(table) == [["1", "x, y"], ["2", "z"]])
  }

  @Test func `a quote inside an unquoted field is text`() throws {
    let table = try read("place,n\n37\u{B0}36'37.8\"N,1\n5\" x 3\",2\n")
    #expect(rows(table) == [["37\u{B0}36'37.8\"N", "1"], ["5\" x 3\"", "2"]])
  }

  @Test func `quotes are ordinary characters when asked for`() throws {
    let table = try read("size\tname\n5\" pipe\tx\n6\" pipe\ty\n", ReadOptions(allowsQuotes: false))
    #expect(rows(table)[0] == ["5\" pipe", "x"])
  }

  @Test func `a field may span the chunks in which the file is read`() throws {
    let long = String(repeating: "lorem \"\"ipsum\"\",\n", count: 30_000)
    let table = try read("a,b\n1,\"\(long)\"\n2,x\n")
    #expect(table.columns[1][0] == long.replacing("\"\"", with: "\""))
    #expect(table.columns[1][1] == "x")
  }

  @Test func `a nameless first column is an index and keeps its empty name`() throws {
    let path = try scratch.file(",a,b\n0,x,y\n1,z,w\n")
    let (table, dialect) = try CSVReader.read(path: path)
    #expect(table.columns.map(\.name) == ["", "a", "b"])
    try CSVWriter(dialect: dialect).write(table, to: scratch.path("copy.csv"))
    #expect(try scratch.bytes("copy.csv") == scratch.bytes("data.csv"))
  }

  @Test(arguments: [
    ("a,b\n1,2\n3,4\n", true), ("5,6\n1,2\n3,4\n", false),
    ("x,1.5,?\ny,2.5,3\nx,3.5,4\ny,1,?\n", false),
    ("country,1990,1991,1992\nA,1.5,2,3\nB,2,3,4\n", true), ("0,1,2\n5,x,3.5\n7,y,2.5\n", true),
    ("a,b,c\n", true), ("1,2,3\n", false), ("2019-01-01,a\n2019-01-02,b\n", false),
  ])
  func `a header is told from data`(text: String, hasHeader: Bool) throws {
    let path = try scratch.file(text + (text == "a,b,c\n" ? "d,e,f\n" : ""))
    #expect(try CSVReader.read(path: path).dialect.hasHeader == hasHeader)
  }

  @Test func `the header can be asserted and denied`() throws {
    #expect(try read("1,2\n3,4\n", ReadOptions(header: .yes)).columns.map(\.name) == ["1", "2"])
    #expect(try read("a,b\n3,4\n", ReadOptions(header: .no)).rowCount == 2)
  }

  @Test func `rows equal but for their order of appearance share levels`() throws {
    let table = try read("a\nx\ny\nx\nz\ny\n")
    #expect(table.columns[0].levels == ["x", "y", "z"])
    #expect(table.columns[0].codes == [0, 1, 0, 2, 1])
  }

  @Test func `many distinct texts are told apart`() throws {
    let cells = (0..<200_000).map { "key-\($0 &* 7_919 % 1_000_003)-\($0)" }
    let table = try read("k\n" + cells.joined(separator: "\n") + "\n")
    #expect(table.columns[0].levels == cells)
  }
}
