/// Columns in an order: `pickup <= dropoff`, `a < b <= c`.
struct OrderConstraint: Constraint {
  let rule: ConstraintRule
  let columns: [Int]
  private let schemas: [ColumnSchema]
  private let signs: [ComparisonSign]

  init(_ rule: ConstraintRule, _ text: String, schema: Schema, table: Table) throws(ConstraintError)
  {
    let (names, signs) = try Self.parts(text)
    var columns: [Int] = []
    for name in names { columns.append(try table.constrainedColumn(name)) }
    let schemas = columns.map { schema.columns[$0] }
    for column in schemas where !column.isNumeric {
      throw .wrongKind(
        column: column.name, found: column.kind, expected: "a column of numbers, dates or times")
    }
    for column in schemas.dropFirst() where OrderKind(column) != OrderKind(schemas[0]) {
      throw .incomparable(first: schemas[0].name, second: column.name)
    }
    self.rule = rule
    self.columns = columns
    self.schemas = schemas
    self.signs = signs
  }

  /// The names and the signs between them.
  private static func parts(_ whole: String) throws(ConstraintError) -> ([String], [ComparisonSign])
  {
    let tokens: [ExpressionToken]
    do throws(ExpressionError) {
      tokens = try ExpressionLexer.tokens(whole)
    } catch {
      throw .wrongExpression(error)
    }
    var (names, signs): ([String], [ComparisonSign]) = ([], [])
    for token in tokens {
      switch token.kind {
      case .name(let name, _) where names.count == signs.count: names.append(name)
      case .sign(let text) where names.count == signs.count + 1:
        guard let sign = ComparisonSign(sign: text) else { throw .notAnOrder(whole) }
        signs.append(sign)
      case .end where names.count >= 2 && names.count == signs.count + 1: return (names, signs)
      default: throw .notAnOrder(whole)
      }
    }
    throw .notAnOrder(whole)
  }

  func isMet(_ table: Table) -> [Bool] {
    let numbers = zip(columns, schemas).map { table.numbers($0, $1) }
    return (0..<table.rowCount).map { row in
      var last: (place: Int, number: Double)?
      for place in numbers.indices where !numbers[place][row].isNaN {
        let number = numbers[place][row]
        if let last, let sign = sign(from: last.place, to: place), !sign.holds(last.number, number)
        {
          return false
        }
        last = (place, number)
      }
      return true
    }
  }

  /// What follows for two columns when all between them are missing; nil when nothing does.
  private func sign(from first: Int, to second: Int) -> ComparisonSign? {
    var between = Set(signs[first..<second])
    if between.count > 1 { between.remove(.equal) }
    if between.count == 1, let sign = between.first {
      return sign == .different && second > first + 1 ? nil : sign
    }
    if between == [.below, .atMost] { return .below }
    if between == [.above, .atLeast] { return .above }
    return nil
  }
}

/// What can be held against each other.
enum OrderKind: Equatable {
  case number, date, time, none

  init(_ schema: ColumnSchema) {
    if schema.numberFormat != nil {
      self = .number
    } else if let format = schema.temporalFormat {
      self = format.hasDate ? .date : .time
    } else {
      self = .none
    }
  }
}

extension Table {
  /// The column of this name.
  func constrainedColumn(_ name: String) throws(ConstraintError) -> Int {
    do throws(DatasetError) {
      return try columnIndex(named: name)
    } catch {
      throw .unknownColumn(error)
    }
  }
}
