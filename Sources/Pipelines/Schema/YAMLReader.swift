internal import Datasets
internal import Foundation
internal import Yams

/// Reads YAML strictly: every fault carries its line, its column and the text of the line.
struct YAMLReader {
  let path: String
  let text: String

  /// The longest text accepted, in bytes.
  private static let byteLimit = 4 << 20

  /// The document; nil when the text is empty or holds comments alone.
  func root() throws -> Node? {
    if text.utf8.count > Self.byteLimit {
      throw fault(
        nil, "more than \(Self.byteLimit) bytes, which no such file needs; name another one")
    }
    do {
      let node = try Yams.compose(yaml: text)
      return node?.scalar.map(\.string) == "" ? nil : node
    } catch let error as YamlError {
      throw fault(error)
    }
  }

  /// An entry of a mapping.
  struct Entry {
    var name: String
    var key: Node
    var value: Node
  }

  /// The entries of a mapping with text keys.
  func entries(_ node: Node, of owner: String) throws -> [Entry] {
    guard case .mapping(let mapping) = node else {
      throw fault(node.mark, "\(found(node)) where the keys of \(owner) are expected")
    }
    return try mapping.map { key, value in
      guard case .scalar(let scalar) = key else {
        throw fault(key.mark, "\(found(key)) where a key of \(owner) is expected")
      }
      return Entry(name: scalar.string, key: key, value: value)
    }
  }

  /// The entries of a mapping with text keys; a key that is not known is a fault.
  func entries(_ node: Node, known: [String]?, of owner: String) throws -> [(String, Node)] {
    try entries(node, of: owner).map { entry in
      if let known, !known.contains(entry.name) {
        throw fault(
          entry.key.mark,
          Self.unknown("key", entry.name, among: known, "\(owner) may have"))
      }
      return (entry.name, entry.value)
    }
  }

  /// What is said about a name that does not exist: the nearest one, and all there are.
  static func unknown(
    _ what: String, _ name: String, among known: [String], _ introduction: String
  ) -> String {
    let nearest = nearestName(to: name, among: known)
    return "unknown \(what) '\(name.shown())'" + (nearest.map { "; did you mean '\($0)'?" } ?? ";")
      + " \(introduction) \(known.joined(separator: ", "))"
  }

  /// A text.
  func string(_ node: Node, _ expected: String) throws -> String {
    guard case .scalar(let scalar) = node else {
      throw fault(node.mark, "\(found(node)) where \(expected) is expected")
    }
    return scalar.string
  }

  /// One of a few words.
  func choice(_ node: Node, among names: [String], what: String) throws -> String {
    let name = try string(node, "a \(what)")
    if names.contains(name) { return name }
    throw fault(node.mark, Self.unknown(what, name, among: names, "there are"))
  }

  /// A whole number in a range.
  func integer(_ node: Node, in range: ClosedRange<Int>) throws -> Int {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    let text = try string(node, expected)
    guard let number = Int(text), range.contains(number) else {
      throw fault(node.mark, "'\(text)' where \(expected) is expected")
    }
    return number
  }

  /// A list of texts.
  func strings(_ node: Node) throws -> [String] {
    guard case .sequence(let sequence) = node else {
      throw fault(node.mark, "\(found(node)) where a list such as [\"\", \"-1\"] is expected")
    }
    return try sequence.map { try string($0, "a text") }
  }

  /// What stands at a place, in a few words.
  func found(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(scalar.string.shown(40))'"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  /// A fault at a place; with a part of its line, where that part begins.
  func fault(_ mark: Mark?, _ message: String, marking part: String? = nil) -> YAMLFault {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var (line, column) = (mark?.line ?? 1, mark?.column ?? 1)
    // What is missing at the end of the text is shown behind its last line.
    if line >= lines.count, let last = lines.lastIndex(where: { !$0.isEmpty }), last < line - 1 {
      (line, column) = (last + 1, lines[last].count + 1)
    }
    let shown = lines.indices.contains(line - 1) ? lines[line - 1] : ""
    if let part, let range = shown.dropFirst(column - 1).range(of: part) {
      column = shown.distance(from: shown.startIndex, to: range.lowerBound) + 1
    }
    return YAMLFault(
      path: path, line: line, column: column, message: message,
      lineText: String(shown.prefix(200)))
  }

  private func fault(_ error: YamlError) -> YAMLFault {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      fault(mark, "this is not YAML: \(problem); check indentation, quotes and brackets")
    case .duplicatedKeysInMapping(let names, let context):
      fault(
        context.mark,
        "the key \(names.sorted().map { "'\($0)'" }.joined(separator: ", ")) occurs twice here; "
          + "keep one")
    case .reader(let problem, _, _, _):
      fault(nil, "this is not text: \(problem); save the file as UTF-8")
    default:
      fault(nil, "this is not YAML: \(error)")
    }
  }
}
