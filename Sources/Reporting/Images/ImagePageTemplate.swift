/// The page of a run on images; what it shares with that of a table is taken from there.
enum ImagePageTemplate {
  /// The whole page.
  static let text =
    PageTemplate.head + PageTemplate.verdict + sheets + PageTemplate.gain + metricsHead
    + PageTemplate.metricRows + classes + selection + PageTemplate.training
    + PageTemplate.provenance + PageTemplate.foot

  static let sheets = """
    {{#sheets.hasSheets}}
    <section id="sheets" aria-labelledby="sheets-head">
    <h2 id="sheets-head">Images</h2>
    <div class="sheets">
    {{#sheets.list}}
    <figure class="sheet">
    <figcaption>{{title}}<span class="meaning">{{caption}}</span></figcaption>
    {{#.absence}}<p class="empty">{{.}}</p>{{/.absence}}
    {{#isDrawn}}
    <div class="scroll" role="region" tabindex="0" aria-label="{{title}}">
    <div class="sheet-frame">
    {{#hasNames}}
    <ol class="sheet-names" aria-hidden="true" style="height:{{height}}px">
    {{#names}}<li><span title="{{.}}">{{.}}</span></li>{{/names}}
    </ol>
    {{/hasNames}}
    <img src="{{{source}}}" width="{{width}}" height="{{height}}" alt="{{alternative}}"/>
    </div>
    </div>
    {{#.rows}}<p class="small">{{.}}</p>{{/.rows}}
    {{/isDrawn}}
    </figure>
    {{/sheets.list}}
    </div>
    </section>
    {{/sheets.hasSheets}}

    """

  private static let metricsHead = """
    <section id="metrics" aria-labelledby="metrics-head">
    <h2 id="metrics-head">All metrics</h2>
    <p class="lead">“Real images” is the noise floor: what real images reach in the place of the
    synthetic ones, measured the same way on equally many where that matters. “Spread” is the
    standard deviation of the repetitions that a number is the mean of.</p>
    <div class="scroll" role="region" tabindex="0" aria-label="All metrics of the images">
    <table class="metrics">
    <thead><tr><th scope="col">metric</th><th scope="col" class="n">value</th>
    <th scope="col" class="n">real images</th><th scope="col" class="n">spread</th></tr></thead>

    """

  private static let classRow = """
    <tr><th scope="row">{{name}}</th>
    {{#cells}}<td>{{value}}{{#.floor}}<small>{{.}}</small>{{/.floor}}</td>{{/cells}}</tr>

    """

  private static let classHead = """
    <div class="scroll" role="region" tabindex="0" aria-label="Classes of images">
    <table class="numbers">
    <thead>
    <tr><th scope="col" rowspan="2">class</th>
    <th scope="colgroup" colspan="3" class="over">images</th>
    <th scope="col" rowspan="2" class="n">label accuracy</th>
    <th scope="col" rowspan="2" class="n">Fréchet distance</th>
    <th scope="col" rowspan="2" class="n">coverage</th>
    <th scope="col" rowspan="2" class="n">diversity</th>
    <th scope="col" rowspan="2" class="n">copies</th>
    <th scope="colgroup" colspan="3" class="over">accuracy, trained on</th></tr>
    <tr><th scope="col" class="n">training</th><th scope="col" class="n">unseen</th>
    <th scope="col" class="n">synthetic</th><th scope="col" class="n">real</th>
    <th scope="col" class="n">synthetic</th><th scope="col" class="n">both</th></tr>
    </thead>
    <tbody>

    """

  private static let tableEnd = """
    </tbody>
    </table>
    </div>

    """

  private static let classes =
    """
    {{#classes.list.hasRows}}
    <section id="classes" aria-labelledby="classes-head">
    <h2 id="classes-head">Classes</h2>
    <p class="lead">Those that the classifier recognises least come first. The second line of a cell is
    what real images reach in the place of the synthetic ones. Diversity is how far images of the
    class lie apart, 1 as far as real ones. {{classes.note}}</p>

    """ + folded("classes", head: classHead, row: classRow)

  private static let selectionHead = """
    <div class="scroll" role="region" tabindex="0" aria-label="Images drawn and accepted">
    <table class="numbers">
    <thead><tr><th scope="col">class</th><th scope="col" class="n">wanted</th>
    <th scope="col" class="n">drawn</th><th scope="col" class="n">accepted</th>
    <th scope="col" class="n">share</th><th scope="col">rejected</th></tr></thead>
    <tbody>

    """

  private static let selectionRow = """
    <tr><th scope="row">{{name}}{{#.shortage}} <span class="tag">{{.}}</span>{{/.shortage}}</th>
    {{#counts}}<td>{{.}}</td>{{/counts}}<td class="reasons">{{reasons}}</td></tr>

    """

  private static let selection =
    """
    {{#selection.list.hasRows}}
    <section id="selection" aria-labelledby="selection-head">
    <h2 id="selection-head">Selection</h2>
    <p class="lead">{{selection.summary}} {{selection.note}}</p>

    """ + folded("selection", head: selectionHead, row: selectionRow)

  /// A table of `FoldedRows`, and the end of its section.
  private static func folded(_ view: String, head: String, row: String) -> String {
    head + "{{#\(view).list.open}}\n" + row + "{{/\(view).list.open}}\n" + tableEnd
      + "{{#\(view).list.hasFolded}}\n<details>\n<summary>{{\(view).list.title}}</summary>\n" + head
      + "{{#\(view).list.folded}}\n" + row + "{{/\(view).list.folded}}\n" + tableEnd
      + "</details>\n{{/\(view).list.hasFolded}}\n</section>\n{{/\(view).list.hasRows}}\n"
  }
}
