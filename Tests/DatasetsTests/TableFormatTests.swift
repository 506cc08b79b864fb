import Datasets
import Foundation
import Parallel
import Testing

@Suite("JSON Lines and compressed pieces")
struct TableFormatTests {
  private static let schema = Schema(columns: [
    ColumnSchema(
      name: "n", kind: .integer, missingMarkers: ["", "NA"], numberFormat: NumberFormat()),
    ColumnSchema(
      name: "x", kind: .decimal, missingMarkers: ["?"],
      numberFormat: NumberFormat(decimals: 2, prefix: "$")),
    ColumnSchema(name: "ok", kind: .boolean, missingMarkers: [""]),
    ColumnSchema(name: "a \"name\"", kind: .categorical),
    ColumnSchema(
      name: "day", kind: .temporal, temporalFormat: TemporalFormat(pattern: "%Y-%m-%d")),
  ])
  private static let table = Table(columns: [
    Column(name: "n", cells: ["1", "", "-12", "007", "NA"]),
    Column(name: "x", cells: ["$1.50", "2.5", "?", "1e3", "-0.25"]),
    Column(name: "ok", cells: ["Yes", "no", "", "yes", "no"]),
    Column(name: "a \"name\"", cells: ["007", "tab\there", "line\nend", "\\", "\u{1}é"]),
    Column(name: "day", cells: ["2024-02-29", "2024-03-01", "1999-12-31", "", "2000-01-01"]),
  ])

  private func file(_ format: TableFormat, _ path: String) throws {
    let spelling = TableSpelling(format, dialect: CSVDialect(), schema: Self.schema)
    let file = try TableFile(path: path, isCompressed: format == .compressedCSV)
    try file.append(try spelling.beginning())
    for (index, rows) in [0..<2, 2..<5].enumerated() {
      let part = Self.table.rows(at: Array(rows))
      try file.append(try spelling.rows(part, isFirst: index == 0))
    }
    try file.append(spelling.ending(isEmpty: false))
    try file.finish()
  }

  private func written(_ format: TableFormat) throws -> Data {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "format-\(UUID().uuidString)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try file(format, path)
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test("Cells become JSON values by their column's kind")
  func jsonLines() throws {
    let lines = String(decoding: try written(.jsonLines), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 5)
    #expect(
      lines[0]
        == #"{"n":1,"x":"$1.50","ok":true,"a \"name\"":"007","day":"2024-02-29"}"#)
    #expect(
      lines[1]
        == #"{"n":null,"x":2.5,"ok":false,"a \"name\"":"tab\there","day":"2024-03-01"}"#)
    #expect(
      lines[2]
        == #"{"n":-12,"x":null,"ok":null,"a \"name\"":"line\nend","day":"1999-12-31"}"#)
    #expect(lines[3] == #"{"n":"007","x":1e3,"ok":true,"a \"name\"":"\\","day":""}"#)
    #expect(
      lines[4]
        == "{\"n\":null,\"x\":-0.25,\"ok\":false,\"a \\\"name\\\"\":\"\\u0001é\",\"day\":\"2000-01-01\"}"
    )
  }

  @Test("Pieces compressed apart are one gzip file with the bytes of the plain one")
  func compressed() throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "pieces-\(UUID().uuidString).csv.gz"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try file(.compressedCSV, path)
    #expect(try CSVReader.read(path: path).table == Self.table)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "--decompress", "--stdout", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(bytes == (try written(.csv)))
  }

  @Test("The name of a file says its format")
  func names() {
    #expect(TableFormat(fileName: "a/b.CSV") == .csv)
    #expect(TableFormat(fileName: "b.csv.gz") == .compressedCSV)
    #expect(TableFormat(fileName: "b.jsonl") == .jsonLines)
    #expect(TableFormat(fileName: "b.npz") == .arrays)
    #expect(TableFormat(fileName: "csv") == nil)
  }
}
