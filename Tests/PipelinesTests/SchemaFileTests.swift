import Pipelines
import Testing

@Suite("Schema file")
struct SchemaFileTests {
  private func fault(_ text: String) -> YAMLFault? {
    do {
      _ = try SchemaFile(text: text, path: "schema.yaml")
      return nil
    } catch .yamlFile(let fault) {
      return fault
    } catch {
      return nil
    }
  }

  @Test("Everything that can be said about columns is read")
  func reads() throws {
    let file = try SchemaFile(
      text: """
        label: income
        columns:
          age: {kind: integer}
          "joined on": {kind: temporal, format: "%d.%m.%Y"}
          price:
            kind: decimal
            decimals: 2
            missing: ["", "-1"]
        """, path: "schema.yaml")
    #expect(file.label == "income")
    #expect(
      file.columns == [
        "age": ColumnOverride(kind: .integer),
        "joined on": ColumnOverride(kind: .temporal, format: "%d.%m.%Y"),
        "price": ColumnOverride(kind: .decimal, decimals: 2, missing: ["", "-1"]),
      ])
  }

  @Test("Empty files and comments say nothing")
  func empty() throws {
    #expect(try SchemaFile(text: "", path: "a") == SchemaFile())
    #expect(try SchemaFile(text: "# later\n", path: "a") == SchemaFile())
  }

  @Test("An unknown key is marked, with the nearest one")
  func unknownKey() {
    let fault = fault("columns:\n  age:\n    kind: integer\n    decimal: 2\n")
    #expect(fault?.line == 4)
    #expect(fault?.column == 5)
    #expect(
      fault?.description == """
        schema.yaml line 4, column 5: unknown key 'decimal'; did you mean 'decimals'? a column may \
        have kind, format, decimals, missing
              decimal: 2
              ^
        """)
  }

  @Test(
    "Wrong values are marked where they stand",
    arguments: [
      ("labels: x\n", 1, 1, "unknown key 'labels'"),
      ("columns: [a]\n", 1, 10, "a list where the keys of columns are expected"),
      ("columns:\n  a: {kind: intger}\n", 2, 13, "did you mean 'integer'?"),
      ("columns:\n  a: {decimals: many}\n", 2, 17, "a whole number from 0 to 17"),
      ("columns:\n  a: {missing: NA}\n", 2, 16, "'NA' where a list"),
      ("columns:\n  a: {kind: integer\n", 2, 20, "this is not YAML"),
      ("- a\n", 1, 1, "a list where the keys of a schema file are expected"),
    ])
  func wrongValue(text: String, line: Int, column: Int, message: String) {
    let fault = fault(text)
    #expect(fault?.line == line)
    #expect(fault?.column == column)
    #expect(fault?.message.contains(message) ?? false, "\(fault?.message ?? "accepted")")
  }

  @Test("A key that occurs twice is refused")
  func duplicateKey() {
    #expect(
      fault("columns:\n  a: {kind: integer}\n  a: {kind: text}\n")?.message.contains("twice")
        ?? false)
  }

  @Test("A written schema read back gives the same schema")
  func roundTrip() throws {
    let rows = 0..<60
    let table = Table(columns: [
      Column(name: "id: \"x\"", cells: rows.map { "K-\(1000 + $0)" }),
      Column(name: "age", cells: rows.map { String($0 % 40) }),
      Column(name: "price €", cells: rows.map { $0 == 7 ? "NA" : "\($0 % 9).\($0 % 10)5" }),
      Column(name: "day", cells: rows.map { "\(10 + $0 % 19).03.2024" }),
      Column(name: "code", cells: rows.map { "00\($0 % 4)" }),
      Column(name: "same", cells: rows.map { _ in "PL" }),
      Column(name: "ok", cells: rows.map { $0 % 3 == 0 ? "yes" : "no" }),
    ])
    let schema = Schema.infer(table)
    let text = SchemaFile.text(schema, label: "ok", missingMarkers: .standard)
    let file = try SchemaFile(text: text, path: "schema.yaml")
    #expect(file.label == "ok")
    #expect(file.columns.count == table.columns.count)
    #expect(try schema.applying(overrides: file.columns, to: table) == schema)
  }
}
