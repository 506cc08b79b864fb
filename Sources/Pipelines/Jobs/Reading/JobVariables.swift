internal import Yams

/// The variables of a pipeline file: its own, over them those of the environment, over both what was set by hand.
struct JobVariables {
  /// The names that the file declares.
  private(set) var declared: [String] = []
  private var values: [String: String] = [:]
  private let reader: YAMLReader

  /// Reads the file's declarations; a value may use what is declared above it.
  init(
    _ node: Node?, environment: [String: String], settings: [String: String], _ reader: YAMLReader
  ) throws {
    self.reader = reader
    values = environment
    guard let node else { return }
    for entry in try reader.entries(node, of: "variables") {
      guard Self.isName(entry.name[...]) else {
        throw reader.fault(
          entry.key.mark,
          "'\(entry.name.shown())' where a name of letters, digits and underscores is expected")
      }
      let text = try resolved(try reader.string(entry.value, "a text"), entry.value.mark)
      declared.append(entry.name)
      values[entry.name] = settings[entry.name] ?? environment[entry.name] ?? text
    }
  }

  /// The same tree with `${NAME}` in every value replaced, and `$${` by `${`.
  func resolved(_ node: Node) throws -> Node {
    switch node {
    case .scalar(var scalar):
      if scalar.string.contains("${") {
        let (mark, style) = (scalar.mark, scalar.style)
        scalar = Node.Scalar(try resolved(scalar.string, mark), .implicit, style, mark)
      }
      return .scalar(scalar)
    case .mapping(let mapping):
      return .mapping(
        Node.Mapping(
          try mapping.map { ($0.key, try resolved($0.value)) }, .implicit, mapping.style,
          mapping.mark))
    case .sequence(let sequence):
      return .sequence(
        Node.Sequence(try sequence.map(resolved), .implicit, sequence.style, sequence.mark))
    case .alias: return node
    }
  }

  private func resolved(_ text: String, _ mark: Mark?) throws -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      let before = rest[..<start.lowerBound]
      if before.last == "$" {
        // `$${` is what a text holds that shall not be a variable.
        result += before.dropLast() + "${"
        rest = rest[start.upperBound...]
        continue
      }
      result += before
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        throw reader.fault(
          mark, "'${' without '}'; close it, or write $${ for the text itself", marking: "${")
      }
      let name = rest[start.upperBound..<end]
      guard let value = values[String(name)] else { throw undefined(String(name), mark) }
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private func undefined(_ name: String, _ mark: Mark?) -> YAMLFault {
    let nearest = nearestName(to: name, among: declared)
    return reader.fault(
      mark,
      "the variable '\(name.shown())' has no value"
        + (nearest.map { "; did you mean '\($0)'?" }
          ?? "; give it one under variables or in the environment"),
      marking: "${" + name)
  }

  private static func isName(_ name: Substring) -> Bool {
    guard let first = name.first, first == "_" || first.isASCII && first.isLetter else {
      return false
    }
    return name.allSatisfy { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
  }
}
