internal import Reporting

extension LossCurve {
  /// The curves of a training log, the networks with most steps first.
  static func curves(_ lines: [TrainingLog.Line]) -> [LossCurve] {
    let networks = Dictionary(grouping: lines, by: \.network)
    let curves = networks.keys.sorted().compactMap { networks[$0].flatMap(Self.curve) }
    return curves.enumerated().sorted {
      (-$0.element.stepCount, $0.offset) < (-$1.element.stepCount, $1.offset)
    }.map(\.element)
  }

  /// The curves of one network, whose lines are in order.
  private static func curve(_ lines: [TrainingLog.Line]) -> LossCurve? {
    guard let first = lines.first else { return nil }
    func line(_ name: String, _ loss: KeyPath<TrainingLog.Line, Double?>) -> Line? {
      let points = lines.compactMap { line in
        line[keyPath: loss].map { Point(step: line.step, loss: $0) }
      }
      return points.isEmpty ? nil : Line(name: name, points: points)
    }
    let panels = [
      Panel(
        title: "Token loss", unit: "nats per row",
        lines: [line("generator, on real rows", \.tokenLoss)].compactMap { $0 }),
      Panel(
        title: "Game", unit: "loss",
        lines: [
          line("generator", \.generatorLoss), line("discriminator", \.discriminatorLoss),
        ].compactMap { $0 }),
    ]
    return LossCurve(
      network: first.name.shown(), stepCount: first.stepCount,
      panels: panels.filter { !$0.lines.isEmpty })
  }
}
