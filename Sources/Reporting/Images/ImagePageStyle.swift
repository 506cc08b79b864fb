/// What a page about images adds to the style sheet.
enum ImagePageStyle {
  /// Sheets of images, and tables of many classes.
  static let sheet = """
    .sheets{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start;margin-top:1rem}
    .sheet{
      max-width:100%;padding:.9rem 1rem;border-radius:.6rem;background:var(--card);
      border:1px solid var(--line)}
    .sheet figcaption{margin-bottom:.6rem;overflow-wrap:anywhere}
    .sheet .scroll{margin:0;border:0;border-radius:0}
    .sheet-frame{display:flex;width:fit-content}
    .sheet img{display:block;flex:none;max-width:none;image-rendering:pixelated}
    .sheet-names{
      display:flex;flex:none;flex-direction:column;position:sticky;left:0;max-width:min(11rem,28vw);
      margin:0;padding:0 .7rem 0 0;list-style:none;background:var(--card);font-size:.78rem;
      line-height:1.1}
    .sheet-names li{display:flex;flex:1 1 0;min-height:0;align-items:center}
    .sheet-names span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
    .sentences,.check p,.lead,.banner{overflow-wrap:anywhere}
    .numbers :is(th,td){padding-inline:.5rem}
    .numbers td{text-align:right;white-space:nowrap}
    .numbers .reasons{text-align:left;white-space:normal;min-width:12rem}
    .numbers small{display:block;font-size:inherit;color:var(--soft)}
    @media print{
      .sheets{display:block}
      .sheet{margin-bottom:1rem;break-inside:avoid}
      .sheet img{flex:0 1 auto;min-width:0;max-width:100%;height:auto}
      .sheet-names{height:auto!important}
      .sheet img{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }

    """
}
