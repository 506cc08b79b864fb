internal import Yams

/// What stands behind a key of a job, read strictly: what is not as expected is a fault with its place.
struct JobValue {
  let key: JobKey
  let entry: YAMLReader.Entry
  let reader: YAMLReader

  private var node: Node { entry.value }

  /// A fault at the value.
  func fault(_ message: String) -> YAMLFault { reader.fault(node.mark, message) }

  /// A text that is not empty.
  func text() throws -> String {
    let text = try reader.string(node, "a text")
    if text.isEmpty { throw fault("nothing where a text is expected; leave the key out") }
    return text
  }

  /// A path of something that is there, or will be made.
  func path() throws -> String {
    let path = try text()
    if path == "-" {
      throw fault("'-' where a path is expected; a job cannot read standard input")
    }
    return path
  }

  /// A text, or a list of texts.
  func texts() throws -> [String] {
    if case .sequence = node { return try reader.strings(node) }
    return [try text()]
  }

  /// A whole number, with or without commas or underscores between thousands.
  func wholeNumber() throws -> Int { try wholeNumber(node) }

  private func wholeNumber(_ node: Node) throws -> Int {
    let expected = "a whole number such as 10000"
    let text = try reader.string(node, expected)
    guard let number = Int(text.filter { $0 != "," && $0 != "_" }) else {
      throw reader.fault(node.mark, "\(reader.found(node)) where \(expected) is expected")
    }
    return number
  }

  /// A number with or without decimals.
  func number() throws -> Double { try number(node) }

  private func number(_ node: Node) throws -> Double {
    let expected = "a number such as 2.5"
    guard let number = Double(try reader.string(node, expected)), number.isFinite else {
      throw reader.fault(node.mark, "\(reader.found(node)) where \(expected) is expected")
    }
    return number
  }

  /// A seed: a whole number of 0 or more.
  func seed() throws -> UInt64 {
    guard let seed = UInt64(exactly: try wholeNumber()) else {
      throw fault("\(reader.found(node)) where a whole number of 0 or more is expected")
    }
    return seed
  }

  /// `true` or `false`.
  func flag() throws -> Bool {
    switch try reader.string(node, "true or false") {
    case "true": return true
    case "false": return false
    default: throw fault("\(reader.found(node)) where true or false is expected")
    }
  }

  /// One of the key's words.
  func word() throws -> String { try word(node) }

  private func word(_ node: Node) throws -> String {
    guard case .choice(let names) = key.type else { return try reader.string(node, "a word") }
    return try reader.choice(node, among: names, what: key.name)
  }

  /// One of the key's words, as what it stands for.
  func choice<Choice: RawRepresentable<String>>() throws -> Choice {
    guard let choice = Choice(rawValue: try word()) else {
      throw fault("\(reader.found(node)) is no \(key.name)")
    }
    return choice
  }

  /// A model by its name.
  func model() throws -> ModelName {
    guard let name = ModelName(try word()) else {
      throw fault("\(reader.found(node)) is no \(key.name)")
    }
    return name
  }

  /// One of the key's words, or a list of them.
  func words() throws -> [String] {
    guard case .choices(let names) = key.type else { return [] }
    let nodes: [Node]
    if case .sequence(let sequence) = node { nodes = Array(sequence) } else { nodes = [node] }
    return try nodes.map { try reader.choice($0, among: names, what: key.name) }
  }

  /// Formats of tables, or of images; each once.
  func formats<Format: RawRepresentable<String> & Equatable & CaseIterable>() throws -> [Format] {
    try words().reduce(into: [Format]()) { formats, word in
      guard let format = Format(rawValue: word) else {
        let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
        throw fault("'\(word)' where one of \(known) is expected")
      }
      if !formats.contains(format) { formats.append(format) }
    }
  }

  /// A whole number, or `auto`.
  func amount() throws -> RowAmount {
    if node.scalar?.string == RowAmount.automaticName { return .automatic }
    let expected = "a whole number such as 10000, or auto,"
    guard let number = Int(try reader.string(node, expected).filter { $0 != "," && $0 != "_" })
    else { throw fault("\(reader.found(node)) where \(expected) is expected") }
    return .count(number)
  }

  /// A number for every class, numbers by class, or both as on the command line.
  func classAmounts() throws -> ClassAmounts {
    switch node {
    case .mapping:
      var amounts = ClassAmounts()
      for entry in try reader.entries(node, of: key.name) {
        let count = try wholeNumber(entry.value)
        if count < 0 {
          throw reader.fault(entry.value.mark, "\(count) where a number of 0 or more is expected")
        }
        amounts.named[entry.name] = count
      }
      return amounts
    default: return try ClassAmounts(options: texts())
    }
  }

  /// What stands between two fields.
  func delimiter() throws -> UInt8 {
    guard let byte = InputConfiguration.delimiter(named: try text()) else {
      throw fault(
        "\(reader.found(node)) where comma, semicolon, tab, bar or one ASCII character is expected")
    }
    return byte
  }

  /// A size such as 64 or 64x48.
  func imageSize() throws -> ImageSize {
    guard let size = ImageSize(try text()) else {
      throw fault("\(reader.found(node)) where a size such as 64 or 64x48 is expected")
    }
    return size
  }

  /// `off`, or limits by check.
  func setGate(_ thresholds: inout some NamedLimits) throws {
    if let word = node.scalar?.string {
      guard word == "off" || word == "false" else {
        throw fault(
          "\(reader.found(node)) where off or limits such as {detection: 0.9} are expected")
      }
      thresholds.isEnabled = false
      return
    }
    for entry in try reader.entries(node, of: key.name) {
      let limit = try number(entry.value)
      do throws(PipelineError) {
        try thresholds.set(entry.name, to: limit)
      } catch {
        if case .unknownName(_, let name, _, let known) = error {
          throw reader.fault(
            entry.key.mark, YAMLReader.unknown("check", name, among: known, "the gate has"))
        }
        throw reader.fault(
          entry.value.mark, "\(reader.found(entry.value)) where a number of 0 or more is expected")
      }
    }
  }

  /// The text of a schema file that stands in place of a path; nil for a path.
  func schemaText() throws -> String? {
    guard case .mapping = node else { return nil }
    _ = try SchemaFile(node, reader)
    return try Yams.serialize(node: node)
  }
}
