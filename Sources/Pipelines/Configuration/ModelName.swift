/// A model by its name, whatever it learns from.
public struct ModelName: Sendable, Equatable {
  /// The name.
  public let text: String

  /// What is best for the data at hand: `tokens` for tables, `conditional` for images.
  public static let automatic = ModelName(unchecked: "auto")

  private init(unchecked text: String) { self.text = text }

  /// The model of this name; nil where there is none.
  public init?(_ text: String) {
    if !Self.names.contains(text) { return nil }
    self.text = text
  }

  /// All names.
  public static var names: [String] {
    let all =
      ["auto"] + TableFamily.allCases.map(\.rawValue) + ImageFamily.allCases.map(\.rawValue)
      + TranslationFamily.allCases.map(\.rawValue)
    return all.enumerated().filter { all.firstIndex(of: $1) == $0 }.map(\.element)
  }

  /// The model that turns images into images, if it is one.
  public var translation: TranslationFamily? { TranslationFamily(rawValue: text) }

  /// The kind of table networks.
  /// - Throws: `PipelineError.invalidValue` when it does not learn from tables.
  public func ofTables() throws(PipelineError) -> TableFamily {
    if self == .automatic { return .tokens }
    if let family = TableFamily(rawValue: text) { return family }
    throw .invalidValue(
      name: "model", found: "\(text), which learns from images, beside a table",
      expected: "one of " + TableFamily.allCases.map(\.rawValue).joined(separator: ", "))
  }

  /// The kind of image networks.
  /// - Throws: `PipelineError.invalidValue` when it does not make images of classes.
  public func ofImages() throws(PipelineError) -> ImageFamily {
    if self == .automatic { return .conditional }
    if let family = ImageFamily(rawValue: text) { return family }
    throw .invalidValue(
      name: "model", found: "\(text), which learns from tables, beside images",
      expected: "one of " + ImageFamily.allCases.map(\.rawValue).joined(separator: ", "))
  }
}
