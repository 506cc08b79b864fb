/// The losses of the networks.
struct TrainingView {
  /// A network with its panels.
  struct Network {
    var name: String
    var steps: String
    var panels: [Panel]
  }

  /// One picture.
  struct Panel {
    var title: String
    var unit: String
    var chart: String
    var legend: [LegendItem]
  }

  /// So many networks are drawn.
  private static let limit = 8

  let hasNetworks: Bool
  let networks: [Network]
  let leftOut: String?

  init(_ losses: [LossCurve]) {
    networks = losses.prefix(Self.limit).map { curve in
      Network(
        name: curve.network, steps: curve.stepCount.counted("step"),
        panels: curve.panels.compactMap { panel in
          LossChart(panel, stepCount: curve.stepCount).map { chart in
            Panel(
              title: panel.title, unit: panel.unit, chart: chart.svg,
              legend: chart.legend.map { LegendItem($0.name, style: $0.style) })
          }
        })
    }
    hasNetworks = !networks.isEmpty
    leftOut =
      losses.count > Self.limit
      ? "The \(Self.limit) networks with most steps are drawn, of \(losses.count)." : nil
  }
}
