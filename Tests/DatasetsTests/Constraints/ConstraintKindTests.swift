import Datasets
import Testing

@Suite("Constraints, kind by kind")
struct ConstraintKindTests {
  private let orders = ConstraintTable([
    "id": ["A1", "A2", "A3", "A4", "A5"],
    "day": ["01.02.2024", "28.02.2024", "29.02.2024", "01.03.2024", ""],
    "due": ["02.02.2024", "28.02.2024", "01.02.2024", "", "05.03.2024"],
    "price": ["1,105.00", "-3.50", "0.00", "", "12.25"],
    "tax": ["5.00", "0.00", "0.00", "1.00", "2.00"],
    "state": ["NY", "NY", "CA", "CA", "TX"],
  ])

  @Test("A range includes its limits, reads the column's spelling, and lets missing cells pass")
  func range() throws {
    #expect(
      try orders.isMet(.range(column: "price", minimum: "0", maximum: "1,105.00"))
        == [true, false, true, true, true])
    #expect(
      try orders.isMet(.range(column: "price", minimum: nil, maximum: "1104.99"))
        == [false, true, true, true, true])
  }

  @Test("A range of dates takes the column's spelling and the international one")
  func dateRange() throws {
    let expected = [false, true, true, false, true]
    for (minimum, maximum) in [("28.02.2024", "29.02.2024"), ("2024-02-28", "2024-02-29")] {
      #expect(
        try orders.isMet(.range(column: "day", minimum: minimum, maximum: maximum)) == expected)
    }
  }

  @Test("Numbers that are not negative, several columns at once")
  func nonNegative() throws {
    #expect(
      try orders.isMet(.nonNegative(columns: ["price", "tax"])) == [true, false, true, true, true])
  }

  @Test("Columns in an order: dates, equal ones, missing ones")
  func order() throws {
    #expect(try orders.isMet(.compare(order: "day <= due")) == [true, true, false, true, true])
    #expect(try orders.isMet(.compare(order: "due > day")) == [true, false, false, true, true])
    #expect(try orders.isMet(.compare(order: "tax < price")) == [true, false, false, true, true])
  }

  @Test("A chain holds between all its columns, also over a missing one in the middle")
  func chain() throws {
    let table = ConstraintTable([
      "a": ["1", "3", "9", "1"], "b": ["2", "2", "", "1"], "first part": ["3", "4", "5", "1"],
    ])
    #expect(
      try table.isMet(.compare(order: "a <= b <= \"first part\"")) == [true, false, false, true])
    #expect(
      try table.isMet(.compare(order: "a <= b < \"first part\"")) == [true, false, false, false])
  }

  @Test("Unique cells and combinations: the first of equal rows stays, missing ones never repeat")
  func unique() throws {
    #expect(
      try orders.isMet(.unique(columns: ["state"])) == [true, false, true, false, true])
    #expect(try orders.isMet(.unique(columns: ["state", "tax"])).allSatisfy { $0 })
    let rows = orders.rows([
      "id": ["x", "y", "z"], "day": ["", "", ""], "due": ["", "", ""], "price": ["", "", ""],
      "tax": ["1.0", "1.00", "1.00"], "state": ["NY", "NY", "CA"],
    ])
    // 1.0 and 1.00 are one number.
    #expect(try orders.isMet(.unique(columns: ["tax"]), rows) == [true, false, false])
    #expect(try orders.isMet(.unique(columns: ["state", "tax"]), rows) == [true, false, true])
    #expect(try orders.isMet(.unique(columns: ["price"]), rows) == [true, true, true])
  }

  @Test("A pattern matches whole cells")
  func pattern() throws {
    let table = ConstraintTable(["code": ["AB1234", "AB12345", "xAB1234", "", "CD0000"]])
    #expect(
      try table.isMet(.pattern(column: "code", expression: "[A-Z]{2}[0-9]{4}"))
        == [true, false, false, true, true])
  }

  @Test("Exactly one of one-hot columns says true, as digits or words")
  func oneHot() throws {
    let table = ConstraintTable([
      "red": ["1", "0", "0", "1", "", "0"], "green": ["no", "yes", "no", "no", "no", "yes"],
      "blue": ["0.0", "0.0", "0.0", "1.0", "0.0", "0.0"],
    ])
    #expect(
      try table.isMet(.oneHot(columns: ["red", "green", "blue"]))
        == [true, true, false, false, true, true])
  }

  @Test("A condition asks only of rows whose cells are there, unless it asks for missing ones")
  func condition() throws {
    let table = ConstraintTable([
      "married": ["no", "yes", "no", "", "no"], "spouse_age": ["", "40", "30", "51", ""],
      "age": ["17", "50", "", "61", "18"],
    ])
    #expect(
      try table.isMet(.condition(expression: "not (married = 'no' and spouse_age is not missing)"))
        == [true, true, false, true, true])
    #expect(
      try table.isMet(.condition(expression: "age >= 18")) == [false, true, true, true, true])
  }

  @Test("Formulas hold to the rounding of their column; inequalities do not count it")
  func formula() throws {
    let table = ConstraintTable([
      "total": ["0.30", "1,105.35", "5.00", "", "0.29", "0.31"],
      "a": ["0.1", "1,105.3", "1.0", "1.0", "0.1", "0.1"],
      "b": ["0.2", "0.054", "", "2.0", "0.2", "0.2"],
    ])
    #expect(
      try table.isMet(.formula(equation: "total = a + b")) == [
        true, true, true, true, false, false,
      ])
    #expect(
      try table.isMet(.formula(equation: "total >= a + b")) == [
        true, false, true, true, false, true,
      ])
    #expect(
      try table.isMet(.formula(equation: "total <= a + b")) == [
        true, true, true, true, true, false,
      ])
  }
}
