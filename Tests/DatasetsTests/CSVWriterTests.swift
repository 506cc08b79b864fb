import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  let scratch: Scratch
  let table = Table(columns: [
    Column(name: "a", cells: ["1", "x,y"]), Column(name: "b", cells: ["say \"hi\"", "two\nlines"]),
  ])

  init() throws { scratch = try Scratch() }

  private func text(_ name: String) throws -> String {
    String(decoding: try scratch.bytes(name), as: UTF8.self)
  }

  @Test func `cells are quoted when they must be`() throws {
    try CSVWriter(dialect: CSVDialect()).write(table, to: scratch.path("out.csv"))
    #expect(try text("out.csv") == "a,b\n1,\"say \"\"hi\"\"\"\n\"x,y\",\"two\nlines\"\n")
  }

  @Test func `columns that were quoted stay quoted`() throws {
    let source = "\"name\",\"n\"\n\"x\",1\n\"\",2\n"
    let (table, dialect) = try CSVReader.read(path: scratch.file(source))
    try CSVWriter(dialect: dialect).write(table, to: scratch.path("out.csv"))
    #expect(try text("out.csv") == source)
  }

  @Test func `real and synthetic rows share one header and may be marked`() throws {
    let other = Table(columns: [Column(name: "a", cells: ["9"]), Column(name: "b", cells: ["z"])])
    let writer = CSVWriter(
      dialect: CSVDialect(delimiter: 0x3B, endsWithTerminator: false), sourceColumnName: "source")
    try writer.write(
      [
        CSVWriter.Part(table.rows(at: [0]), source: "real"),
        CSVWriter.Part(other, source: "synthetic"),
      ],
      to: scratch.path("out.csv"))
    #expect(try text("out.csv") == "a;b;source\n1;\"say \"\"hi\"\"\";real\n9;z;synthetic")
  }

  @Test func `an empty cell of a single column is quoted, so that it is read again`() throws {
    let column = Table(columns: [Column(name: "a", cells: ["1", "", " ", "2"])])
    try CSVWriter(dialect: CSVDialect()).write(column, to: scratch.path("out.csv"))
    #expect(try CSVReader.read(path: scratch.path("out.csv")).table == column)
  }

  @Test func `tables of other columns and taken names are refused`() throws {
    let other = Table(columns: [Column(name: "z", cells: ["1"])])
    #expect(throws: DatasetError.differentColumns(expected: ["a", "b"], found: ["z"])) {
      try CSVWriter(dialect: CSVDialect()).write(
        [.init(table), .init(other)], to: scratch.path("out.csv"))
    }
    #expect(throws: DatasetError.self) {
      try CSVWriter(dialect: CSVDialect(), sourceColumnName: "b").write(
        table, to: scratch.path("out.csv"))
    }
    #expect(throws: DatasetError.unencodable(column: "a", cell: "→")) {
      try CSVWriter(dialect: CSVDialect(encoding: .latin1))
        .write(Table(columns: [Column(name: "a", cells: ["→"])]), to: scratch.path("out.csv"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
  }

  @Test func `after a failure the old file stands and nothing else`() throws {
    let path = try scratch.file("old", "out.csv")
    var parts = [CSVWriter.Part(table)]
    parts.append(
      CSVWriter.Part(
        Table(columns: [Column(name: "a", cells: ["→"]), Column(name: "b", cells: ["1"])])))
    #expect(throws: DatasetError.self) {
      try CSVWriter(dialect: CSVDialect(encoding: .latin1)).write(parts, to: path)
    }
    #expect(try text("out.csv") == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["out.csv"])
  }

  @Test func `places that cannot be written have exit code 73`() throws {
    let missing = scratch.path("no/such/place.csv")
    let error = #expect(throws: DatasetError.self) {
      try CSVWriter(dialect: CSVDialect()).write(table, to: missing)
    }
    #expect(error == .cannotCreate(path: missing, reason: "No such file or directory"))
    #expect(error?.exitCode == 73)
    #expect(throws: DatasetError.cannotCreate(path: scratch.url.path, reason: "Is a directory")) {
      try CSVWriter(dialect: CSVDialect()).write(table, to: scratch.url.path)
    }
  }

  @Test func `the same rows give the same compressed bytes`() throws {
    let writer = CSVWriter(dialect: CSVDialect(isCompressed: true))
    try writer.write(table, to: scratch.path("one.gz"))
    try writer.write(table, to: scratch.path("two.gz"))
    #expect(try scratch.bytes("one.gz") == scratch.bytes("two.gz"))
    #expect(try CSVReader.read(path: scratch.path("one.gz")).table == table)
  }

  @Test(arguments: 0..<60)
  func `random tables survive writing and reading`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "a", "b", " ", ",", ";", "\t", "|", "\"", "\n", "\r\n", "é", "日本", "🙂", "0", "1.5", "'", "=",
      "\\",
    ]
    let count = Int.random(in: 1...5, using: &generator)
    let rows = Int.random(in: 1...40, using: &generator)
    let columns = (0..<count).map { index in
      Column(
        name: "c\(index)",
        cells: (0..<rows).map { _ in
          (0..<Int.random(in: 0...4, using: &generator))
            .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        })
    }
    let dialect = CSVDialect(
      delimiter: [0x2C, 0x3B, 0x09, 0x7C].randomElement(using: &generator) ?? 0x2C,
      lineTerminator: CSVDialect.LineTerminator.allCases.randomElement(using: &generator) ?? .lf,
      endsWithTerminator: Bool.random(using: &generator),
      quotedColumns: (0..<count).map { _ in Bool.random(using: &generator) })
    let path = scratch.path("random.csv")
    try CSVWriter(dialect: dialect).write(Table(columns: columns), to: path)
    let options = ReadOptions(delimiter: dialect.delimiter, header: .yes)
    let copy = try CSVReader.read(path: path, options: options).table
    #expect(copy == Table(columns: columns), "seed \(seed)")
  }
}
