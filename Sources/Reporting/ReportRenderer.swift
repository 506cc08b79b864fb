internal import Mustache

/// Turns a page into one HTML file that needs nothing else: no network, no script, no other file.
public enum ReportRenderer {
  /// The page as HTML, which is well-formed XML as well.
  ///
  /// Equal pages give equal text.
  /// - Throws: When the template itself is faulty.
  public static func html(_ page: ReportPage) throws -> String {
    try render(PageView(page), with: PageTemplate.text)
  }

  /// The page of a run on images; what holds for that of a table holds for it.
  ///
  /// - Throws: When the template itself is faulty.
  public static func html(_ page: ImageReportPage) throws -> String {
    try render(ImagePageView(page), with: ImagePageTemplate.text)
  }

  static func render(_ view: Any, with text: String) throws -> String {
    MustacheContentTypes.register(PageText(), named: PageText.name)
    return try MustacheTemplate(string: text).render(view)
  }
}
