/// What the template of a page about images reads: every text spelled out, every picture drawn.
struct ImagePageView {
  let frame: PageFrame
  let verdict: VerdictView
  let sheets: ImageSheetsView
  let gain: GainView
  let metrics: MetricsView
  let classes: ImageClassesView
  let selection: ImageSelectionView
  let training: TrainingView

  init(_ page: ImageReportPage) {
    verdict = VerdictView(page)
    sheets = ImageSheetsView(page.sheets)
    gain = GainView(page.report)
    metrics = MetricsView(page.report)
    classes = ImageClassesView(page.report)
    selection = ImageSelectionView(page.selection)
    training = TrainingView(
      page.losses,
      lead:
        "Generator and discriminator play against each other: where one gains, the other loses, "
        + "and level lines mean that neither wins.")
    frame = PageFrame(
      page, style: PageStyle.sheet + ImagePageStyle.sheet, hasPictures: true,
      sections: [
        ("verdict", "Verdict"), ("sheets", sheets.hasSheets ? "Images" : nil),
        ("gain", "Did it help?"), ("metrics", "Metrics"),
        ("classes", classes.list.hasRows ? "Classes" : nil),
        ("selection", selection.list.hasRows ? "Selection" : nil),
        ("training", training.hasNetworks ? "Training" : nil), ("provenance", "How it was made"),
      ])
  }
}
