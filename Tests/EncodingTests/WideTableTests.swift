import Datasets
import Encoding
import Testing

/// A table with too many columns is refused with numbers and a way out, before anything of its size is made.
@Suite struct WideTableTests {
  private static func table(columnCount: Int) -> Table {
    Table(
      columns: (0..<columnCount).map { index in
        Column(name: "c\(index)", cells: (0..<20).map { String(($0 * (index + 1)) % 7) })
      })
  }

  @Test func `2,000 columns are refused`() {
    let table = Self.table(columnCount: 2_000)
    #expect(throws: EncodingError.tooManyTokens(columns: 2_000, found: 2_000, limit: 600)) {
      try TableEncoder.fit(
        table,
        schema: Schema(
          columns: table.columns.map {
            ColumnSchema(name: $0.name, kind: .integer, numberFormat: NumberFormat())
          }), labelIndex: nil)
    }
  }

  @Test func `600 columns are encoded`() throws {
    let table = Self.table(columnCount: 600)
    let schema = Schema(
      columns: table.columns.map { ColumnSchema(name: $0.name, kind: .categorical) })
    let encoder = try TableEncoder.fit(table, schema: schema, labelIndex: nil)
    #expect(encoder.tokens.count == 600)
  }
}
