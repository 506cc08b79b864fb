internal import Datasets

extension SchemaFile {
  /// A schema as the text of a schema file, one line per column.
  ///
  /// Read back for the same table it gives the same schema. Missing markers are written only where they are other than
  /// the usual ones, so that the file fits further tables of the kind.
  /// Constraints are those that were applied; suggestions, further ones that the rows keep, are written as comments.
  public static func text(
    _ schema: Schema, label: String?, missingMarkers: MissingMarkers,
    constraints: [ConstraintRule] = [], suggestions: [ConstraintRule] = []
  ) -> String {
    var lines = [
      "# What augment found in the table. Change a line and pass the file with --schema to override it.",
      "# Kinds: \(ColumnKind.allCases.map(\.rawValue).joined(separator: ", ")).",
    ]
    if let label { lines.append("label: \(label.quotedForYAML)") }
    lines.append("columns:")
    for column in schema.columns {
      var traits = ["kind: \(column.kind.rawValue)"]
      if column.kind == .decimal, let decimals = column.numberFormat?.decimals, decimals <= 17 {
        traits.append("decimals: \(decimals)")
      }
      if let pattern = column.temporalFormat?.pattern {
        traits.append("format: \(pattern.quotedForYAML)")
      }
      if !hasUsualMarkers(column, missingMarkers) {
        let markers = column.missingMarkers.map(\.quotedForYAML).joined(separator: ", ")
        traits.append("missing: [\(markers)]")
      }
      lines.append("  \(column.name.quotedForYAML): {\(traits.joined(separator: ", "))}")
    }
    lines += constraintLines(constraints, suggestions)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func constraintLines(
    _ constraints: [ConstraintRule], _ suggestions: [ConstraintRule]
  )
    -> [String]
  {
    if constraints.isEmpty && suggestions.isEmpty { return [] }
    var lines = ["constraints:"] + constraints.map { "  " + $0.schemaLine }
    if !suggestions.isEmpty {
      lines.append(
        "# Found in the rows and not applied; remove the # of what every row made shall meet.")
      lines += suggestions.map { "#  " + $0.schemaLine }
    }
    return lines
  }

  private static func hasUsualMarkers(_ column: ColumnSchema, _ asked: MissingMarkers) -> Bool {
    asked == .standard
      && column.missingMarkers.allSatisfy {
        column.isNumeric
          ? MissingMarkers.standard.containsAmongNumbers($0) : MissingMarkers.standard.contains($0)
      }
  }
}
