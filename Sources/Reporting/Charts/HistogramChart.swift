internal import Validation

/// The distribution of numbers: real rows as a filled area, synthetic rows as a line over it.
struct HistogramChart {
  private let picture: HistogramPicture
  private let name: String
  private let real: [Double]
  private let synthetic: [Double]
  private let tails: (below: (Double, Double), above: (Double, Double))
  private let top: Double

  private let frame = (left: 34.0, right: 337.0, top: 8.0, bottom: 122.0)
  /// The width of what stands for values beyond the bins, and its distance from them.
  private let tailWidth = 14.0
  private let tailGap = 7.0

  init(_ picture: HistogramPicture, name: String) {
    self.picture = picture
    self.name = name
    func shares(_ side: HistogramPicture.Side) -> [Double] {
      side.counts.map { Double($0) / Double(max(side.present, 1)) }
    }
    func share(_ count: Int, _ side: HistogramPicture.Side) -> Double {
      Double(count) / Double(max(side.present, 1))
    }
    real = shares(picture.real)
    synthetic = shares(picture.synthetic)
    let (one, other) = (picture.real, picture.synthetic)
    tails = (
      (share(one.below, one), share(other.below, other)),
      (share(one.above, one), share(other.above, other))
    )
    let all = real + synthetic + [tails.below.0, tails.below.1, tails.above.0, tails.above.1]
    top = max(all.max() ?? 0, 1e-9)
  }

  private var end: Double { picture.start + Double(picture.real.counts.count) * picture.width }
  private var hasBelow: Bool { tails.below.0 > 0 || tails.below.1 > 0 }
  private var hasAbove: Bool { tails.above.0 > 0 || tails.above.1 > 0 }
  private var left: Double { frame.left + (hasBelow ? tailWidth + tailGap : 0) }
  private var right: Double { frame.right - (hasAbove ? tailWidth + tailGap : 0) }

  /// The picture.
  var svg: String {
    var drawing = Drawing(width: 340, height: 142)
    drawScale(in: &drawing)
    let places = real.indices.map { left + (right - left) * Double($0) / Double(real.count) }
    let edges = places + [right]
    drawing.path(steps(real, edges), "real-area")
    drawTails(in: &drawing) {
      $0.0
    } style: {
      "real-area"
    }
    drawing.path(steps(synthetic, edges), "synthetic-line")
    drawTails(in: &drawing) {
      $0.1
    } style: {
      "synthetic-line"
    }
    drawing.line(frame.left, frame.bottom, frame.right, frame.bottom, "axis")
    drawTicks(in: &drawing)
    return drawing.svg(label: label)
  }

  private func y(_ share: Double) -> Double {
    frame.bottom - (frame.bottom - frame.top) * share / top
  }

  /// A stair from the ground to the ground.
  private func steps(_ shares: [Double], _ edges: [Double]) -> String {
    let n = Drawing.number
    guard shares.contains(where: { $0 > 0 }), let first = edges.first else { return "" }
    var data = "M\(n(first)) \(n(frame.bottom))"
    var level = 0.0
    for (index, share) in shares.enumerated() {
      if share != level || index == 0 { data += "V\(n(y(share)))" }
      level = share
      if index + 1 == shares.count || shares[index + 1] != share {
        data += "H\(n(edges[index + 1]))"
      }
    }
    return data + "V\(n(frame.bottom))"
  }

  private func drawTails(
    in drawing: inout Drawing, _ side: ((Double, Double)) -> Double, style: () -> String
  ) {
    if hasBelow {
      drawing.path(steps([side(tails.below)], [frame.left, frame.left + tailWidth]), style())
    }
    if hasAbove {
      drawing.path(steps([side(tails.above)], [frame.right - tailWidth, frame.right]), style())
    }
  }

  /// Horizontal lines at round shares.
  private func drawScale(in drawing: inout Drawing) {
    let axis = Axis(0, top * 100, tickCount: 2)
    for tick in axis.ticks where tick > 0 {
      let height = y(tick / 100)
      drawing.line(frame.left, height, frame.right, height, "grid")
      drawing.text(
        "\(axis.text(tick)) %", x: frame.left - 5, y: height + 3.5, "faint", anchor: .end, size: 10)
    }
  }

  private func drawTicks(in drawing: inout Drawing) {
    let base = frame.bottom + 14
    if hasBelow {
      drawing.text(
        "less", x: frame.left + tailWidth / 2, y: base, "faint", anchor: .middle, size: 9.5)
    }
    if hasAbove {
      drawing.text("more", x: frame.right + 3, y: base, "faint", anchor: .end, size: 9.5)
    }
    // What lies under the two tails is taken by their names.
    let (from, to) = (left - (hasBelow ? 0 : 12), right - (hasAbove ? 8 : 0))
    if picture.ticks.isEmpty {
      let axis = Axis.fitting(picture.start, end, room: to - from, size: 11)
      for tick in axis.ticks {
        drawTick(tick, axis.text(tick), from: from, to: to, in: &drawing)
      }
    } else {
      let widths = picture.ticks.map { TextWidth.of($0.text, size: 11) + 10 }
      let isTight = widths.reduce(0, +) > to - from
      for (index, tick) in picture.ticks.enumerated() {
        if isTight && index != 0 && index != picture.ticks.count - 1 { continue }
        drawTick(tick.value, tick.text, from: from, to: to, in: &drawing)
      }
    }
  }

  /// A tick whose text is pushed inside where it would stick out.
  private func drawTick(
    _ value: Double, _ text: String, from: Double, to: Double, in drawing: inout Drawing
  ) {
    let x = left + (right - left) * (value - picture.start) / (end - picture.start)
    drawing.line(x, frame.bottom, x, frame.bottom + 3, "axis")
    let half = min(TextWidth.of(text, size: 11), (to - from) / 2) / 2
    let middle = max(from + half, min(to - half, x))
    drawing.text(text, x: middle, y: frame.bottom + 14, anchor: .middle, room: (to - from) / 2)
  }

  /// What is to be seen, in words.
  private var label: String {
    let axis = Axis(picture.start, end, tickCount: 4)
    func text(_ value: Double) -> String { value.compact(step: axis.step / 10) }
    let ends =
      picture.ticks.isEmpty
      ? "\(text(picture.start)) to \(text(end))"
      : "\(picture.ticks[0].text) to \(picture.ticks[picture.ticks.count - 1].text)"
    guard picture.synthetic.present > 0 else {
      return "Histogram of \(name) from \(ends): real rows only, no synthetic row has a value."
    }
    let gaps = zip(real, synthetic).map { abs($0 - $1) }
    let widest = gaps.indices.max { gaps[$0] < gaps[$1] } ?? 0
    return "Histogram of \(name) from \(ends), real and synthetic rows. The largest difference of "
      + "one bin is \(percent(real[widest])) of the real to \(percent(synthetic[widest])) of the "
      + "synthetic rows."
  }
}
