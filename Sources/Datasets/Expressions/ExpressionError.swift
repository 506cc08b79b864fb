/// Why a text is no expression over a table, and where.
public struct ExpressionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The whole expression.
  public var text: String
  /// The character at fault, from 1; one behind the last where something is lacking.
  public var position: Int
  /// What was found and what was expected, with a way out.
  public var message: String

  /// The place and the message, then the expression with a caret below the place; of a long expression the part
  /// around it.
  public var description: String {
    let characters = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
    let before = max(0, min(position - 1, characters.count))
    let start = before > Self.widthBefore ? before - Self.widthBefore + 1 : 0
    let end = min(characters.count, max(before + Self.widthAfter, start + Self.widthBefore))
    let excerpt =
      (start > 0 ? "…" : "") + String(characters[start..<end]) + (end < characters.count ? "…" : "")
    let indent = before - start + (start > 0 ? 1 : 0)
    return
      "character \(position): \(message)\n  \(excerpt)\n  \(String(repeating: " ", count: indent))^"
  }

  private static let widthBefore = 60
  private static let widthAfter = 40
}

extension String {
  /// The text in single quotes as an expression spells it, cut where it is long.
  var quotedForExpression: String {
    let shown = count > 40 ? prefix(40) + "…" : self[...]
    return "'" + shown.replacing("'", with: "''") + "'"
  }
}
