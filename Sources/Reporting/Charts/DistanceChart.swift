/// Distances to the nearest row of another table, several kinds of rows over each other.
struct DistanceChart {
  private let picture: DistancePicture
  private let shares: [[Double]]
  private let top: Double

  private let frame = (left: 36.0, right: 334.0, top: 10.0, bottom: 146.0)

  /// Nil without any row in a bin.
  init?(_ picture: DistancePicture) {
    self.picture = picture
    shares = picture.series.map { series in
      series.counts.map { Double($0) / Double(max(series.rowCount, 1)) }
    }
    top = shares.joined().max() ?? 0
    guard top > 0, picture.width > 0, picture.width.isFinite, picture.start.isFinite else {
      return nil
    }
  }

  private var binCount: Int { picture.series.map(\.counts.count).max() ?? 1 }
  private var end: Double { picture.start + Double(binCount) * picture.width }

  private func x(_ value: Double) -> Double {
    frame.left + (frame.right - frame.left) * (value - picture.start) / (end - picture.start)
  }

  private func y(_ share: Double) -> Double {
    frame.bottom - (frame.bottom - frame.top) * share / top
  }

  /// The picture.
  var svg: String {
    var drawing = Drawing(width: 340, height: 180)
    let scale = Axis(0, top * 100, tickCount: 3)
    for tick in scale.ticks where tick > 0 {
      drawing.line(frame.left, y(tick / 100), frame.right, y(tick / 100), "grid")
      drawing.text(
        "\(scale.text(tick)) %", x: frame.left - 5, y: y(tick / 100) + 3.5, "faint", anchor: .end,
        size: 10)
    }
    for (series, shares) in zip(picture.series, shares) {
      drawing.path(steps(shares), Self.style(series.style))
    }
    drawing.line(frame.left, frame.bottom, frame.right, frame.bottom, "axis")
    let axis = Axis.fitting(picture.start, end, room: frame.right - frame.left, size: 11)
    for tick in axis.ticks {
      drawing.line(x(tick), frame.bottom, x(tick), frame.bottom + 3, "axis")
      drawing.text(
        axis.text(tick), x: max(12, min(328, x(tick))), y: frame.bottom + 15, anchor: .middle,
        size: 10.5)
    }
    drawing.text(
      "distance to the nearest row", x: 185, y: frame.bottom + 31, "faint", anchor: .middle,
      size: 10)
    return drawing.svg(label: label)
  }

  /// The style of a series, for the picture and its legend.
  static func style(_ style: DistancePicture.Style) -> String {
    switch style {
    case .area: "real-area"
    case .solid: "synthetic-line"
    case .dashed: "synthetic-line dashed"
    }
  }

  private func steps(_ shares: [Double]) -> String {
    let n = Drawing.number
    var data = "M\(n(x(picture.start))) \(n(frame.bottom))"
    for (index, share) in shares.enumerated() {
      data += "V\(n(y(share)))H\(n(x(picture.start + Double(index + 1) * picture.width)))"
    }
    return data + "V\(n(frame.bottom))"
  }

  private var label: String {
    let parts = picture.series.map { series in
      let quantiles = zip(picture.quantileShares, series.quantiles).map { share, distance in
        ", \((share * 100).compact(step: 1)) % below \(distance.fine)"
      }
      return "\(series.name): \(series.rowCount.counted("row"))\(quantiles.joined())"
    }
    return "Histograms of distances to the nearest row. \(parts.joined(separator: "; "))."
  }
}
