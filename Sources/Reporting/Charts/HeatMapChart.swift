internal import Foundation

/// A triangle of cells for pairs of columns, with each column's name on the diagonal.
///
/// A cell belongs to the name at the right end of its row and to the name on top of its column. Where cells are large
/// enough, they hold their numbers in hundredths.
struct HeatMapChart {
  private let names: [String]
  private let values: [[Double?]]
  private let range: Double
  private let cell: Double

  /// The number of shades on either side of zero.
  static let shadeCount = 10
  /// Numbers are written into the cells of pictures with at most so many columns.
  private static let largestWritten = 18

  /// A picture whose strongest colours stand for ± `range`.
  init(names: [String], values: [[Double?]], range: Double = 1) {
    self.names = names
    self.values = values
    self.range = range
    cell = names.count <= Self.largestWritten ? 21 : names.count <= 28 ? 14.5 : 10.5
  }

  /// The picture, in its natural size; `label` says what it shows.
  func svg(label: String) -> String {
    let size = min(11, cell * 0.82)
    let extent = Double(names.count) * cell
    let room = 92.0
    var drawing = Drawing(width: extent + room - cell * 0.5, height: extent + 2)
    let shades = paths()
    for shade in shades.keys.sorted() {
      let opacity = Drawing.number(Double(abs(shade)) / Double(Self.shadeCount))
      drawing.path(
        shades[shade] ?? "", shade > 0 ? "heat-more" : "heat-less",
        attributes: " fill-opacity=\"\(opacity)\"")
    }
    drawing.path(outline, "heat-outline")
    for (index, name) in names.enumerated() {
      let place = Double(index) * cell
      let left = place + 4
      drawing.text(
        name, x: left, y: place + cell / 2 + size * 0.36, size: size,
        room: extent + room - cell * 0.5 - left)
    }
    if names.count <= Self.largestWritten { writeNumbers(in: &drawing) }
    return drawing.svg(label: label, isFixed: true)
  }

  /// All cells of one shade as one path.
  private func paths() -> [Int: String] {
    var paths: [Int: String] = [:]
    let n = Drawing.number
    let side = n(cell - 1)
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() {
        guard let value else { continue }
        let shade = Int((max(-1, min(1, value / range)) * Double(Self.shadeCount)).rounded())
        if shade == 0 { continue }
        paths[shade, default: ""] +=
          "M\(n(Double(column) * cell)) \(n(Double(row) * cell))h\(side)v\(side)h-\(side)z"
      }
    }
    return paths
  }

  /// The stair around all cells, so that empty ones have a place.
  private var outline: String {
    let n = Drawing.number
    let bottom = n(Double(names.count) * cell)
    var data = "M0 \(bottom)V\(n(cell))"
    for index in 1..<max(names.count, 1) {
      data += "H\(n(Double(index) * cell))"
      if index < names.count - 1 { data += "V\(n(Double(index + 1) * cell))" }
    }
    return data + "V\(bottom)Z"
  }

  private func writeNumbers(in drawing: inout Drawing) {
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() {
        let x = (Double(column) + 0.5) * cell - 0.5
        let y = (Double(row) + 0.5) * cell + 2.6
        guard let value else {
          drawing.text("·", x: x, y: y, "faint", anchor: .middle, size: 9)
          continue
        }
        let number = Int((value * 100).rounded())
        if number == 0 { continue }
        drawing.text(
          number < 0 ? "−\(-number)" : "\(number)", x: x, y: y, anchor: .middle, size: 9)
      }
    }
  }

  /// The scale of all such pictures.
  static var scale: String {
    var drawing = Drawing(width: 260, height: 32)
    let width = 240.0 / Double(2 * shadeCount + 1)
    for shade in -shadeCount...shadeCount {
      let place = 10 + Double(shade + shadeCount) * width
      let opacity = Drawing.number(Double(abs(shade)) / Double(shadeCount))
      let n = Drawing.number
      drawing.path(
        "M\(n(place)) 2h\(n(width))v12h-\(n(width))z", shade < 0 ? "heat-less" : "heat-more",
        attributes: " fill-opacity=\"\(opacity)\"")
    }
    drawing.path("M10 2H250V14H10Z", "heat-outline")
    for (text, place) in [("−1", 10.0), ("0", 130), ("1", 250)] {
      drawing.text(text, x: place, y: 27, anchor: .middle)
    }
    return drawing.svg(
      label: "Scale from −1 over 0, which is empty, to 1: two colours that get stronger.")
  }
}
