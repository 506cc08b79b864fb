extension PageStyle {
  /// Tables, tiles, checks and lists.
  static let parts = """
    .badge{
      display:inline-block;padding:.06rem .5rem;border-radius:1rem;font-size:.78rem;
      line-height:1.45;font-weight:650;white-space:nowrap;border:1px solid currentColor}
    .badge::before{margin-right:.35em}
    .badge.pass{color:var(--pass);background:var(--pass-ground)}
    .badge.pass::before{content:"✓";content:"✓"/""}
    .badge.warn{color:var(--warn);background:var(--warn-ground)}
    .badge.warn::before{content:"!";content:"!"/""}
    .badge.fail{color:var(--fail);background:var(--fail-ground)}
    .badge.fail::before{content:"✕";content:"✕"/""}
    .banner{
      padding:.9rem 1.1rem;border-radius:.6rem;background:var(--card);border:1px solid var(--line);
      border-left:.4rem solid}
    .banner.pass{border-left-color:var(--pass)}
    .banner.warn{border-left-color:var(--warn)}
    .banner.fail{border-left-color:var(--fail)}
    .banner-head{margin:0;font-size:1.08rem}
    .sentences{margin:1.25rem 0;padding-left:1.15rem;max-width:52rem;font-size:1.06rem}
    .sentences li{margin:.35rem 0;padding-left:.2rem}
    .sentences li::marker{color:var(--soft)}
    .notes{padding-left:1.15rem;color:var(--soft)}
    .tiles{
      display:grid;grid-template-columns:repeat(auto-fit,minmax(10.2rem,1fr));gap:.75rem;
      margin:1.25rem 0 0}
    .tile{
      display:grid;grid-template-rows:subgrid;grid-row:span 4;gap:0;align-content:start;
      padding:.85rem 1rem;border-radius:.6rem;background:var(--card);border:1px solid var(--line)}
    .tile dt{font-size:.82rem;line-height:1.35;color:var(--soft)}
    .tile dd{margin:0}
    .tile-value{font-size:1.75rem;line-height:1.3;font-weight:650;letter-spacing:-.01em}
    .tile-note{font-size:.8rem;line-height:1.4;color:var(--soft)}
    .tile .tile-badge{padding-top:.5rem}
    .checks{
      display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:.75rem;
      margin:1rem 0 0;padding:0;list-style:none}
    .check{
      padding:.85rem 1rem;border-radius:.6rem;background:var(--card);border:1px solid var(--line)}
    .check p{margin:.25rem 0}
    .check-head{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:baseline}
    .limit svg{display:block;width:100%;max-width:22rem;margin-top:.4rem}
    .scroll{
      overflow-x:auto;max-width:100%;margin:.75rem 0;border:1px solid var(--line);
      border-radius:.5rem;scrollbar-width:thin;
      background:linear-gradient(to right,
        var(--card) 45%,transparent) 0 0/2.5rem 100% no-repeat local,linear-gradient(to left,
        var(--card) 45%,transparent) 100% 0/2.5rem 100% no-repeat local,linear-gradient(to right,
        var(--shade),transparent) 0 0/.8rem 100% no-repeat scroll,linear-gradient(to left,
        var(--shade),transparent) 100% 0/.8rem 100% no-repeat scroll,var(--card)}
    .scroll.slim{width:fit-content}
    .scroll.mid{max-width:46rem}
    table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.45}
    th,td{
      padding:.42rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    thead th{
      font-weight:600;font-size:.8rem;color:var(--soft);vertical-align:bottom;
      border-bottom-color:var(--rule)}
    tbody th{font-weight:600;overflow-wrap:anywhere;min-width:min(11rem,45vw)}
    tbody tr:last-child>*{border-bottom:0}
    .n{text-align:right;white-space:nowrap}
    thead .n{white-space:normal}
    .over{text-align:center;border-inline:1px solid var(--line)}
    td .badge{display:block;width:fit-content;margin:.25rem 0 0 auto}
    .metrics code,.faint code{font-weight:400;color:var(--soft)}
    .group-head th{
      padding-top:.9rem;font-size:.8rem;letter-spacing:.02em;color:var(--soft);
      border-bottom-color:var(--rule)}
    .meaning{display:block;font-weight:400;color:var(--soft);max-width:34rem}
    .absence{
      display:inline-block;white-space:normal;text-align:left;min-width:9rem;color:var(--soft)}
    tr.chosen>*{background:var(--pass-ground)}
    .meaning em{white-space:nowrap}
    .sample td,.sample th{white-space:nowrap}
    .tag{
      display:inline-block;padding:0 .45rem;border-radius:.3rem;border:1px solid var(--line);
      font-size:.74rem;line-height:1.5;font-weight:400;color:var(--soft);white-space:nowrap}
    .empty{padding:.8rem 1rem;border:1px dashed var(--rule);border-radius:.5rem;color:var(--soft)}
    details{margin-top:1.25rem}
    summary{cursor:pointer;color:var(--link);font-weight:600}
    details[open]>summary{margin-bottom:.75rem}
    .groups{
      display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));
      gap:.5rem 3rem}
    .group h3{margin-top:1rem}
    .group dl{margin:0}
    .group dl div{
      display:flex;gap:1rem;justify-content:space-between;padding:.28rem 0;
      border-bottom:1px solid var(--line);font-size:.88rem}
    .group dt{color:var(--soft);flex:none;max-width:55%}
    .group dd{margin:0;text-align:right;overflow-wrap:anywhere;min-width:0}

    """

  /// Figures and what is drawn in them.
  static let pictures = """
    figure{margin:0}
    figcaption{font-weight:650;font-size:.95rem}
    svg{display:block;width:100%;height:auto;font-size:11px}
    svg text{fill:var(--ink)}
    svg .faint{fill:var(--soft)}
    svg .italic{font-style:italic}
    svg .strong{font-weight:650}
    .real-area{fill:var(--real);fill-opacity:.32;stroke:var(--real);stroke-width:.75}
    .synthetic-line{fill:none;stroke:var(--synthetic);stroke-width:1.7;stroke-linejoin:round}
    .real-bar{fill:var(--real);stroke:none}
    .synthetic-bar{fill:var(--synthetic);fill-opacity:.14;stroke:var(--synthetic);stroke-width:1.2}
    .dashed{stroke-dasharray:5 3}
    .axis{stroke:var(--rule);stroke-width:1;fill:none}
    .grid{stroke:var(--line);stroke-width:1;fill:none}
    .zero{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 3;fill:none}
    .zone-pass{fill:var(--pass);fill-opacity:.35}
    .zone-warn{fill:var(--warn);fill-opacity:.45}
    .zone-fail{fill:var(--fail);fill-opacity:.5}
    .mark{fill:var(--ink);stroke:var(--card);stroke-width:1.5}
    .whisker{stroke:var(--soft);stroke-width:1.6;fill:none}
    .whisker.chosen{stroke:var(--ink);stroke-width:2.2}
    .dot{fill:var(--card);stroke:var(--soft);stroke-width:1.8}
    .dot.chosen{fill:var(--ink);stroke:var(--ink)}
    .heat-more{fill:var(--more)}
    .heat-less{fill:var(--less)}
    .heat-outline{fill:none;stroke:var(--rule);stroke-width:.75}
    .loss-line{fill:none;stroke-width:1.6;stroke-linejoin:round}
    .loss-line.first{stroke:var(--other)}
    .loss-line.second{stroke:var(--ink);stroke-dasharray:5 3}
    .loss-line.third{stroke:var(--soft);stroke-dasharray:1.5 2.5}
    .legend{
      display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.4rem 0;padding:0;list-style:none;
      font-size:.84rem}
    .legend li{display:flex;align-items:center;gap:.45rem}
    .swatch{width:26px;height:12px;flex:none}
    .cards,.charts{
      display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20.5rem),1fr));gap:.9rem;
      margin-top:1rem}
    .card,.chart{
      padding:.9rem 1rem;border-radius:.6rem;background:var(--card);border:1px solid var(--line);
      min-width:0}
    .card figcaption{display:flex;gap:.6rem;align-items:baseline;justify-content:space-between}
    .card-name{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
    .card-score{margin:.1rem 0 .5rem;font-size:.84rem}
    .card .small{margin:.35rem 0 0}
    .split{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start;margin-top:1rem}
    .split .scroll{flex:1 1 30rem;min-width:0;margin:0}
    .split .wide-figure{flex:0 1 27rem}
    .wide-figure{
      width:100%;max-width:30rem;padding:.9rem 1rem;border-radius:.6rem;background:var(--card);
      border:1px solid var(--line)}
    .wide-figure figcaption{margin-bottom:.4rem}
    .scale{max-width:17rem;margin:.75rem 0}
    .panels{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start}
    .panel .scroll{border:0;margin:0;background:none}
    .beside{flex:1 1 24rem;min-width:min(100%,20rem)}
    .beside h3{margin-top:.5rem}
    .panel{
      max-width:100%;padding:.9rem 1rem;border-radius:.6rem;background:var(--card);
      border:1px solid var(--line)}
    .panel figcaption{margin-bottom:.6rem}
    .panel svg{width:auto;max-width:none}

    """

  /// On paper: light colours, no navigation, nothing torn apart, nothing folded.
  static let print = """
    @media print{
      @page{margin:14mm 12mm}
      body{background:#fff;font-size:10pt}
      .page-head,main,footer{max-width:none;padding-inline:0}
      nav,.skip{display:none}
      section{padding-block:1rem}
      h2,h3,.lead,.legend,figcaption,summary{break-after:avoid}
      .tiles{grid-template-columns:repeat(3,1fr)}
      .split{display:block}
      .sample td,.sample th{white-space:normal;overflow-wrap:anywhere}
      .sample :is(td,th):nth-child(n+15){display:none}
      .card,.chart,.panel,.tile,.check,.wide-figure,.group,tr,.banner{break-inside:avoid}
      thead{display:table-header-group}
      .scroll{overflow:visible;background:none}
      table{font-size:8pt}
      th,td{padding:.25rem .4rem}
      .cards,.charts{grid-template-columns:repeat(2,1fr)}
      .panel svg{max-width:100%;height:auto}
      details::details-content{content-visibility:visible;display:block}
      svg,.badge,.banner,tr.chosen>*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }

    """
}
