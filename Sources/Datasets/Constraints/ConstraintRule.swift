/// A rule that every row made has to meet, as a user writes it.
public enum ConstraintRule: Codable, Sendable, Equatable {
  /// Numbers, dates or times between two limits, both included; one of them may be left out.
  case range(column: String, minimum: String?, maximum: String?)
  /// Numbers that are not below zero.
  case nonNegative(columns: [String])
  /// Columns in an order, such as `pickup <= dropoff` or `a <= b <= c`.
  case compare(order: String)
  /// Combinations of cells that real rows have.
  case combinations(columns: [String])
  /// A column and what is worked out from others: `total = fare + tip` computes it, `>=` and `<=` only check it.
  case formula(equation: String)
  /// Cells, or combinations of them, that no two rows share.
  case unique(columns: [String])
  /// Cells that match a regular expression from beginning to end.
  case pattern(column: String, expression: String)
  /// Columns of which exactly one says true in every row.
  case oneHot(columns: [String])
  /// An expression that is true of every row.
  case condition(expression: String)

  /// The key of the kind in a schema file.
  public var key: String {
    switch self {
    case .range: "range"
    case .nonNegative: "non-negative"
    case .compare: "compare"
    case .combinations: "combinations"
    case .formula: "formula"
    case .unique: "unique"
    case .pattern: "pattern"
    case .oneHot: "one-hot"
    case .condition: "condition"
    }
  }

  /// The keys of all kinds.
  public static let keys = [
    "range", "non-negative", "compare", "combinations", "formula", "unique", "pattern", "one-hot",
    "condition",
  ]
}

extension ConstraintRule: CustomStringConvertible {
  /// The rule in a few words, as reports and messages name it.
  public var description: String {
    switch self {
    case .range(let column, let minimum?, let maximum?): "\(column) from \(minimum) to \(maximum)"
    case .range(let column, let minimum?, nil): "\(column) at least \(minimum)"
    case .range(let column, nil, let maximum): "\(column) at most \(maximum ?? "")"
    case .nonNegative(let columns): "\(Self.list(columns)) not negative"
    case .compare(let text), .formula(let text), .condition(let text): text
    case .combinations(let columns): "combinations of \(Self.list(columns))"
    case .unique(let columns): "unique \(Self.list(columns))"
    case .pattern(let column, let expression): "\(column) like \(expression)"
    case .oneHot(let columns): "one of \(Self.list(columns))"
    }
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
