/// The style sheet of the page.
///
/// Fonts are the reader's own. Colours are variables, once for light and once for dark; text reaches a contrast of 4.5
/// to 1 on its ground, marks 3 to 1. Blue and orange stay apart for colour-blind eyes, and real and synthetic rows differ
/// in shape as well: filled and outlined.
enum PageStyle {
  /// The whole sheet.
  static let sheet = colours + layout + PageStyle.parts + PageStyle.pictures + print

  private static let colours = """
    :root{
      --paper:#f7f7f5;--card:#fff;--ink:#1d2329;--soft:#545e69;--line:#dcdfe3;--rule:#c3c9cf;
      --real:#2f6db3;--synthetic:#b9500a;--other:#5b4a9c;--pass:#146c43;--pass-ground:#e2f2e9;
      --warn:#7d5200;--warn-ground:#fbefd5;--fail:#a4231a;--fail-ground:#fbe4e1;--more:#35a79c;
      --less:#c97bbb;--link:#215a97;--shade:rgb(0 0 0/.16)}
    @media screen and (prefers-color-scheme:dark){
      :root{
        --paper:#14171b;--card:#1c2126;--ink:#e7eaed;--soft:#a6b0ba;--line:#313840;--rule:#47515b;
        --real:#6cb0f0;--synthetic:#f0a04b;--other:#b6a5f2;--pass:#7fd6a6;--pass-ground:#173526;
        --warn:#f0c365;--warn-ground:#3a2e12;--fail:#ff9d93;--fail-ground:#43201d;--more:#1c726b;
        --less:#8f4a84;--link:#8fc2f5;--shade:rgb(0 0 0/.7)}
    }

    """

  private static let layout = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding-top:3.5rem}
    body{
      margin:0;background:var(--paper);color:var(--ink);
      font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,
        sans-serif;font-variant-numeric:tabular-nums}
    .page-head,main,footer{max-width:74rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2.5rem)}
    .page-head{padding-top:clamp(1.5rem,4vw,3rem);padding-bottom:1.25rem}
    h1{
      margin:.1em 0 .25em;font-size:clamp(1.6rem,1.1rem + 2.2vw,2.6rem);line-height:1.15;
      letter-spacing:-.02em;font-weight:650;overflow-wrap:anywhere;text-wrap:balance}
    h2{margin:0 0 .6rem;font-size:1.5rem;line-height:1.25;letter-spacing:-.01em;font-weight:650}
    h3{
      margin:2rem 0 .5rem;font-size:1.06rem;line-height:1.35;font-weight:650;overflow-wrap:anywhere}
    p{margin:.5rem 0}
    a{color:var(--link)}
    code{
      font:.86em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
      overflow-wrap:anywhere}
    .overline{
      margin:0;font-size:.8rem;letter-spacing:.08em;text-transform:uppercase;color:var(--soft)}
    .facts{margin:0;color:var(--soft);overflow-wrap:anywhere}
    .lead{max-width:46rem;color:var(--soft)}
    .small{font-size:.82rem;line-height:1.45;color:var(--soft);overflow-wrap:anywhere}
    .faint{color:var(--soft);font-weight:400}
    .hidden{
      position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:-999rem}
    .skip:focus{
      left:1rem;top:.5rem;z-index:9;background:var(--card);padding:.4rem .8rem;border-radius:.4rem}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px}
    nav{position:sticky;top:0;z-index:5;background:var(--paper);border-block:1px solid var(--line)}
    nav ul{
      display:flex;gap:.25rem 1.25rem;max-width:74rem;margin:0 auto;
      padding:.55rem clamp(1rem,4vw,2.5rem);list-style:none;overflow-x:auto;font-size:.9rem;
      white-space:nowrap;scrollbar-width:thin}
    nav a{color:var(--soft);text-decoration:none}
    nav a:hover{color:var(--link);text-decoration:underline}
    section{padding-block:clamp(1.75rem,4vw,3rem);border-bottom:1px solid var(--line)}
    footer{padding-block:.5rem 3rem;font-size:.88rem;color:var(--soft)}
    .files{margin:.5rem 0 1rem;padding:0;list-style:none;columns:20rem;column-gap:2rem}
    .files li{break-inside:avoid;padding:.1rem 0}

    """
}
