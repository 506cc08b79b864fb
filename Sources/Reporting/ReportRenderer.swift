internal import Mustache

/// Turns a page into one HTML file that needs nothing else: no network, no script, no other file.
public enum ReportRenderer {
  /// The page as HTML, which is well-formed XML as well.
  ///
  /// Equal pages give equal text.
  /// - Throws: When the template itself is faulty.
  public static func html(_ page: ReportPage) throws -> String {
    MustacheContentTypes.register(PageText(), named: PageText.name)
    let template = try MustacheTemplate(string: PageTemplate.text)
    return template.render(PageView(page))
  }
}
