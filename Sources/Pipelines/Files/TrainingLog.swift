internal import Foundation
internal import Synchronization

/// The losses of a training run, thinned to about a hundred lines per network.
///
/// Networks trained side by side report in any order; the lines are sorted, and hold no times, so that equal runs give
/// equal bytes.
final class TrainingLog: Sendable {
  /// One line of `training.jsonl`.
  struct Line: Codable, Sendable, Equatable {
    var network: Int
    var name: String
    var step: Int
    var stepCount: Int
    var discriminatorLoss: Double?
    var generatorLoss: Double?
    var tokenLoss: Double?
  }

  private static let linesPerNetwork = 100
  private let lines = Mutex<[Line]>([])

  /// Notes a step, if it is one of those that are kept.
  func note(_ progress: TrainingProgress) {
    let spacing = max(1, progress.stepCount / Self.linesPerNetwork)
    guard progress.step == 1 || progress.step % spacing == 0 || progress.step == progress.stepCount
    else { return }
    let line = Line(
      network: progress.network, name: progress.networkName, step: progress.step,
      stepCount: progress.stepCount,
      discriminatorLoss: progress.discriminatorLoss.flatMap(Self.finite),
      generatorLoss: progress.generatorLoss.flatMap(Self.finite),
      tokenLoss: progress.tokenLoss.flatMap(Self.finite))
    lines.withLock { $0.append(line) }
  }

  /// Takes the lines of an earlier training.
  func restore(_ earlier: [Line]) { lines.withLock { $0 = earlier } }

  /// The lines by network and step.
  var sorted: [Line] {
    lines.withLock { $0 }.sorted { ($0.network, $0.step) < ($1.network, $1.step) }
  }

  /// The file.
  func encoded() throws -> Data { try JSONLines.lines(sorted) }

  /// The lines of one network.
  func encoded(network: Int) throws -> Data {
    try JSONLines.lines(sorted.filter { $0.network == network })
  }

  /// Adds lines that an interrupted run has noted.
  func restore(_ data: Data) throws {
    let earlier = try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Line.self, from: $0)
    }
    lines.withLock { $0 += earlier }
  }

  /// JSON has no word for what is not a number.
  private static func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
}
