/// Guards against cells that a spreadsheet would run as a formula when the file is opened.
public enum SpreadsheetFormula {
  /// Whether a text begins as formulas do: with `=`, `+`, `-`, `@`, a tab or a carriage return.
  ///
  /// Made-up texts of this kind must not be written where the real data have none.
  /// - Source: OWASP, "CSV Injection".
  public static func isLike(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first)
  }
}
