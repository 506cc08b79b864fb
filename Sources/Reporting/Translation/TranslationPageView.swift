internal import Mustache
internal import Validation

/// What the template of a page about images made from images reads.
struct TranslationPageView {
  let frame: PageFrame
  let verdict: VerdictView
  let sheets: ImageSheetsView
  let training: TrainingView

  /// The whole page.
  static let text =
    PageTemplate.head + PageTemplate.verdict + ImagePageTemplate.sheets + PageTemplate.training
    + PageTemplate.provenance + PageTemplate.foot

  init(_ page: TranslationPage) {
    verdict = VerdictView(
      page.findings.gate, noun: "image", outcome: page.outcome,
      sentences: page.findings.verdict, notes: page.notes,
      tiles: page.findings.measures.map { measure in
        VerdictView.Tile(
          label: measure.title, value: significant(measure.value),
          note: measure.reference.map { "\(measure.referenceName): \(significant($0))" }
            ?? measure.meaning, badge: nil)
      },
      words: Self.words)
    sheets = ImageSheetsView(page.sheets)
    training = TrainingView(
      page.losses,
      lead: "The generator's own losses fall while it learns; the game's lines stay level.")
    frame = PageFrame(
      page, style: PageStyle.sheet + ImagePageStyle.sheet, hasPictures: true,
      sections: [
        ("verdict", "Verdict"), ("sheets", sheets.hasSheets ? "Images" : nil),
        ("training", training.hasNetworks ? "Training" : nil), ("provenance", "How it was made"),
      ])
  }

  private static func words(_ check: Gate.Check) -> CheckWords {
    let isShare = check.name == "reidentification"
    return CheckWords(
      title: titles[check.name] ?? Words.spelledOut(check.name),
      spelling: isShare ? { percent($0) } : { decimal($0) }, isShare: isShare, best: 0,
      setting: "--gate \(check.name)=…")
  }

  private static let titles = [
    "distanceShare": "Error beside the nearest training pair's",
    "signalShare": "Bicubic interpolation beside the network",
    "reidentification": "Regions found again",
  ]
}

extension ReportRenderer {
  /// The page of a run that turned images into images; what holds for that of a table holds for it.
  /// - Throws: When the template itself is faulty.
  public static func html(_ page: TranslationPage) throws -> String {
    try render(TranslationPageView(page), with: TranslationPageView.text)
  }
}
