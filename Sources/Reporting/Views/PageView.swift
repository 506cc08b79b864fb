internal import Validation

/// What the template reads: every text spelled out, every picture drawn.
struct PageView {
  let title: String
  let facts: String
  let program: String
  let style: String
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
  let provenance: [ProvenanceGroup]
  let hasFiles: Bool
  let files: [ProvenanceGroup.Fact]

  init(_ page: ReportPage) {
    title = page.title
    facts = page.facts.joined(separator: " · ")
    program = page.program
    style = PageStyle.sheet
    verdict = VerdictView(page)
    gain = GainView(page)
    metrics = MetricsView(page.report)
    columns = ColumnsView(page.report)
    pairs = PairsView(page.report)
    classes = ClassesView(page.report)
    training = TrainingView(page.losses)
    privacy = PrivacyView(page)
    sample = SampleView(page)
    provenance = page.provenance
    hasFiles = !page.files.isEmpty
    files = page.files
  }
}
