internal import Mustache

/// Text on its way into the page.
///
/// The template engine escapes whole characters, and a character may be a bracket together with a mark that hides it
/// from the engine (`U+0600` and `<` are one character), but not from a browser. Here, every scalar is looked at.
struct PageText: MustacheContentType {
  /// The name that the template asks for it by.
  static let name = "PAGE"

  func escapeText(_ text: String) -> String { Self.escape(text) }

  /// The text as it stands in HTML, XML and their attributes.
  ///
  /// Scalars that XML forbids, and those that turn the direction of writing for all that follows, become U+FFFD. A per
  /// cent sign keeps to its number: the space before it does not break.
  static func escape(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "%" where escaped.last == " ":
        escaped.removeLast()
        escaped.append(contentsOf: "\u{a0}%".unicodeScalars)
      case "\t", "\n": escaped.append(scalar)
      case "\0"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{202a}"..."\u{202e}", "\u{2066}"..."\u{2069}",
        "\u{fffe}", "\u{ffff}":
        escaped.append("\u{fffd}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// A name of a column or class, cut where it would be in the way.
  static func name(_ text: String) -> String { cut(text, 64) }

  /// The text, cut to so many scalars with an ellipsis.
  static func cut(_ text: String, _ limit: Int) -> String {
    guard text.unicodeScalars.count > limit else { return text }
    let kept = String.UnicodeScalarView(text.unicodeScalars.prefix(max(limit - 1, 0)))
    return String(kept) + "…"
  }
}
