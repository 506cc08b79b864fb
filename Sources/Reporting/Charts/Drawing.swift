/// Writes the parts of one SVG picture.
///
/// Colours and line widths are the style sheet's: the parts carry classes.
struct Drawing {
  /// Units across.
  let width: Double
  /// Units down.
  let height: Double
  private var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// A number with at most two decimals.
  static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    guard rounded.isFinite, abs(rounded) < 1e9 else { return "0" }
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  /// A path.
  mutating func path(_ data: String, _ style: String, attributes: String = "") {
    if data.isEmpty { return }
    body += "<path class=\"\(style)\"\(attributes) d=\"\(data)\"/>"
  }

  /// A straight line.
  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    let n = Self.number
    path("M\(n(x1)) \(n(y1))L\(n(x2)) \(n(y2))", style)
  }

  /// A rectangle; one without extent is left out.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, _ style: String, radius: Double = 0
  ) {
    guard width > 0, height > 0 else { return }
    let n = Self.number
    let round = radius > 0 ? " rx=\"\(n(radius))\"" : ""
    body +=
      "<rect class=\"\(style)\" x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\""
      + " height=\"\(n(height))\"\(round)/>"
  }

  /// A disc.
  mutating func circle(x: Double, y: Double, radius: Double, _ style: String) {
    let n = Self.number
    body += "<circle class=\"\(style)\" cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\"/>"
  }

  /// Where a text stands relative to its place.
  enum Anchor: String {
    case start, middle, end
  }

  /// A line of text, cut to fit where `room` is given.
  mutating func text(
    _ text: String, x: Double, y: Double, _ style: String = "", anchor: Anchor = .start,
    size: Double = 11, room: Double = .infinity
  ) {
    let n = Self.number
    let shown = room.isFinite ? TextWidth.fitted(text, size: size, room: room) : text
    let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let look = style.isEmpty ? "" : " class=\"\(style)\""
    let sizing = size == 11 ? "" : " font-size=\"\(n(size))\""
    body +=
      "<text x=\"\(n(x))\" y=\"\(n(y))\"\(look)\(place)\(sizing)>\(PageText.escape(shown))</text>"
  }

  /// The picture; `label` says in words what is to be seen.
  ///
  /// With `isFixed` it keeps its size and is scrolled where it does not fit; otherwise it fills its column.
  func svg(label: String, isFixed: Bool = false) -> String {
    let n = Self.number
    let size = isFixed ? " width=\"\(n(width))\" height=\"\(n(height))\"" : ""
    return "<svg role=\"img\" viewBox=\"0 0 \(n(width)) \(n(height))\"\(size) "
      + "aria-label=\"\(PageText.escape(label))\">\(body)</svg>"
  }
}

/// About how wide a text is: the fonts are those of the reader's system, so that nothing can be measured.
enum TextWidth {
  /// Units at this font size, on the wide side.
  static func of(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) } * size
  }

  /// The text, cut with an ellipsis so that it fits.
  static func fitted(_ text: String, size: Double, room: Double) -> String {
    if of(text, size: size) <= room { return text }
    var left = room / size - 0.8
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      left -= width(scalar)
      if left < 0 { break }
      kept.append(scalar)
    }
    return String(kept) + "…"
  }

  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", " ", "(", ")", "[", "]", "f", "t",
      "r":
      0.36
    case "m", "w", "M", "W", "@", "%", "…": 0.9
    case "<", ">", "=", "+", "−", "~", "#": 0.85
    case "A"..."Z", "_", "&": 0.7
    case "\u{300}"..."\u{36f}", "\u{200b}"..."\u{200f}": 0
    case "\u{1100}"..."\u{115f}", "\u{2e80}"..."\u{a4cf}", "\u{ac00}"..."\u{d7a3}",
      "\u{f900}"..."\u{faff}", "\u{fe30}"..."\u{fe6f}", "\u{ff00}"..."\u{ff60}",
      "\u{1f000}"..."\u{3fffd}":
      1.05
    default: 0.59
    }
  }
}
