/// A column and what is worked out from others.
///
/// With `=` the column is computed: `mended` writes the result in the column's own spelling, wherever there is one and the cell
/// is not missing. With `>=` and `<=` it is only checked.
struct FormulaConstraint: Constraint {
  let rule: ConstraintRule
  /// The column on the left, then those on the right.
  let columns: [Int]
  let column: Int
  private let schema: ColumnSchema
  private let sign: ComparisonSign
  private let formula: Formula

  /// Whether the column is computed rather than checked.
  var isComputed: Bool { sign == .equal }

  /// The columns on the right.
  var inputs: [Int] { formula.columns }

  init(_ rule: ConstraintRule, _ text: String, schema: Schema, table: Table) throws(ConstraintError)
  {
    let (name, sign, place) = try Self.left(of: text)
    let column = try table.constrainedColumn(name)
    guard schema.columns[column].isNumeric else {
      throw .wrongKind(
        column: schema.columns[column].name, found: schema.columns[column].kind,
        expected: "a column of numbers, dates or times")
    }
    do throws(ExpressionError) {
      formula = try Formula(String(text.dropFirst(place)), schema: schema)
    } catch {
      throw .wrongExpression(
        ExpressionError(text: text, position: error.position + place, message: error.message))
    }
    self.rule = rule
    self.column = column
    self.schema = schema.columns[column]
    self.sign = sign
    columns = [column] + formula.columns.filter { $0 != column }
  }

  /// The column, the sign, and where what follows begins.
  private static func left(of text: String) throws(ConstraintError) -> (String, ComparisonSign, Int)
  {
    let tokens: [ExpressionToken]
    do throws(ExpressionError) {
      tokens = try ExpressionLexer.tokens(text)
    } catch {
      throw .wrongExpression(error)
    }
    guard tokens.count > 3, case .name(let name, _) = tokens[0].kind,
      case .sign(let spelling) = tokens[1].kind, let sign = ComparisonSign(sign: spelling),
      [.equal, .atLeast, .atMost].contains(sign)
    else { throw .notAnEquation(text) }
    return (name, sign, tokens[2].place)
  }

  /// Half of the last digit that the column shows, or of a date's resolution.
  private var rounding: Double {
    if let format = schema.temporalFormat { return format.resolution / 2 }
    guard let format = schema.numberFormat, format.decimals <= 15 else { return 0 }
    return 0.5 / NumberScanner.powers[max(format.decimals, 0)]
  }

  func isMet(_ table: Table) -> [Bool] {
    let numbers = table.numbers(column, schema)
    let rounding = isComputed ? rounding : 0
    return zip(numbers, formula.values(table)).map { number, value in
      guard let value, !number.isNaN else { return true }
      // Sums of decimals are off by a few units in the last place.
      let slack = rounding + 1e-9 * max(abs(value), 1)
      switch sign {
      case .atLeast: return number >= value - slack
      case .atMost: return number <= value + slack
      default: return abs(number - value) <= slack
      }
    }
  }

  func mended(_ table: Table, keeping fixed: Set<Int>) -> Table {
    guard isComputed, !fixed.contains(column) else { return table }
    let numbers = table.numbers(column, schema)
    let isMet = isMet(table)
    var changes: [(row: Int, text: String)] = []
    for (row, value) in formula.values(table).enumerated() where !isMet[row] {
      guard let value, !numbers[row].isNaN else { continue }
      // A zero without a sign, whatever the terms.
      changes.append((row, schema.text(value == 0 ? 0 : value)))
    }
    var mended = table
    mended.columns[column] = table.columns[column].replacing(changes)
    return mended
  }
}
