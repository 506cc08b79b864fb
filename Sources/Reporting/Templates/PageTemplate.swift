/// The page as a Mustache template, in the language's own strings: the program is one file, so that nothing can be
/// missing at run time.
enum PageTemplate {
  /// The whole page; its text is escaped by `PageText`.
  ///
  /// Empty elements are closed, so that the page is well-formed XML.
  static let text =
    head + verdict + gain + metrics + columns + pairs + classes + training + privacy + sample
    + provenance + foot

  /// Everything before the first section, of every kind of page.
  static let head = "{{% CONTENT_TYPE:\(PageText.name)}}" + headText

  private static let headText = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <meta name="generator" content="{{frame.program}}"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; {{#frame.hasPictures}}img-src
    data:; {{/frame.hasPictures}}style-src
    'unsafe-inline'"/>
    <title>{{frame.title}}</title>
    <style>
    {{{frame.style}}}
    </style>
    </head>
    <body>
    <a class="skip" href="#verdict">Skip to the verdict</a>
    <header class="page-head">
    <p class="overline">augment · report</p>
    <h1>{{frame.title}}</h1>
    <p class="facts">{{frame.facts}}</p>
    </header>
    <nav aria-label="Sections"><ul>
    {{#frame.sections}}
    <li><a href="#{{identifier}}">{{title}}</a></li>
    {{/frame.sections}}
    </ul></nav>
    <main>

    """

  /// Everything after the last section.
  static let foot = """
    </main>
    <footer>
    {{#frame.hasFiles}}
    <p>The numbers of this page, to the last digit, and what they were counted from lie beside
    it:</p>
    <ul class="files">
    {{#frame.files}}
    <li><code>{{term}}</code> {{value}}</li>
    {{/frame.files}}
    </ul>
    {{/frame.hasFiles}}
    <p>Made by {{frame.program}}. This page needs no network and runs no script.</p>
    </footer>
    </body>
    </html>

    """
}
