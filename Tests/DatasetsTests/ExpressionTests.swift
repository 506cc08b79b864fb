import Datasets
import Testing

@Suite struct ExpressionTests {
  let table = Table(columns: [
    Column(name: "age", cells: ["30", "60", "NA", "75"]),
    Column(name: "income", cells: ["<=50K", ">50K", ">50K", "<=50K"]),
    Column(name: "opened", cells: ["01/02/2020", "15/03/2020", "31/12/2020", "NA"]),
    Column(name: "due", cells: ["11/02/2020", "15/03/2020", "30/12/2020", "01/01/2021"]),
    Column(name: "hours-per-week", cells: ["40", "12.5", "1e2", "0"]),
    Column(name: "owner", cells: ["yes", "no", "NA", "yes"]),
    Column(name: "old income", cells: ["<=50K", "<=50K", ">50K", "NA"]),
    Column(name: "it's", cells: ["a", "b'c", "d", "a"]),
  ])

  var schema: Schema {
    let names = table.columns.map(\.name)
    let kinds: [ColumnKind] = [
      .integer, .categorical, .temporal, .temporal, .decimal, .boolean, .categorical, .categorical,
    ]
    return Schema(
      columns: zip(names, kinds).map { name, kind in
        ColumnSchema(
          name: name, kind: kind, missingMarkers: ["NA"],
          numberFormat: kind == .integer || kind == .decimal ? NumberFormat() : nil,
          temporalFormat: kind == .temporal ? TemporalFormat(pattern: "%d/%m/%Y") : nil)
      })
  }

  /// The rows that satisfy an expression, as in `"ab"` for the first two.
  private func rows(_ text: String) throws -> String {
    let met = try Expression(text, schema: schema, table: table).isMet(table)
    return zip("abcd", met).filter(\.1).map { String($0.0) }.joined()
  }

  private func fault(_ text: String) -> ExpressionError? {
    do throws(ExpressionError) {
      _ = try Expression(text, schema: schema, table: table)
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    ("age = 60", "b"), ("age == 60", "b"), ("60 = age", "b"), ("age <> 60", "ad"),
    ("age != 60", "ad"), ("age < 60", "a"), ("age <= 6e1", "ab"), ("age > 59.5", "bd"),
    ("age ≥ 60", "bd"), ("AGE >= 60", "bd"), ("age in (30, 75)", "ad"),
    ("age not in (30, 75)", "b"), ("age between 30 and 60", "ab"),
    ("age not between 30 and 60", "d"), ("age is missing", "c"), ("age is not null", "abd"),
    ("income = '>50K'", "bc"), ("income in ('>50K')", "bc"), ("\"it's\" = 'b''c'", "b"),
    ("`hours-per-week` = 12.5", "b"), ("\"hours-per-week\" >= .5e1", "abc"),
    ("owner = true", "ad"), ("owner = 'no'", "b"), ("owner", "ad"), ("not owner", "bc"),
    ("owner <> true", "b"), ("owner is missing", "c"), ("income = \"old income\"", "ac"),
    ("income <> \"old income\"", "b"),
  ])
  func `comparisons hold for the rows they describe`(_ text: String, _ expected: String) throws {
    #expect(try rows(text) == expected)
  }

  @Test(arguments: [
    ("age = 30 or age = 60 and income = '<=50K'", "a"),
    ("(age = 30 or age = 60) and income = '>50K'", "b"),
    ("not age = 30 and income = '<=50K'", "d"), ("not (age = 30 and income = '<=50K')", "bcd"),
    ("NOT age BETWEEN 30 AND 60 AND Income IN ('<=50K')", "d"),
    ("age + 2 * 15 = 60", "a"), ("(age + 2) * 15 = 480", "a"), ("-age + 90 = 30", "b"),
    ("age / 3 - 10 = 10", "b"), ("age - 10 - 10 = 10", "a"), ("age / \"hours-per-week\" > 1", "b"),
    ("(((age))) = ((60))", "b"), ("income = '>50K' and true", "bc"), ("not not age = 60", "b"),
  ])
  func `bonds are as strong as in arithmetic and logic`(_ text: String, _ expected: String) throws {
    #expect(try rows(text) == expected)
  }

  @Test(arguments: [
    ("opened = '01/02/2020'", "a"), ("opened >= '2020-03-15'", "bc"),
    ("'2020-12-31' = opened", "c"),
    ("due - opened = 10", "a"), ("due < opened", "c"), ("opened + 10 = due", "a"),
    ("opened between '2020-02-01' and '2020-03-15'", "ab"), ("opened in ('15/03/2020')", "b"),
    ("opened is missing", "d"), ("due - '2020-02-11' = 0", "a"), ("due - opened is missing", "d"),
  ])
  func `moments are compared as moments and differ by days`(
    _ text: String, _ expected: String
  ) throws {
    #expect(try rows(text) == expected)
  }

  @Test(arguments: [
    ("incme = '>50K'", 1, "did you mean 'income'?"),
    ("income = '>5OK'", 10, "did you mean '>50K'?"),
    ("income = \">50K\"", 10, "text goes in single quotes: '>50K'"),
    ("income = 50", 10, "write '50'"), ("age = '60'", 7, "write 60 without quotes"),
    ("age = 'NA'", 7, "text where a number is expected"),
    ("owner = 'NA'", 9, "write owner is missing"), ("age = null", 7, "write is missing"),
    ("hours-per-week > 3", 1, "double quotes: \"hours-per-week\""),
    ("income > '>50K'", 1, "compares numbers and dates"),
    ("opened > 2020-01-01", 10, "single quotes"),
    ("opened = '2020-02-31'", 10, "such as '01/03/2020'"), ("age >", 6, "complete it"),
    ("age = 60 income = 'x'", 10, "join conditions by and or or"),
    ("(age = 60", 10, "close the parenthesis"),
    ("age = 60)", 9, "balance"), ("age in 60", 8, "with commas between"),
    ("30 < age < 60", 10, "joined by and"),
    ("age = 60 && true", 10, "write and"), ("income = '>50K", 10, "close it"),
    ("", 1, "nothing is written"),
    ("age", 1, "compare it"), ("age between 3", 14, "write between a and b"),
    ("age = 60x", 7, "neither a number"),
    ("age = and", 7, "double quotes"), ("due + opened > 3", 7, "take one off another"),
    ("income = true", 1, "no words for true and false"), ("not age > 3 and (", 18, "complete it"),
    ("age is old", 8, "write is missing"), ("age = 1e999", 7, "beyond the range"),
    ("age # 3", 5, "no sign"),
  ])
  func `a fault has its place and a way out`(
    _ text: String, _ position: Int, _ words: String
  ) throws {
    let fault = try #require(self.fault(text))
    #expect(fault.position == position, "\(fault)")
    #expect(fault.message.contains(words), "\(fault)")
  }

  @Test func `the caret stands below the place, also in long expressions`() throws {
    let short = try #require(self.fault("age >= 60 and incme = '>50K'"))
    #expect(
      short.description == """
        character 15: there is no column 'incme'; did you mean 'income'?
          age >= 60 and incme = '>50K'
                        ^
        """)
    let long = String(repeating: "age >= 60 and ", count: 20) + "incme = '>50K' or age = 3"
    let lines = try #require(self.fault(long)).description.split(separator: "\n").map(Array.init)
    let caret = try #require(lines[2].firstIndex(of: "^"))
    #expect(String(lines[1][caret...]).hasPrefix("incme"))
    #expect(lines[1].count < 120)
  }

  @Test func `levels are checked only where they are known`() throws {
    _ = try Expression("income = 'unheard of'", schema: schema)
    #expect(throws: ExpressionError.self) {
      _ = try Expression("income = 'unheard of'", schema: schema, table: table)
    }
  }

  @Test func `what is nested too deeply is refused`() {
    func isFlattened(_ text: String) -> Bool { fault(text)?.message.contains("flatter") == true }
    #expect(isFlattened(String(repeating: "(", count: 5_000)))
    #expect(isFlattened(String(repeating: "not ", count: 5_000)))
    #expect(isFlattened("age = " + String(repeating: "1 + ", count: 5_000)))
    #expect(isFlattened("age = " + String(repeating: "-", count: 5_000)))
    #expect(fault(Array(repeating: "age = 1", count: 2_000).joined(separator: " or ")) == nil)
  }

  @Test func `columns are named once, in order`() throws {
    let expression = try Expression("income = '>50K' and age > 3 and age < 9", schema: schema)
    #expect(expression.columns == [0, 1])
  }

  @Test func `formulas give numbers, and nothing where something is missing`() throws {
    let formula = try Formula("age / 2 + \"hours-per-week\"", schema: schema)
    #expect(formula.columns == [0, 4])
    #expect(formula.values(table) == [55, 42.5, nil, 37.5])
    #expect(
      try Formula("age / \"hours-per-week\"", schema: schema).values(table).last == .some(nil))
    let moved = try Formula("opened + 10", schema: schema).values(table)
    #expect(moved[0].map(schema.columns[2].text) == "11/02/2020")
    #expect(throws: ExpressionError.self) { _ = try Formula("age > 3", schema: schema) }
    #expect(throws: ExpressionError.self) { _ = try Formula("income", schema: schema) }
  }

  @Test func `what no cell could satisfy is known before it is there`() throws {
    func mayHold(_ text: String, _ cells: [Int: KnownCell]) throws -> Bool {
      try Expression(text, schema: schema, table: table).mayHold(cells)
    }
    let condition = "income = '>50K' and age >= 60 or income = '<=50K' and age < 20"
    #expect(try mayHold(condition, [:]))
    #expect(try !mayHold(condition, [0: .number(20...59)]))
    #expect(try mayHold(condition, [0: .number(20...60)]))
    #expect(try !mayHold(condition, [0: .text("61"), 1: .text("<=50K")]))
    #expect(try mayHold(condition, [0: .text("61"), 1: .anyText(["<=50K", ">50K"])]))
    #expect(try !mayHold("not age < 60", [0: .number(0...59)]))
    #expect(try !mayHold("age is missing", [0: .number(0...59)]))
    #expect(try mayHold("age is missing", [0: .text("NA")]))
    #expect(try !mayHold("age + 5 between 70 and 80", [0: .number(0...59)]))
    #expect(try !mayHold("age in (70, 80)", [0: .number(0...59)]))
  }
}
