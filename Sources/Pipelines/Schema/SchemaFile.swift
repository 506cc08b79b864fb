internal import Yams

/// What a user says about a table, as a YAML file.
///
/// ```yaml
/// label: income
/// columns:
///   age: {kind: integer}
///   joined: {kind: temporal, format: "%d.%m.%Y"}
///   price: {kind: decimal, decimals: 2, missing: ["-1"]}
/// constraints:
///   - compare: pickup <= dropoff
/// ```
public struct SchemaFile: Sendable, Equatable {
  /// The label column, if the file names one.
  public var label: String?
  /// What is said about columns, by name.
  public var columns: [String: ColumnOverride]
  /// What every row made has to meet.
  public var constraints: [PlacedConstraint] = []

  /// A schema file's contents.
  public init(label: String? = nil, columns: [String: ColumnOverride] = [:]) {
    self.label = label
    self.columns = columns
  }

  /// Reads a file.
  /// - Throws: `PipelineError.yamlFile` with line and column, or `readFailed`.
  public init(path: String) throws(PipelineError) {
    try self.init(text: try YAMLReader.text(of: path), path: path)
  }

  /// Reads the text of a file; `path` is for messages.
  public init(text: String, path: String) throws(PipelineError) {
    self.init()
    let reader = YAMLReader(path: path, text: text)
    do {
      guard let root = try reader.root() else { return }
      self = try SchemaFile(root, reader)
    } catch {
      throw reader.error(error)
    }
  }

  /// Reads what stands at a place of any file.
  init(_ root: Node, _ reader: YAMLReader) throws {
    self.init()
    for (key, value) in try reader.entries(
      root, known: ["label", "columns", "constraints"], of: "a schema file")
    {
      switch key {
      case "label": label = try reader.string(value, "the name of a column")
      case "columns": columns = try Self.columns(value, reader)
      default: constraints = try Self.constraints(value, reader)
      }
    }
  }

  private static func columns(_ node: Node, _ reader: YAMLReader) throws -> [String: ColumnOverride]
  {
    var columns: [String: ColumnOverride] = [:]
    for (name, value) in try reader.entries(node, known: nil, of: "columns") {
      columns[name] = try column(value, reader)
    }
    return columns
  }

  private static func column(_ node: Node, _ reader: YAMLReader) throws -> ColumnOverride {
    var column = ColumnOverride()
    let known = ["kind", "format", "decimals", "missing"]
    for (key, value) in try reader.entries(node, known: known, of: "a column") {
      switch key {
      case "kind":
        let names = ColumnKind.allCases.map(\.rawValue)
        let name = try reader.choice(value, among: names, what: "kind")
        column.kind = ColumnKind(rawValue: name)
      case "format": column.format = try reader.string(value, "a pattern such as \"%Y-%m-%d\"")
      case "decimals": column.decimals = try reader.integer(value, in: 0...17)
      default: column.missing = try reader.strings(value)
      }
    }
    return column
  }
}
