/// An expression as it is written, before anybody asks what its names mean.
struct ExpressionSyntax {
  indirect enum Kind {
    case number(Double)
    case text(String)
    case truth(Bool)
    case column(String, isQuoted: Bool)
    case negated(ExpressionSyntax)
    case arithmetic(ArithmeticSign, ExpressionSyntax, ExpressionSyntax)
    case comparison(ComparisonSign, ExpressionSyntax, ExpressionSyntax)
    case membership(ExpressionSyntax, [ExpressionSyntax], isNegated: Bool)
    case range(ExpressionSyntax, from: ExpressionSyntax, to: ExpressionSyntax, isNegated: Bool)
    case missing(ExpressionSyntax, isNegated: Bool)
    case not(ExpressionSyntax)
    case all([ExpressionSyntax])
    case any([ExpressionSyntax])
  }

  var kind: Kind
  /// The index of its first character.
  var place: Int
}

/// What is worked out from two numbers.
enum ArithmeticSign: String, Sendable, Equatable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
}

/// How two values are held against each other.
enum ComparisonSign: String, Sendable, Equatable {
  case equal = "="
  case different = "<>"
  case below = "<"
  case atMost = "<="
  case above = ">"
  case atLeast = ">="

  init?(sign: String) {
    switch sign {
    case "==": self = .equal
    case "!=": self = .different
    default: self.init(rawValue: sign)
    }
  }

  /// Whether it needs an order.
  var isOrder: Bool { self != .equal && self != .different }

  /// Whether it holds; never when one of the numbers is NaN, which stands for a missing value.
  func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .equal: left == right
    case .different: left < right || left > right
    case .below: left < right
    case .atMost: left <= right
    case .above: left > right
    case .atLeast: left >= right
    }
  }
}
