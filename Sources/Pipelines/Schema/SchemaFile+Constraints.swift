public import Datasets
internal import Yams

/// A constraint and where a schema file has it.
public struct PlacedConstraint: Sendable, Equatable {
  /// The constraint.
  public var rule: ConstraintRule
  /// Its place, as a fault without a message.
  private let place: YAMLFault

  init(_ rule: ConstraintRule, place: YAMLFault) {
    self.rule = rule
    self.place = place
  }

  /// What is wrong with the constraint, at its place.
  func fault(_ error: ConstraintError) -> YAMLFault {
    var fault = place
    fault.message = error.description
    return fault
  }
}

extension SchemaFile {
  /// The list of constraints, each a mapping from its kind to what it is about.
  static func constraints(_ node: Node, _ reader: YAMLReader) throws -> [PlacedConstraint] {
    // The key alone: what is below it may be commented out.
    if node.scalar?.string.isEmpty ?? false { return [] }
    guard case .sequence(let sequence) = node else {
      throw reader.fault(
        node.mark,
        "\(reader.found(node)) where a list of constraints such as - unique: [id] is expected"
      )
    }
    return try sequence.map { item in
      let entries = try reader.entries(item, known: ConstraintRule.keys, of: "a constraint")
      guard entries.count == 1, let (key, value) = entries.first else {
        throw reader.fault(
          item.mark,
          "\(entries.count) kinds in one constraint; write each behind a dash of its own")
      }
      return PlacedConstraint(
        try rule(key, value, reader), place: reader.fault(value.mark, ""))
    }
  }

  private static func rule(_ key: String, _ node: Node, _ reader: YAMLReader) throws
    -> ConstraintRule
  {
    switch key {
    case "range": try range(node, reader)
    case "non-negative": .nonNegative(columns: try reader.names(node))
    case "compare":
      .compare(order: try reader.string(node, "an order such as start <= end"))
    case "combinations": .combinations(columns: try reader.names(node))
    case "formula":
      .formula(equation: try reader.string(node, "a formula such as total = fare + tip"))
    case "unique": .unique(columns: try reader.names(node))
    case "pattern": try pattern(node, reader)
    case "one-hot": .oneHot(columns: try reader.names(node))
    default:
      .condition(expression: try reader.string(node, "an expression such as age >= 18"))
    }
  }

  private static func range(_ node: Node, _ reader: YAMLReader) throws -> ConstraintRule {
    let known = ["column", "minimum", "maximum"]
    var values: [String: String] = [:]
    for (key, value) in try reader.entries(node, known: known, of: "a range") {
      values[key] = try reader.string(value, key == "column" ? "the name of a column" : "a limit")
    }
    guard let column = values["column"] else {
      throw reader.fault(node.mark, "a range without a column; name it with column")
    }
    guard values.count > 1 else {
      throw reader.fault(node.mark, "a range without limits; give it a minimum, a maximum or both")
    }
    return .range(column: column, minimum: values["minimum"], maximum: values["maximum"])
  }

  private static func pattern(_ node: Node, _ reader: YAMLReader) throws -> ConstraintRule {
    let known = ["column", "expression"]
    var values: [String: String] = [:]
    for (key, value) in try reader.entries(node, known: known, of: "a pattern") {
      values[key] = try reader.string(
        value, key == "column" ? "the name of a column" : "a regular expression")
    }
    guard let column = values["column"], let expression = values["expression"] else {
      throw reader.fault(
        node.mark,
        "a pattern without \(values["column"] == nil ? "a column" : "an expression"); it needs both"
      )
    }
    return .pattern(column: column, expression: expression)
  }
}

extension YAMLReader {
  /// The names of columns: a list, or a single one.
  fileprivate func names(_ node: Node) throws -> [String] {
    if case .scalar = node { return [try string(node, "the name of a column")] }
    guard case .sequence = node else {
      throw fault(node.mark, "\(found(node)) where a list of columns such as [a, b] is expected")
    }
    return try strings(node)
  }
}
