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

  /// What tables' losses say.
  static let tableLead = """
    The token loss says how surprised the generator is by real rows; it falls while
    it learns. Generator and discriminator play against each other: level lines mean that neither
    wins.
    """

  let hasNetworks: Bool
  let lead: String
  let networks: [Network]
  let leftOut: String?

  init(_ losses: [LossCurve], lead: String) {
    self.lead = lead
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
