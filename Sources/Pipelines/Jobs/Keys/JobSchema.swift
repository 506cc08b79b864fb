internal import Foundation

/// The JSON Schema of pipeline files, for editors: made from the list of keys.
public enum JobSchema {
  /// The schema as a document.
  public static var document: String {
    get throws {
      let job = Value.object([
        "type": "object", "additionalProperties": .flag(false),
        "properties": properties(JobKey.names),
      ])
      let defaults = Value.object([
        "type": "object", "additionalProperties": .flag(false),
        "description": "What every job starts from.",
        "properties": properties(JobKey.names.filter { !["output", "needs"].contains($0) }),
      ])
      let root = Value.object([
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Pipeline file of augment",
        "type": "object", "additionalProperties": .flag(false), "required": .list(["jobs"]),
        "properties": .object([
          "variables": .object([
            "type": "object",
            "description":
              "Texts to be used as ${NAME}; the environment and --set NAME=value go over them.",
            "additionalProperties": .object(["type": .list(["string", "number", "boolean"])]),
          ]),
          "defaults": defaults,
          "jobs": .object([
            "type": "object", "minProperties": .number(1), "description": "The jobs by name.",
            "additionalProperties": job,
          ]),
        ]),
      ])
      return String(decoding: try JSONLines.document(root), as: UTF8.self)
    }
  }

  private static func properties(_ names: [String]) -> Value {
    .object(
      Dictionary(
        uniqueKeysWithValues: names.map { name in
          let keys = JobKey.all.filter { $0.name == name }
          let schemas = keys.map { schema($0) }
          return (name, schemas.count == 1 ? schemas[0] : .object(["anyOf": .list(schemas)]))
        }))
  }

  private static func schema(_ key: JobKey) -> Value {
    // A value may be a variable, whatever it has to be.
    let alternatives = forms(key.type) + (acceptsAnyText(key.type) ? [] : [variable])
    let description = ["description": Value.text(key.summary)]
    if alternatives.count == 1, case .object(let only) = alternatives[0] {
      return .object(only.merging(description) { _, new in new })
    }
    return .object(description.merging(["anyOf": .list(alternatives)]) { _, new in new })
  }

  private static let variable = Value.object(["type": "string", "pattern": "\\$\\{"])

  private static func acceptsAnyText(_ type: JobValueType) -> Bool {
    switch type {
    case .text, .path, .texts, .schema: true
    default: false
    }
  }

  private static func forms(_ type: JobValueType) -> [Value] {
    let text = Value.object(["type": "string"])
    let number = Value.object(["type": "number"])
    let count = Value.object(["type": "integer", "minimum": .number(0)])
    switch type {
    case .path: return [text]
    case .text: return [.object(["type": .list(["string", "number", "boolean"])])]
    case .wholeNumber: return [count]
    case .number: return [number]
    case .flag: return [.object(["type": "boolean"])]
    case .choice(let names): return [.object(["enum": .list(names.map(Value.text))])]
    case .choices(let names):
      let one = Value.object(["enum": .list(names.map(Value.text))])
      return [one, .object(["type": "array", "items": one])]
    case .texts: return [text, .object(["type": "array", "items": text])]
    case .amount: return [count, .object(["enum": .list([.text(RowAmount.automaticName)])])]
    case .classAmounts:
      return [
        count, .object(["type": "object", "additionalProperties": count]),
        .object(["type": "array", "items": text]),
      ]
    case .gate:
      let limits =
        (GateThresholds.checks.map(\.key) + ImageGateThresholds.checks.map(\.key)
        + TranslationGateThresholds.checks.map(\.key))
        .map { ($0, number) }
      return [
        .object(["enum": .list(["off", .flag(false)])]),
        .object([
          "type": "object", "additionalProperties": .flag(false),
          "properties": .object(Dictionary(limits) { first, _ in first }),
        ]),
      ]
    case .schema: return [text, .object(["type": "object"])]
    }
  }

  /// A piece of JSON.
  private enum Value: Encodable, ExpressibleByStringLiteral {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([Value])
    case object([String: Value])

    init(stringLiteral value: String) { self = .text(value) }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .flag(let flag): try container.encode(flag)
      case .list(let list): try container.encode(list)
      case .object(let object): try container.encode(object)
      }
    }
  }
}
