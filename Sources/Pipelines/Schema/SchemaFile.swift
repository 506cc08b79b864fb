internal import Foundation
internal import Yams

/// What a user says about the columns of a table, as a YAML file.
///
/// ```yaml
/// label: income
/// columns:
///   age: {kind: integer}
///   joined: {kind: temporal, format: "%d.%m.%Y"}
///   price: {kind: decimal, decimals: 2, missing: ["-1"]}
/// ```
public struct SchemaFile: Sendable, Equatable {
  /// The label column, if the file names one.
  public var label: String?
  /// What is said about columns, by name.
  public var columns: [String: ColumnOverride]

  /// A schema file's contents.
  public init(label: String? = nil, columns: [String: ColumnOverride] = [:]) {
    self.label = label
    self.columns = columns
  }

  /// Reads a file.
  /// - Throws: `PipelineError.schemaFile` with line and column, or `readFailed`.
  public init(path: String) throws(PipelineError) {
    let text: String
    do {
      text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
    } catch {
      let isDirectory = (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
      let reason =
        isDirectory
        ? "it is a directory"
        : FileManager.default.fileExists(atPath: path)
          ? "it is not a readable UTF-8 text" : "no such file"
      throw .readFailed(path: path, reason: reason)
    }
    try self.init(text: text, path: path)
  }

  /// Reads the text of a file; `path` is for messages.
  public init(text: String, path: String) throws(PipelineError) {
    self.init()
    do {
      let reader = YAMLReader(path: path, text: text)
      guard let root = try reader.root() else { return }
      for (key, value) in try reader.entries(
        root, known: ["label", "columns"], of: "a schema file")
      {
        switch key {
        case "label": label = try reader.string(value, "the name of a column")
        default: columns = try Self.columns(value, reader)
        }
      }
    } catch let fault as SchemaFileFault {
      throw .schemaFile(fault)
    } catch {
      throw .readFailed(path: path, reason: "\(error)")
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
