/// How many synthetic rows a run makes.
///
/// Encoded as a number or as `"auto"`.
public enum RowAmount: Codable, Sendable, Equatable {
  /// Exactly so many.
  case count(Int)
  /// Of every class as many as help a model on unseen real rows; none where none do.
  case automatic

  /// What stands for `automatic` in files and on the command line.
  public static let automaticName = "auto"

  /// A number of 0 or more, or `auto`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let count = try? container.decode(Int.self) {
      self = .count(count)
      return
    }
    guard let name = try? container.decode(String.self), name == Self.automaticName else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a whole number or \(Self.automaticName) is expected")
    }
    self = .automatic
  }

  /// A number, or `auto`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .count(let count): try container.encode(count)
    case .automatic: try container.encode(Self.automaticName)
    }
  }
}
