/// All constraints of a table, bound to its columns, and to its rows where they depend on them.
public struct ConstraintSet: Sendable {
  /// The constraints in the order in which they were given.
  public let constraints: [any Constraint]
  /// The places of the constraints in the order in which they mend: first those that choose cells, then formulas, each
  /// after those of the columns it reads.
  private let order: [Int]
  /// The columns that formulas compute.
  private let computed: Set<Int>

  /// No constraints.
  public init() { (constraints, order, computed) = ([], [], []) }

  /// Binds rules to a table.
  /// - Parameters:
  ///   - rules: In the order of the user.
  ///   - schema: What the columns hold.
  ///   - table: The real rows, by which names and texts are checked.
  ///   - rows: Those of them whose combinations are the allowed ones; nil for all.
  ///   - seed: Decides how rows are mended where there is a choice.
  /// - Throws: `ConstraintFault` with the place of the rule that cannot be bound.
  public init(
    _ rules: [ConstraintRule], schema: Schema, table: Table, rows: Table? = nil, seed: UInt64 = 0
  ) throws(ConstraintFault) {
    try self.init(rules, schema: schema) { _ in
      ConstraintBinding(
        schema: schema, table: table, texts: table, rows: rows ?? table, rules: rules, seed: seed)
    }
  }

  /// Binds each rule to what it is to know.
  init(
    _ rules: [ConstraintRule], schema: Schema, binding: (Int) -> ConstraintBinding
  ) throws(ConstraintFault) {
    var constraints: [any Constraint] = []
    for (index, rule) in rules.enumerated() {
      do throws(ConstraintError) {
        constraints.append(try binding(index).constraint(rule))
      } catch {
        throw ConstraintFault(index: index, error: error)
      }
    }
    let formulas = try FormulaOrder(constraints, schema: schema)
    self.constraints = constraints
    computed = formulas.computed
    order = constraints.indices.filter { !formulas.places.contains($0) } + formulas.places
  }

  /// The rules in the order of the user.
  public var rules: [ConstraintRule] { constraints.map(\.rule) }

  /// The table with rows changed so that they meet the rules, as far as that can be done.
  ///
  /// What chooses cells leaves those alone that formulas compute.
  public func mended(_ table: Table, keeping fixed: Set<Int> = []) -> Table {
    order.reduce(table) { table, place in
      let constraint = constraints[place]
      return constraint.mended(
        table, keeping: constraint is FormulaConstraint ? fixed : fixed.union(computed))
    }
  }

  /// What breaks each constraint, in the order of the user.
  public func violations(in table: Table) -> [ConstraintViolations] {
    constraints.map { constraint in
      let isMet = constraint.isMet(table)
      return ConstraintViolations(
        name: constraint.rule.description, count: isMet.count { !$0 },
        firstRow: isMet.firstIndex(of: false))
    }
  }
}

/// How many rows of a table break a constraint.
public struct ConstraintViolations: Sendable, Equatable {
  /// The constraint.
  public var name: String
  /// Rows that break it.
  public var count: Int
  /// The index of the first of them.
  public var firstRow: Int?
}

/// A rule that cannot be bound, and why.
public struct ConstraintFault: Error, Equatable, Sendable {
  /// The place of the rule in its list, from 0.
  public var index: Int
  /// What is wrong with it.
  public var error: ConstraintError
}

/// The order in which formulas compute their columns.
private struct FormulaOrder {
  private(set) var places: [Int] = []
  private(set) var computed: Set<Int> = []

  init(_ constraints: [any Constraint], schema: Schema) throws(ConstraintFault) {
    var open: [(place: Int, formula: FormulaConstraint)] = []
    for (place, constraint) in constraints.enumerated() {
      guard let formula = constraint as? FormulaConstraint, formula.isComputed else { continue }
      guard computed.insert(formula.column).inserted else {
        throw ConstraintFault(
          index: place, error: .computedTwice(schema.columns[formula.column].name))
      }
      open.append((place, formula))
    }
    var waiting = computed
    while !open.isEmpty {
      guard
        let next = open.firstIndex(where: { waiting.isDisjoint(with: $0.formula.inputs) })
      else {
        throw ConstraintFault(index: open[0].place, error: Self.circle(open.map(\.formula), schema))
      }
      waiting.remove(open[next].formula.column)
      places.append(open.remove(at: next).place)
    }
  }

  /// The columns of one circle among formulas that wait for each other.
  private static func circle(_ formulas: [FormulaConstraint], _ schema: Schema) -> ConstraintError {
    var path = [formulas[0].column]
    while let formula = formulas.first(where: { $0.column == path[path.count - 1] }),
      let next = formula.inputs.first(where: { input in
        formulas.contains { $0.column == input }
      })
    {
      if let start = path.firstIndex(of: next) {
        return .circle(path[start...].map { schema.columns[$0].name })
      }
      path.append(next)
    }
    return .circle(path.map { schema.columns[$0].name })
  }
}
