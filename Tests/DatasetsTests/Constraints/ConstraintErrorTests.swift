import Datasets
import Testing

@Suite("Constraints that are refused")
struct ConstraintErrorTests {
  private let table = ConstraintTable([
    "age": ["17", "50", "61", "50"], "rate": ["1.5", "2.5", "3.5", "1.5"],
    "day": ["2024-01-01", "2024-02-01", "2024-03-01", "2024-01-01"],
    "hour": ["10:30", "11:00", "12:30", "10:30"], "town": ["Ulm", "Bonn", "Kiel", "Ulm"],
    "flag": ["1", "0", "1", "0"],
  ])

  @Test("The sentence says what was found, what is expected, and a way out")
  func sentences() {
    let cases: [(ConstraintRule, String)] = [
      (
        .range(column: "aeg", minimum: "1", maximum: nil),
        "no column is named 'aeg'; did you mean 'age'? the columns are age, rate, day, hour, town, flag"
      ),
      (
        .range(column: "town", minimum: "1", maximum: nil),
        "the column 'town' is categorical where a column of numbers, dates or times is expected; "
          + "name another, or change its kind"
      ),
      (
        .range(column: "age", minimum: "x", maximum: nil),
        "'x' is no value of the column 'age'; write a number"
      ),
      (
        .range(column: "day", minimum: "soon", maximum: nil),
        "'soon' is no value of the column 'day'; write it as %Y-%m-%d, as the column does"
      ),
      (
        .range(column: "age", minimum: "9", maximum: "8"),
        "no 'age' is at least 9 and at most 8; exchange the two"
      ),
      (
        .nonNegative(columns: ["day"]),
        "the column 'day' is temporal where a column of numbers is expected; name another, or change its kind"
      ),
      (
        .compare(order: "age"),
        "'age' is no order of columns; write two or more with <, <=, >, >= or = between, such as start <= end"
      ),
      (
        .compare(order: "day < hour"),
        "'day' and 'hour' are not of one kind; compare numbers with numbers, dates with dates, times with times"
      ),
      (
        .combinations(columns: ["town"]),
        "1 column where combinations needs at least 2; name more"
      ),
      (
        .unique(columns: ["town", "Town"]),
        "the column 'town' stands here twice; name it once"
      ),
      (
        .pattern(column: "town", expression: "[A-"),
        "'[A-' is no regular expression; check brackets and backslashes"
      ),
      (
        .oneHot(columns: ["flag", "age"]),
        "the column 'age' has the cell '17' where only 1 and 0, or true and false, are expected; "
          + "name another column"
      ),
      (
        .formula(equation: "age + 1 = rate"),
        "'age + 1 = rate' is no formula; write a column, then =, >= or <=, then what is worked out, "
          + "such as total = fare + tip"
      ),
      (
        .formula(equation: "age = age + 1"),
        "'age' is computed from itself; write one of the formulas with >= or <=, or leave it out"
      ),
    ]
    for (rule, sentence) in cases { #expect(table.refusal(rule) == sentence) }
  }

  @Test("What is no expression is refused with the character")
  func expressions() {
    #expect(
      table.refusal(.condition(expression: "age >= "))?.hasPrefix("in 'age >= ', character 8: ")
        ?? false)
    #expect(
      table.refusal(.formula(equation: "age = rate + twon"))?.hasPrefix(
        "in 'age = rate + twon', character 14: ") ?? false)
  }

  @Test("Formulas in a circle and two formulas for one column are refused")
  func formulas() {
    #expect(
      table.refusal(.formula(equation: "age = rate * 2"), .formula(equation: "rate = age / 2"))
        == "'age', 'rate' are computed from each other; write one of the formulas with >= or <=, or leave it out"
    )
    #expect(
      table.refusal(.formula(equation: "age = rate * 2"), .formula(equation: "age = rate * 3"))
        == "'age' is computed by an earlier formula already; keep one of the two")
    #expect(
      table.refusal(.formula(equation: "age = rate * 2"), .formula(equation: "rate <= age"))
        == nil)
  }
}
