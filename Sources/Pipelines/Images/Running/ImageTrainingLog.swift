internal import Foundation

/// The course of a training on images, thinned to about two hundred lines per pair of networks.
///
/// The lines hold no times, so that equal runs give equal bytes.
struct ImageTrainingLog: Sendable {
  /// One line of `training.jsonl`.
  struct Line: Codable, Sendable, Equatable {
    var network: Int
    var classes: String
    var step: Int
    var stepCount: Int
    var imageCount: Int
    var discriminatorLoss: Double?
    var generatorLoss: Double?
    var realAccuracy: Double?
    var generatedAccuracy: Double?
    var squaredGradient: Double?
    var augmentation: Double?
    /// The Fréchet distance of a thousand images from training images.
    var distance: Double?
    var event: String?
  }

  private static let linesPerNetwork = 200
  private(set) var lines: [Line] = []
  /// Real images seen by all pairs.
  private(set) var imageCount = 0
  /// Images of the pairs that are done.
  private var earlierCount = 0

  init() {}

  /// The log that was kept with a state of a pair.
  init(_ data: Data, network: Int) throws {
    lines = try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Line.self, from: $0)
    }
    let counts = Dictionary(grouping: lines, by: \.network).mapValues {
      $0.map(\.imageCount).max() ?? 0
    }
    earlierCount = counts.filter { $0.key < network }.values.reduce(0, +)
    // A training that was done tells nothing more.
    imageCount = earlierCount + (counts[network] ?? 0)
  }

  /// Notes a step, if it is one of those that are kept.
  mutating func note(_ progress: ImageTrainingProgress, classNames: [String]) {
    imageCount = earlierCount + progress.imageCount
    if progress.step == progress.stepCount { earlierCount = imageCount }
    let spacing = max(1, progress.stepCount / Self.linesPerNetwork)
    guard
      progress.step == 1 || progress.step % spacing == 0 || progress.step == progress.stepCount
        || progress.event != nil || progress.score != nil
    else { return }
    let names = progress.classes.prefix(3).map { classNames[$0].shown(30) }
    let rest = progress.classes.count - names.count
    lines.append(
      Line(
        network: progress.network,
        classes: names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : ""),
        step: progress.step, stepCount: progress.stepCount, imageCount: progress.imageCount,
        discriminatorLoss: Self.finite(progress.discriminatorLoss),
        generatorLoss: Self.finite(progress.generatorLoss),
        realAccuracy: Self.finite(progress.realAccuracy),
        generatedAccuracy: Self.finite(progress.generatedAccuracy),
        squaredGradient: progress.squaredGradient.flatMap(Self.finite),
        augmentation: Self.finite(progress.augmentation),
        distance: progress.score.flatMap(Self.finite),
        event: progress.event.map { $0.text(classNames: classNames) }))
  }

  /// What the monitors noticed and did, in order.
  var events: [String] {
    lines.compactMap { line in line.event.map { "step \(line.step.grouped): \($0)" } }
  }

  /// The file.
  func encoded() throws -> Data { try JSONLines.lines(lines) }

  /// JSON has no word for what is not a number.
  private static func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
}

extension ImageTrainingEvent {
  /// The event with the classes' names.
  func text(classNames: [String]) -> String {
    guard case .collapse(let classes) = self else { return description }
    let names = classes.prefix(5).map { "'\(classNames[$0].shown(30))'" }
    let rest = classes.count - names.count
    return "images of class \(names.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "") "
      + "look alike; penalty doubled, augmentation raised"
  }
}
