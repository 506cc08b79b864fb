/// The page as a Mustache template, in the language's own strings: the program is one file, so that nothing can be
/// missing at run time.
enum PageTemplate {
  /// The whole page; its text is escaped by `PageText`.
  ///
  /// Empty elements are closed, so that the page is well-formed XML.
  static let text =
    "{{% CONTENT_TYPE:\(PageText.name)}}" + head + verdict + gain + metrics + columns + pairs
    + classes + training + privacy + sample + provenance + foot

  private static let head = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <meta name="generator" content="{{program}}"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src
    'unsafe-inline'"/>
    <title>{{title}}</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    <a class="skip" href="#verdict">Skip to the verdict</a>
    <header class="page-head">
    <p class="overline">augment · report</p>
    <h1>{{title}}</h1>
    <p class="facts">{{facts}}</p>
    </header>
    <nav aria-label="Sections"><ul>
    <li><a href="#verdict">Verdict</a></li>
    <li><a href="#gain">Did it help?</a></li>
    <li><a href="#metrics">Metrics</a></li>
    <li><a href="#columns">Columns</a></li>
    <li><a href="#pairs">Pairs</a></li>
    <li><a href="#classes">Classes</a></li>
    {{#training.hasNetworks}}
    <li><a href="#training">Training</a></li>
    {{/training.hasNetworks}}
    <li><a href="#privacy">Privacy</a></li>
    <li><a href="#sample">Sample</a></li>
    <li><a href="#provenance">How it was made</a></li>
    </ul></nav>
    <main>

    """

  private static let foot = """
    </main>
    <footer>
    {{#hasFiles}}
    <p>The numbers of this page, to the last digit, and what they were counted from lie beside
    it:</p>
    <ul class="files">
    {{#files}}
    <li><code>{{term}}</code> {{value}}</li>
    {{/files}}
    </ul>
    {{/hasFiles}}
    <p>Made by {{program}}. This page needs no network and runs no script.</p>
    </footer>
    </body>
    </html>

    """
}
