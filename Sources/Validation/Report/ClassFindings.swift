/// The entries of the label's classes.
struct ClassFindings {
  let entries: [ClassEntry]

  init(
    _ comparison: Comparison, _ matched: Comparison, _ models: ModelFindings,
    _ privacy: PrivacyFindings, _ metrics: MetricFindings
  ) {
    guard let label = comparison.label, let classes = label.classes else {
      entries = []
      return
    }
    let real = label.rowsByClass(comparison.training)
    let synthetic = label.rowsByClass(comparison.synthetic)
    // Detection looked at the matched tables, whose rows are numbered differently.
    let holdoutClasses = label.classes(in: matched.holdout)
    let syntheticClasses = label.classes(in: matched.synthetic)
    entries = classes.indices.map { index in
      ClassEntry(
        name: classes[index], realCount: real[index].count, syntheticCount: synthetic[index].count,
        shape: Self.shape(comparison, label, real[index], synthetic[index]),
        detection: models.holdout.result?.area(
          realClasses: holdoutClasses, syntheticClasses: syntheticClasses, label: Int32(index))
          ?? models.holdout.score,
        copies: ExactCopies.share(synthetic[index].map { privacy.isCopy[$0] }),
        f1: Self.perSource(models.utility) { $0.f1s[index] },
        recall: Self.perSource(models.utility) { $0.recalls[index] },
        metrics: metrics.classes[index])
    }
  }

  private static func shape(
    _ comparison: Comparison, _ label: LabelTask, _ real: [Int], _ synthetic: [Int]
  ) -> Score {
    if synthetic.isEmpty { return .notApplicable("there are no synthetic rows of this class") }
    let scores = ColumnShapes.scores(
      reference: comparison.training.rows(at: real),
      candidates: [comparison.synthetic.rows(at: synthetic)], skipping: label.column,
      team: comparison.team)
    return ColumnShapes.summary(scores[0])
  }

  private static func perSource(
    _ utility: UtilityEntry?, _ value: (ClassificationScores) -> Double?
  ) -> ClassEntry.PerSource {
    ClassEntry.PerSource(
      real: utility?.real.classification.flatMap(value),
      synthetic: utility?.synthetic.classification.flatMap(value),
      both: utility?.both.classification.flatMap(value))
  }
}
