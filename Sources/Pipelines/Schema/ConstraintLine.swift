internal import Datasets
internal import Foundation

extension ConstraintRule {
  /// The constraint as a line of a schema file, without indentation.
  var schemaLine: String { "- \(key): \(schemaValue)" }

  private var schemaValue: String {
    switch self {
    case .range(let column, let minimum, let maximum):
      mapping([("column", column), ("minimum", minimum), ("maximum", maximum)])
    case .pattern(let column, let expression):
      mapping([("column", column), ("expression", expression)])
    case .nonNegative(let columns), .combinations(let columns), .unique(let columns),
      .oneHot(let columns):
      "[\(columns.map(\.quotedForYAML).joined(separator: ", "))]"
    case .compare(let text), .formula(let text), .condition(let text): text.quotedForYAML
    }
  }

  private func mapping(_ entries: [(String, String?)]) -> String {
    let parts = entries.compactMap { key, value in value.map { "\(key): \($0.quotedForYAML)" } }
    return "{\(parts.joined(separator: ", "))}"
  }
}

extension String {
  /// A double-quoted YAML scalar, which is what JSON writes.
  var quotedForYAML: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }
}
