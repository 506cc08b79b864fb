internal import Foundation
internal import Reporting

/// The course of a training that turns images into images, thinned to about two hundred lines.
///
/// The lines hold no times, so that equal runs give equal bytes.
struct TranslationLog: Sendable {
  /// One line of `training.jsonl`: means over the steps since the line before.
  struct Line: Codable, Sendable, Equatable {
    var step: Int
    var stepCount: Int
    var discriminatorLoss: Double
    var generatorLoss: Double
    /// The generators' further losses, by name.
    var terms: [String: Double]
    var event: String?
  }

  private static let lineCount = 200
  private(set) var lines: [Line] = []
  private var sums = Line(
    step: 0, stepCount: 0, discriminatorLoss: 0, generatorLoss: 0, terms: [:])
  private var count = 0

  init() {}

  /// The log that was kept with a state.
  init(_ data: Data) throws {
    lines = try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Line.self, from: $0)
    }
  }

  /// Notes a step.
  mutating func note(_ progress: TranslationProgress) {
    let images = progress.images
    guard images.discriminatorLoss.isFinite, images.generatorLoss.isFinite else { return }
    count += 1
    sums.discriminatorLoss += images.discriminatorLoss
    sums.generatorLoss += images.generatorLoss
    for (name, value) in progress.terms where value.isFinite {
      sums.terms[name, default: 0] += value
    }
    let spacing = max(1, images.stepCount / Self.lineCount)
    guard images.step % spacing == 0 || images.step == images.stepCount || images.event != nil
    else { return }
    let share = 1 / Double(count)
    lines.append(
      Line(
        step: images.step, stepCount: images.stepCount,
        discriminatorLoss: sums.discriminatorLoss * share,
        generatorLoss: sums.generatorLoss * share, terms: sums.terms.mapValues { $0 * share },
        event: images.event?.description))
    close()
  }

  private mutating func close() {
    sums = Line(step: 0, stepCount: 0, discriminatorLoss: 0, generatorLoss: 0, terms: [:])
    count = 0
  }

  /// What happened and was done about it, in order.
  var events: [String] {
    lines.compactMap { line in line.event.map { "step \(line.step.grouped): \($0)" } }
  }

  /// The mean of the sum of some terms over the first and the last tenth of the run; nil without them.
  func ends(of names: (String) -> Bool) -> (first: Double, last: Double)? {
    let totals = lines.map { line in
      line.terms.filter { names($0.key) }.values.sorted().reduce(0, +)
    }
    guard totals.count > 1, lines.contains(where: { $0.terms.keys.contains(where: names) }) else {
      return nil
    }
    let tenth = max(1, totals.count / 10)
    func mean(_ part: ArraySlice<Double>) -> Double { part.reduce(0, +) / Double(part.count) }
    return (mean(totals.prefix(tenth)), mean(totals.suffix(tenth)))
  }

  /// The curves of the page.
  var curves: [LossCurve] {
    guard let last = lines.last else { return [] }
    func line(_ name: String, _ value: (Line) -> Double?) -> LossCurve.Line {
      LossCurve.Line(
        name: name,
        points: lines.compactMap { line in
          value(line).map { LossCurve.Point(step: line.step, loss: $0) }
        })
    }
    let names = Set(lines.flatMap(\.terms.keys)).sorted()
    let panels =
      names.map { name in
        LossCurve.Panel(
          title: name.capitalizedSentence, unit: "weighted loss",
          lines: [line(name) { $0.terms[name] }])
      } + [
        LossCurve.Panel(
          title: "Game", unit: "loss",
          lines: [
            line("generator", \.generatorLoss), line("discriminator", \.discriminatorLoss),
          ])
      ]
    return [LossCurve(network: "", stepCount: last.stepCount, panels: panels)]
  }

  /// The file.
  func encoded() throws -> Data { try JSONLines.lines(lines) }
}
