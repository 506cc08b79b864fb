extension PageTemplate {
  static let verdict = """
    <section id="verdict" aria-labelledby="verdict-head">
    <h2 id="verdict-head" class="hidden">Verdict</h2>
    <div class="banner {{verdict.badge.style}}">
    <p class="banner-head"><span class="badge {{verdict.badge.style}}">{{verdict.badge.word}}</span>
    <strong>{{verdict.headline}}.</strong> {{verdict.outcome}}</p>
    </div>
    <ul class="sentences">
    {{#verdict.sentences}}
    <li>{{.}}</li>
    {{/verdict.sentences}}
    </ul>
    <dl class="tiles">
    {{#verdict.tiles}}
    <div class="tile">
    <dt>{{label}}</dt>
    <dd class="tile-value">{{value}}</dd>
    <dd class="tile-note">{{note}}</dd>
    {{#.badge}}<dd class="tile-badge"><span class="badge {{style}}">{{word}}</span></dd>{{/.badge}}
    </div>
    {{/verdict.tiles}}
    </dl>
    <h3>Checks</h3>
    <p class="lead">Each check compares a measurement with a soft and a hard limit, both widened by
    {{verdict.consequence}}</p>
    <ol class="checks">
    {{#verdict.checks}}
    <li class="check">
    <p class="check-head"><span class="badge {{badge.style}}">{{badge.word}}</span>
    <strong>{{title}}</strong></p>
    <p>{{reason}}</p>
    {{#.chart}}
    <div class="limit">{{{.}}}</div>
    {{/.chart}}
    <p class="small">{{value}} measured; {{limits}} · <code>{{setting}}</code></p>
    </li>
    {{/verdict.checks}}
    </ol>
    {{#verdict.hasNotes}}
    <h3>Notes on the data</h3>
    <ul class="notes">
    {{#verdict.notes}}
    <li>{{.}}</li>
    {{/verdict.notes}}
    </ul>
    {{/verdict.hasNotes}}
    </section>

    """

  static let gain = """
    <section id="gain" aria-labelledby="gain-head">
    <h2 id="gain-head">Did it help?</h2>
    {{#gain.absence}}
    <p class="empty">{{.}}</p>
    {{/gain.absence}}
    {{#gain.hasGain}}
    {{#gain.sentences}}
    <p class="lead">{{.}}</p>
    {{/gain.sentences}}
    <div class="split">
    {{#gain.chart}}
    <figure class="wide-figure">
    <figcaption>What adding {{gain.noun}}s changes</figcaption>
    {{{.}}}
    </figure>
    {{/gain.chart}}
    <div class="scroll" role="region" tabindex="0" aria-label="What adding {{gain.noun}}s changes, as a
    table">
    <table>
    <thead><tr><th scope="col">learned from</th><th scope="col" class="n">{{gain.noun}}s added</th>
    <th scope="col" class="n">{{gain.measure}}</th><th scope="col" class="n">gain, 95 %
    interval</th>{{#gain.rarest}}<th scope="col" class="n">{{.}}</th>{{/gain.rarest}}</tr></thead>
    <tbody>
    {{#gain.arms}}
    <tr{{#isChosen}} class="chosen"{{/isChosen}}><th scope="row">{{title}}{{#isChosen}}
    <span class="tag">recommended</span>{{/isChosen}}{{#.absence}}<span class="meaning">Not
    applicable:
    {{.}}.</span>{{/.absence}}</th><td class="n">{{added}}</td><td class="n">{{score}}</td>
    <td class="n">{{gain}}<span class="meaning">{{interval}}</span></td>
    {{#.recall}}<td class="n">{{.}}</td>{{/.recall}}</tr>
    {{/gain.arms}}
    </tbody>
    </table>
    </div>
    </div>
    <p class="small">{{gain.method}}</p>
    {{/gain.hasGain}}
    {{#gain.hasModels}}
    <h3>What a model learns from the {{gain.noun}}s</h3>
    <p class="lead">{{gain.modelMethod}}</p>
    <div class="scroll slim" role="region" tabindex="0" aria-label="Models by what they were trained
    on">
    <table>
    <thead><tr><th scope="col">trained on</th><th scope="col" class="n">{{gain.noun}}s</th>
    {{#gain.modelHeads}}<th scope="col" class="n">{{.}}</th>{{/gain.modelHeads}}</tr></thead>
    <tbody>
    {{#gain.models}}
    <tr><th scope="row">{{title}}</th><td class="n">{{rows}}</td><td class="n">{{score}}</td>
    <td class="n">{{second}}</td>{{#.third}}<td class="n">{{.}}</td>{{/.third}}</tr>
    {{/gain.models}}
    </tbody>
    </table>
    </div>
    {{/gain.hasModels}}
    </section>

    """

  static let metrics = metricsHead + metricRows

  private static let metricsHead = """
    <section id="metrics" aria-labelledby="metrics-head">
    <h2 id="metrics-head">All metrics</h2>
    <p class="lead">“Unseen real rows” is what real rows that nothing was learned from reach in the
    place of the synthetic ones. “By chance” is what as many rows as there are synthetic ones would
    reach, drawn from the real distribution itself.</p>
    <div class="scroll" role="region" tabindex="0" aria-label="All metrics">
    <table class="metrics">
    <thead><tr><th scope="col">metric</th><th scope="col" class="n">value</th>
    <th scope="col" class="n">unseen real rows</th><th scope="col" class="n">by
    chance</th></tr></thead>

    """

  /// The table of all metrics from its second row on.
  static let metricRows = """
    {{#metrics.groups}}
    <tbody>
    <tr class="group-head"><th scope="rowgroup" colspan="4">{{title}}</th></tr>
    {{#rows}}
    <tr><th scope="row">{{title}} <code>{{key}}</code><span class="meaning">{{meaning}}
    <em>{{goal}}.</em></span></th><td class="n">{{#.absence}}<span class="absence">not applicable:
    {{.}}</span>{{/.absence}}{{^.absence}}{{value}}{{/.absence}}{{#.badge}}<span class="badge
    {{style}}">{{word}}</span>{{/.badge}}</td><td class="n">{{floor}}</td>
    <td class="n">{{chance}}</td></tr>
    {{/rows}}
    </tbody>
    {{/metrics.groups}}
    </table>
    </div>
    </section>

    """
}
