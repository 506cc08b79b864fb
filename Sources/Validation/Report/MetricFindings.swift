/// The metrics that stand by themselves: each overall, on real rows in place of synthetic ones, and within every class.
///
/// The others share forests (`ModelFindings`) or passes over the table (`FidelityFindings`, `PrivacyFindings`).
struct MetricFindings {
  /// An entry per metric.
  let entries: [MetricEntry]
  /// For every class, a score per metric that is measured within classes.
  let classes: [[NamedScore]]

  /// - Parameters:
  ///   - metrics: What to measure overall and within classes.
  ///   - others: What is measured overall elsewhere, and within classes here.
  ///   - comparison: The rows as they are, for what is about privacy.
  ///   - matched: The rows in comparable class shares, for what is about distributions.
  init(
    _ metrics: [any Metric], withinClasses others: [any Metric], _ comparison: Comparison,
    matched: Comparison
  ) {
    let chanceScale = ValidationReport.chanceScale(matched)
    entries = metrics.map { metric in
      let scope = metric.topic == .privacy ? comparison.withUnseenRowsOnly : matched
      let floor = scope.judgingRealRows(readsHoldout: metric.readsHoldout)
        .map { Self.score(metric, $0) }
      // Only what is a distance of frequencies shrinks with the rows as `chanceScale` says.
      return MetricEntry(
        metric, Self.score(metric, scope), noiseFloor: floor,
        chanceScale: metric is ThreeWayMarginals ? chanceScale : nil)
    }
    let inClasses = (others + metrics).filter(\.isMeasuredWithinClasses)
    classes = (comparison.label?.classes ?? []).indices.map { index in
      guard let part = comparison.withUnseenRowsOnly.withinClass(index) else {
        let reason = "there are no synthetic rows of this class"
        return inClasses.map { NamedScore(name: $0.name, score: .notApplicable(reason)) }
      }
      return inClasses.map { metric in
        NamedScore(
          name: metric.name, score: Self.score(metric, part),
          noiseFloor: part.judgingRealRows(readsHoldout: metric.readsHoldout)
            .flatMap { Self.score(metric, $0).value })
      }
    }
  }

  private static func score(_ metric: any Metric, _ comparison: Comparison) -> Score {
    do {
      return try metric.score(comparison)
    } catch {
      return .notApplicable("\(error)")
    }
  }
}
