import Pipelines
import Testing

@Suite("Constraints in a schema file")
struct ConstraintFileTests {
  private func fault(_ text: String) -> YAMLFault? {
    do {
      _ = try SchemaFile(text: text, path: "s.yaml")
      return nil
    } catch .yamlFile(let fault) {
      return fault
    } catch {
      return nil
    }
  }

  /// One of each kind.
  private let rules: [ConstraintRule] = [
    .range(column: "age", minimum: "18", maximum: "99"),
    .range(column: "day", minimum: "2024-01-01", maximum: nil),
    .nonNegative(columns: ["fare", "tip"]), .compare(order: "dropoff > pickup"),
    .combinations(columns: ["state", "city"]),
    .formula(equation: "total = fare + tip + \"tolls €\""),
    .unique(columns: ["order_id"]),
    .pattern(column: "code", expression: "[A-Z]{2}\\d{4}"),
    .oneHot(columns: ["is_red", "is_green"]),
    .condition(expression: "not (married = 'no' and spouse_age is not missing)"),
  ]

  @Test("Every kind is read")
  func reads() throws {
    let file = try SchemaFile(
      text: #"""
        constraints:
          - range: {column: age, minimum: 18, maximum: 99}
          - range:
              column: day
              minimum: 2024-01-01
          - non-negative: [fare, tip]
          - compare: dropoff > pickup   # later
          - combinations: [state, city]
          - formula: total = fare + tip + "tolls €"
          - unique: order_id
          - pattern: {column: code, expression: "[A-Z]{2}\\d{4}"}
          - one-hot: [is_red, is_green]
          - condition: "not (married = 'no' and spouse_age is not missing)"
        """#, path: "s.yaml")
    #expect(file.constraints.map(\.rule) == rules)
  }

  @Test("Written constraints are read again, and suggestions when their # is removed")
  func writes() throws {
    let schema = Schema(columns: [ColumnSchema(name: "a", kind: .integer)])
    let all = SchemaFile.text(
      schema, label: nil, missingMarkers: .standard, constraints: Array(rules.prefix(4)),
      suggestions: Array(rules.dropFirst(4)))
    #expect(
      try SchemaFile(text: all, path: "s").constraints.map(\.rule) == Array(rules.prefix(4)))
    let opened = all.replacing("\n#  - ", with: "\n  - ")
    #expect(try SchemaFile(text: opened, path: "s").constraints.map(\.rule) == rules)
    let only = SchemaFile.text(
      schema, label: nil, missingMarkers: .standard, suggestions: rules)
    #expect(try SchemaFile(text: only, path: "s").constraints.isEmpty)
  }

  @Test(
    "What is wrong is marked where it stands",
    arguments: [
      (
        "- combination: [a, b]", 2, 5,
        "unknown key 'combination'; did you mean 'combinations'? a constraint may have range, non-negative, "
          + "compare, combinations, formula, unique, pattern, one-hot, condition"
      ),
      (
        "- unique: [a]\n    formula: a = b", 2, 5,
        "2 kinds in one constraint; write each behind a dash of its own"
      ),
      ("- unique: {a: b}", 2, 13, "a mapping where a list of columns such as [a, b] is expected"),
      ("- range: {minimum: 1}", 2, 12, "a range without a column; name it with column"),
      (
        "- range: {column: a}", 2, 12,
        "a range without limits; give it a minimum, a maximum or both"
      ),
      (
        "- range: {column: a, max: 1}", 2, 24,
        "unknown key 'max'; a range may have column, minimum, maximum"
      ),
      ("- pattern: {column: a}", 2, 14, "a pattern without an expression; it needs both"),
      ("- compare: [a, b]", 2, 14, "a list where an order such as start <= end is expected"),
      ("- text", 2, 5, "'text' where the keys of a constraint are expected"),
    ])
  func wrong(text: String, line: Int, column: Int, message: String) {
    let fault = fault("constraints:\n  \(text)\n")
    #expect(fault?.message == message)
    #expect(fault?.line == line)
    #expect(fault?.column == column)
  }
}
