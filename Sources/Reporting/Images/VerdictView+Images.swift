internal import Validation

extension VerdictView {
  /// What was found about images.
  init(_ page: ImageReportPage) {
    self.init(
      page.report.gate, noun: "image", outcome: page.outcome,
      sentences: page.report.verdictSentences, notes: page.notes, tiles: Self.tiles(page.report),
      words: ImageWords.words(check:))
  }

  /// What a person asks for first; numbers that were not measured are left out.
  private static func tiles(_ report: ImageValidation) -> [Tile] {
    func tile(
      _ metric: ImageMetric, _ label: String, _ reference: String, _ spelled: (Double) -> String
    ) -> Tile? {
      guard let entry = report[metric], let value = entry.score.value else { return nil }
      return Tile(
        label: label, value: spelled(value),
        note: entry.noiseFloor.map { "\(reference), \(spelled($0))" } ?? "",
        badge: Badge(ofFirst: ImageWords.checks(ofMetric: metric.name), in: report.gate))
    }
    return [
      tile(.frechet, "Fréchet distance", "as many training images", significant),
      tile(.labelAccuracy, "Label accuracy", "of unseen real images", percent),
      tile(.coverage, "Coverage", "as many training images", percent),
      tile(
        .classificationAccuracy, "Classification accuracy score", "trained on real images", percent),
      gain(report.utility),
      tile(.copies, "Copies of training images", "of unseen real images") {
        $0 == 0 ? "none" : percent($0)
      },
    ].compactMap { $0 }
  }

  private static func gain(_ utility: ImageUtilityEntry?) -> Tile? {
    guard let utility, let gain = utility.gain else { return nil }
    return Tile(
      label: "Augmentation gain", value: gain.mean.signed,
      note: "in class mean accuracy, \(gain.lower.signed) to \(gain.upper.signed)", badge: nil)
  }
}
