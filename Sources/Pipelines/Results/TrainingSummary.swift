internal import Foundation

/// What came of a training that made no rows or images.
public struct TrainingSummary: Codable, Sendable, Equatable {
  /// The run directory.
  public var directory: String
  /// Real rows or images that were learned from.
  public var realCount: Int
  /// What was learned from: `row` or `image`.
  public var noun: String
  /// Generators trained.
  public var networkCount: Int
  /// Optimizer steps of all of them.
  public var stepCount: Int
  /// Seconds from the beginning to the end.
  public var totalSeconds: Double

  /// The text at the end of a training, for a person.
  public var text: String {
    """
    Trained \(networkCount.counted("generator")) on \(realCount.counted("real \(noun)")) in \
    \(stepCount.counted("step")).

    Model in \(directory)/\(RunFile.model)/
    Took \(totalSeconds.spokenSeconds).

    """
  }

  /// The summary as JSON.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }
}
