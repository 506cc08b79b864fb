extension PageTemplate {
  /// A column with its picture; used twice.
  private static let card = """
    <figure class="card">
    <figcaption><span class="card-name" title="{{fullName}}">{{name}}</span>
    <span class="tag">{{kind}}</span></figcaption>
    <p class="card-score"><strong>{{difference}}</strong> <span class="faint">difference · unseen
    real rows {{floor}}</span></p>
    {{#.chart}}{{{.}}}{{/.chart}}
    {{#.absence}}<p class="empty">{{.}}</p>{{/.absence}}
    {{#.hasNotes}}
    {{#notes}}
    <p class="small">{{.}}</p>
    {{/notes}}
    {{/.hasNotes}}
    </figure>

    """

  static let columns = columnsHead + card + columnsFolded + card + columnsTable

  private static let columnsHead = """
    <section id="columns" aria-labelledby="columns-head">
    <h2 id="columns-head">Columns</h2>
    <p class="lead">Those that differ most come first. The difference is the largest gap between the
    two cumulative distributions for numbers and dates (Kolmogorov–Smirnov), and the share of rows
    that would have to change their level for all others (total variation). 0 % is the same
    distribution.{{columns.scope}} {{columns.leftOut}}</p>
    <ul class="legend">{{#key}}<li>{{#swatches}}{{{.}}} {{/swatches}}{{name}}</li>{{/key}}</ul>
    <div class="cards">
    {{#columns.cards}}

    """

  private static let columnsFolded = """
    {{/columns.cards}}
    </div>
    {{#columns.hasFolded}}
    <details>
    <summary>Show {{columns.foldedTitle}}</summary>
    <div class="cards">
    {{#columns.folded}}

    """

  private static let columnsTable = """
    {{/columns.folded}}
    </div>
    </details>
    {{/columns.hasFolded}}
    <details>
    <summary>{{columns.rowsTitle}}</summary>
    <div class="scroll" role="region" tabindex="0" aria-label="All columns">
    <table>
    <thead><tr><th scope="col">column</th><th scope="col">kind</th>
    <th scope="col" class="n">difference</th><th scope="col" class="n">unseen real rows</th>
    <th scope="col" class="n">missing, real</th><th scope="col" class="n">missing,
    synthetic</th></tr></thead>
    <tbody>
    {{#columns.rows}}
    <tr><th scope="row">{{name}}</th><td>{{kind}}</td><td class="n">{{difference}}</td>
    <td class="n">{{floor}}</td><td class="n">{{missingReal}}</td>
    <td class="n">{{missingSynthetic}}</td></tr>
    {{/columns.rows}}
    </tbody>
    </table>
    </div>
    </details>
    </section>

    """

  static let pairs = """
    <section id="pairs" aria-labelledby="pairs-head">
    <h2 id="pairs-head">Pairs of columns</h2>
    {{#pairs.absence}}
    <p class="empty">{{.}}</p>
    {{/pairs.absence}}
    {{#pairs.hasPanels}}
    <p class="lead">How strongly columns depend on each other: Pearson’s correlation of two numeric
    columns (−1 to 1), Cramér’s V of two others (0 to 1), the correlation ratio η of one of each (0
    to 1), the last two corrected for the number of levels. A cell belongs to the name at the right
    end of its row and to the name on top of its column; numbers are hundredths, a dot stands where
    there is no association. {{pairs.leftOut}}</p>
    <div class="scale">{{{pairs.scale}}}</div>
    <div class="panels">
    {{#pairs.panels}}
    <figure class="panel">
    <figcaption>{{title}} <span class="faint">{{scale}}</span></figcaption>
    <div class="scroll" role="region" tabindex="0" aria-label="{{title}}">{{{chart}}}</div>
    </figure>
    {{/pairs.panels}}
    <div class="beside">
    <h3>Largest differences of associations</h3>
    <div class="scroll" role="region" tabindex="0" aria-label="Largest differences of associations">
    <table>
    <thead><tr><th scope="col">columns</th><th scope="col" class="n">real</th>
    <th scope="col" class="n">synthetic</th><th scope="col" class="n">difference</th></tr></thead>
    <tbody>
    {{#pairs.differences}}
    <tr><th scope="row">{{first}} <span class="faint">and</span>
    {{second}}<span class="meaning">{{measure}}</span></th><td class="n">{{real}}</td>
    <td class="n">{{synthetic}}</td><td class="n">{{difference}}</td></tr>
    {{/pairs.differences}}
    </tbody>
    </table>
    </div>
    </div>
    </div>
    {{/pairs.hasPanels}}
    {{#pairs.hasPairs}}
    <h3>Pairs that are met worst</h3>
    <p class="lead">Of {{pairs.pairCount}}. The difference is half that of the correlations for two
    numeric columns, and the share of rows that would have to change their combination for all
    others, with numbers cut into ten ranges.</p>
    <div class="scroll mid" role="region" tabindex="0" aria-label="Pairs that are met worst">
    <table>
    <thead><tr><th scope="col">columns</th><th scope="col" class="n">difference</th>
    <th scope="col" class="n">unseen real rows</th></tr></thead>
    <tbody>
    {{#pairs.pairs}}
    <tr><th scope="row">{{first}} <span class="faint">and</span> {{second}}</th>
    <td class="n">{{difference}}</td><td class="n">{{floor}}</td></tr>
    {{/pairs.pairs}}
    </tbody>
    </table>
    </div>
    {{/pairs.hasPairs}}
    </section>

    """

  static let classes = """
    <section id="classes" aria-labelledby="classes-head">
    <h2 id="classes-head">Classes</h2>
    {{#classes.absence}}
    <p class="empty">{{.}}</p>
    {{/classes.absence}}
    {{#classes.hasClasses}}
    <p class="lead">Rows learned from and synthetic rows; the whole bar is both together.
    {{classes.summary}} {{classes.leftOut}}</p>
    <ul class="legend">{{#bars}}<li>{{{swatch}}} {{name}}</li>{{/bars}}</ul>
    <figure class="wide-figure">{{{classes.chart}}}</figure>
    <div class="scroll" role="region" tabindex="0" aria-label="Classes">
    <table>
    <thead>
    <tr><th scope="col" rowspan="2">class</th>
    <th scope="colgroup" colspan="3" class="over">rows</th>
    <th scope="col" rowspan="2" class="n">columns differ by</th>
    <th scope="col" rowspan="2" class="n">told apart, area</th>
    <th scope="col" rowspan="2" class="n">copies</th>
    <th scope="colgroup" colspan="3" class="over">F1, trained on</th>
    <th scope="colgroup" colspan="3" class="over">recall, trained on</th></tr>
    <tr><th scope="col" class="n">real</th><th scope="col" class="n">synthetic</th>
    <th scope="col" class="n">both</th><th scope="col" class="n">real</th>
    <th scope="col" class="n">synthetic</th>
    <th scope="col" class="n">both</th><th scope="col" class="n">real</th>
    <th scope="col" class="n">synthetic</th><th scope="col" class="n">both</th></tr>
    </thead>
    <tbody>
    {{#classes.rows}}
    <tr><th scope="row">{{name}}</th><td class="n">{{real}}</td><td class="n">{{synthetic}}</td>
    <td class="n">{{total}}</td><td class="n">{{difference}}</td><td class="n">{{detection}}</td>
    <td class="n">{{copies}}</td>
    {{#f1}}<td class="n">{{.}}</td>{{/f1}}{{#recall}}<td class="n">{{.}}</td>{{/recall}}</tr>
    {{/classes.rows}}
    </tbody>
    </table>
    </div>
    {{/classes.hasClasses}}
    </section>

    """
}
