internal import Validation

/// What the template of a table's page reads: every text spelled out, every picture drawn.
struct PageView {
  let frame: PageFrame
  let key = LegendEntry.key
  let bars = LegendItem.bars
  let verdict: VerdictView
  let gain: GainView
  let metrics: MetricsView
  let columns: ColumnsView
  let pairs: PairsView
  let classes: ClassesView
  let training: TrainingView
  let privacy: PrivacyView
  let sample: SampleView

  init(_ page: ReportPage) {
    frame = PageFrame(page)
    verdict = VerdictView(page)
    gain = GainView(page)
    metrics = MetricsView(page.report)
    columns = ColumnsView(page.report)
    pairs = PairsView(page.report)
    classes = ClassesView(page.report)
    training = TrainingView(page.losses, lead: TrainingView.tableLead)
    privacy = PrivacyView(page)
    sample = SampleView(page)
  }
}
