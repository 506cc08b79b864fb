internal import Validation

/// The first section: what came of it, in words, in a few numbers, check by check.
struct VerdictView {
  /// A number at a glance.
  struct Tile {
    var label: String
    var value: String
    var note: String
    /// The answer of the gate's check of this number, if there is one.
    var badge: Badge?
  }

  /// An outcome: its style and its word.
  struct Badge {
    var style: String
    var word: String

    init(_ outcome: Gate.Outcome) {
      style = outcome.rawValue
      word = Words.outcome(outcome)
    }

    /// The answer of the first of some checks that was made; nil without any.
    init?(ofFirst names: [String], in gate: Gate) {
      let checks = names.compactMap { name in gate.checks.first { $0.name == name } }
      guard let check = checks.first else { return nil }
      self.init(check.outcome)
    }
  }

  /// One check of the gate.
  struct Check {
    var title: String
    var badge: Badge
    var reason: String
    var value: String
    var limits: String
    /// How the limit is changed.
    var setting: String
    var chart: String?
  }

  let badge: Badge
  let headline: String
  let outcome: String
  let sentences: [String]
  let tiles: [Tile]
  let checks: [Check]
  /// What limits are widened by, and what a failed check does.
  let consequence: String
  let hasNotes: Bool
  let notes: [String]

  /// What a gate said of rows or images: `noun` is one of them, `words` are those of a check's key.
  init(
    _ gate: Gate, noun: String, outcome: String, sentences: [String], notes: [String],
    tiles: [Tile], words: (Gate.Check) -> CheckWords
  ) {
    badge = Badge(gate.outcome)
    headline = Self.headline(gate)
    self.outcome = outcome
    self.sentences = sentences
    self.notes = notes
    self.tiles = tiles
    checks = gate.checks.map { Check($0, words($0), noun: noun) }
    consequence = """
      what chance does at these \(noun) counts. A check that fails keeps the \(noun)s from being
      published.
      """
    hasNotes = !notes.isEmpty
  }

  /// What was found about a table.
  init(_ page: ReportPage) {
    self.init(
      page.report.gate, noun: "row", outcome: page.outcome,
      sentences: page.report.verdictSentences, notes: page.notes, tiles: Self.tiles(page),
      words: Words.words(check:))
  }

  private static func headline(_ gate: Gate) -> String {
    let failed = gate.failures.count
    let warned = gate.checks.count { $0.outcome == .warn }
    let all = gate.checks.count
    if all == 0 { return "There was nothing to check" }
    if failed > 0 {
      return "\(failed) of \(all.counted("check")) failed"
        + (gate.isEnabled ? "" : "; the gate is switched off")
    }
    if warned > 0 { return "No check failed; \(warned) of \(all) with a warning" }
    return "All \(all.counted("check")) passed"
  }
}

extension VerdictView.Check {
  init(_ check: Gate.Check, _ words: CheckWords, noun: String) {
    title = words.title
    badge = VerdictView.Badge(check.outcome)
    reason = check.reason.capitalizedSentence + "."
    let spelled = words.spelling
    value = check.value.spelled(spelled)
    // Widened by chance, the limit of a share may lie beyond all shares.
    let isBeyond = words.isShare && check.limit.failure >= 1
    limits =
      "warns above \(spelled(check.limit.warning)), "
      + (isBeyond
        ? "cannot fail with so few \(noun)s" : "fails above \(spelled(check.limit.failure))")
    setting = words.setting
    chart = check.value.map {
      LimitChart.svg(value: $0, limit: check.limit, origin: words.best, words: spelled)
    }
  }
}

extension VerdictView {
  /// What a person asks for first; numbers that were not measured are left out.
  private static func tiles(_ page: ReportPage) -> [Tile] {
    let report = page.report
    func badge(_ name: String) -> Badge? { Badge(ofFirst: [name], in: report.gate) }
    func error(_ label: String, _ metric: String, _ value: Double?) -> Tile? {
      value.map {
        Tile(
          label: label, value: percent($0),
          note: report[metric]?.chanceError.map { "about \(percent($0)) by chance" } ?? "",
          badge: badge(metric + "Error"))
      }
    }
    let detection = report.value("detection.holdout").map {
      Tile(
        label: "Told from unseen real rows", value: decimal($0), note: "0.5 is a coin toss",
        badge: badge("detection"))
    }
    let copies = report.value("copies").map {
      Tile(
        label: "Copies of training rows", value: $0 == 0 ? "none" : percent($0),
        note: "of real rows, \(percent(report.privacy.realRepeats)) repeat another",
        badge: badge("copies"))
    }
    return [
      error("Error of single columns", "shape", report.shapeError),
      error("Error of pairs", "trend", report.trendError), detection, utility(report, badge),
      gain(page), copies,
    ].compactMap { $0 }
  }

  private static func utility(_ report: ValidationReport, _ badge: (String) -> Badge?) -> Tile? {
    guard let utility = report.utility else { return nil }
    if let real = utility.real.regression, let synthetic = utility.synthetic.regression {
      return Tile(
        label: "Error of a model trained on them",
        value: significant(synthetic.rootMeanSquaredError),
        note: "trained on real rows, \(significant(real.rootMeanSquaredError))",
        badge: badge("errorGrowth"))
    }
    guard let score = utility.synthetic.score.value else { return nil }
    return Tile(
      label: "Model trained on them alone", value: decimal(score),
      note: "trained on real rows, \(utility.real.score.value.spelled(decimal))",
      badge: badge("utilityDrop"))
  }

  private static func gain(_ page: ReportPage) -> Tile? {
    if let gain = page.gain {
      guard let interval = gain.gain else {
        return gain.recommended == nil
          ? Tile(label: "Gain by adding rows", value: "none", note: "beyond chance", badge: nil)
          : nil
      }
      return Tile(
        label: "Gain by adding rows", value: gain.spelled(interval.mean),
        note:
          "in \(gain.measure), \(gain.spelled(interval.lower)) to \(gain.spelled(interval.upper))",
        badge: nil)
    }
    guard let utility = page.report.utility, let both = utility.both.score.value else { return nil }
    return Tile(
      label: "Model trained on both", value: decimal(both),
      note: "trained on real rows, \(utility.real.score.value.spelled(decimal))", badge: nil)
  }
}
