extension PageTemplate {
  /// The losses of the networks.
  static let training = """
    {{#training.hasNetworks}}
    <section id="training" aria-labelledby="training-head">
    <h2 id="training-head">Training</h2>
    <p class="lead">{{training.lead}} {{training.leftOut}}</p>
    {{#training.networks}}
    <h3>{{name}} <span class="tag">{{steps}}</span></h3>
    <div class="charts">
    {{#panels}}
    <figure class="chart">
    <figcaption>{{title}} <span class="faint">{{unit}}</span></figcaption>
    <ul class="legend">{{#legend}}<li>{{{swatch}}} {{name}}</li>{{/legend}}</ul>
    {{{chart}}}
    </figure>
    {{/panels}}
    </div>
    {{/training.networks}}
    </section>
    {{/training.hasNetworks}}

    """

  static let privacy = """
    <section id="privacy" aria-labelledby="privacy-head">
    <h2 id="privacy-head">Privacy</h2>
    <p class="lead">Whether rows that were learned from can be found among the synthetic ones. These
    numbers find memorised rows; they are no guarantee against every attack.</p>
    {{#privacy.sentences}}
    <p class="lead">{{.}}</p>
    {{/privacy.sentences}}
    {{#privacy.hasSeries}}
    <div class="split">
    {{#privacy.chart}}
    <figure class="wide-figure">
    <figcaption>Distance to the nearest row</figcaption>
    <ul class="legend">{{#privacy.legend}}<li>{{{swatch}}} {{name}}</li>{{/privacy.legend}}</ul>
    {{{.}}}
    </figure>
    {{/privacy.chart}}
    <div class="scroll" role="region" tabindex="0" aria-label="Distances to the nearest row">
    <table>
    <thead><tr><th scope="col">rows</th><th scope="col" class="n">count</th>
    {{#privacy.seriesHeads}}<th scope="col" class="n">{{.}}</th>{{/privacy.seriesHeads}}</tr></thead>
    <tbody>
    {{#privacy.series}}
    <tr><th scope="row">{{name}}</th><td class="n">{{rows}}</td>
    {{#quantiles}}<td class="n">{{.}}</td>{{/quantiles}}</tr>
    {{/privacy.series}}
    </tbody>
    </table>
    </div>
    </div>
    {{/privacy.hasSeries}}
    <div class="scroll" role="region" tabindex="0" aria-label="Privacy in numbers">
    <table>
    <thead><tr><th scope="col">what</th><th scope="col" class="n">value</th>
    <th scope="col" class="n">unseen real rows</th></tr></thead>
    <tbody>
    {{#privacy.rows}}
    <tr><th scope="row">{{title}}<span class="meaning">{{note}}</span></th>
    <td class="n">{{value}}</td><td class="n">{{floor}}</td></tr>
    {{/privacy.rows}}
    </tbody>
    </table>
    </div>
    </section>

    """

  static let sample = """
    <section id="sample" aria-labelledby="sample-head">
    <h2 id="sample-head">Sample rows</h2>
    {{#sample.absence}}
    <p class="empty">{{.}}</p>
    {{/sample.absence}}
    {{#sample.hasRows}}
    <p class="lead">{{sample.note}} {{sample.leftOut}}</p>
    <div class="scroll" role="region" tabindex="0" aria-label="Sample rows">
    <table class="sample">
    <thead><tr>{{#sample.heads}}<th scope="col">{{.}}</th>{{/sample.heads}}</tr></thead>
    <tbody>
    {{#sample.rows}}
    <tr>
    {{#cells}}
    <td>{{text}}{{#isMissing}}<span class="faint">missing</span>{{/isMissing}}</td>
    {{/cells}}
    </tr>
    {{/sample.rows}}
    </tbody>
    </table>
    </div>
    {{/sample.hasRows}}
    </section>

    """

  static let provenance = """
    <section id="provenance" aria-labelledby="provenance-head">
    <h2 id="provenance-head">How it was made</h2>
    <div class="groups">
    {{#frame.provenance}}
    <div class="group">
    <h3>{{title}}</h3>
    <dl>
    {{#facts}}
    <div><dt>{{term}}</dt>
    <dd>{{#isCode}}<code>{{value}}</code>{{/isCode}}{{^isCode}}{{value}}{{/isCode}}</dd></div>
    {{/facts}}
    </dl>
    </div>
    {{/frame.provenance}}
    </div>
    </section>

    """
}
