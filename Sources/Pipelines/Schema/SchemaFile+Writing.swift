internal import Foundation

extension SchemaFile {
  /// A schema as the text of a schema file, one line per column.
  ///
  /// Read back for the same table it gives the same schema. Missing markers are written only where they are other than
  /// the usual ones, so that the file fits further tables of the kind.
  public static func text(_ schema: Schema, label: String?, missingMarkers: MissingMarkers)
    -> String
  {
    var lines = [
      "# What augment found in the table. Change a line and pass the file with --schema to override it.",
      "# Kinds: \(ColumnKind.allCases.map(\.rawValue).joined(separator: ", ")).",
    ]
    if let label { lines.append("label: \(quoted(label))") }
    lines.append("columns:")
    for column in schema.columns {
      var traits = ["kind: \(column.kind.rawValue)"]
      if column.kind == .decimal, let decimals = column.numberFormat?.decimals, decimals <= 17 {
        traits.append("decimals: \(decimals)")
      }
      if let pattern = column.temporalFormat?.pattern {
        traits.append("format: \(quoted(pattern))")
      }
      if !hasUsualMarkers(column, missingMarkers) {
        let markers = column.missingMarkers.map(quoted).joined(separator: ", ")
        traits.append("missing: [\(markers)]")
      }
      lines.append("  \(quoted(column.name)): {\(traits.joined(separator: ", "))}")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func hasUsualMarkers(_ column: ColumnSchema, _ asked: MissingMarkers) -> Bool {
    asked == .standard
      && column.missingMarkers.allSatisfy {
        column.isNumeric
          ? MissingMarkers.standard.containsAmongNumbers($0) : MissingMarkers.standard.contains($0)
      }
  }

  /// A double-quoted YAML scalar, which is what JSON writes.
  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    guard let data = try? encoder.encode(text) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }
}
