/// A name beside a piece of what it looks like.
struct LegendItem {
  let name: String
  let swatch: String

  init(_ name: String, style: String) {
    self.name = name
    let shape =
      if style.hasSuffix("area") {
        "M1 11V3H25V11Z"
      } else if style.hasSuffix("bar") {
        "M1 10.5V2.5H25V10.5Z"
      } else {
        "M1 6H25"
      }
    swatch =
      "<svg class=\"swatch\" viewBox=\"0 0 26 12\" width=\"26\" height=\"12\" aria-hidden=\"true\">"
      + "<path class=\"\(style)\" d=\"\(shape)\"/></svg>"
  }

  /// Bars.
  static let bars = [
    LegendItem("real rows", style: "real-bar"),
    LegendItem("synthetic rows", style: "synthetic-bar"),
  ]
}

/// A name beside all that it looks like.
struct LegendEntry {
  let name: String
  let swatches: [String]

  /// Real and synthetic rows, in histograms and in bars.
  static let key = [
    LegendEntry(name: "real rows, filled", styles: ["real-area", "real-bar"]),
    LegendEntry(name: "synthetic rows, outlined", styles: ["synthetic-line", "synthetic-bar"]),
  ]

  private init(name: String, styles: [String]) {
    self.name = name
    swatches = styles.map { LegendItem("", style: $0).swatch }
  }
}
