/// What came of drawing rows that must satisfy something.
public struct DrawingRecord: Codable, Sendable, Equatable {
  /// Rows that did not satisfy a requirement; of several the first counts.
  public struct Rejection: Codable, Sendable, Equatable {
    /// The requirement.
    public var requirement: String
    /// Rows drawn and left out for it.
    public var rowCount: Int
  }

  /// The condition of `--where`.
  public var condition: String?
  /// Rows asked for.
  public var wantedRowCount: Int
  /// Rows that satisfy everything, at most as many as asked for.
  public var madeRowCount: Int
  /// Rows drawn to find them.
  public var drawnRowCount: Int
  /// What was left out, by requirement.
  public var rejections: [Rejection]
  /// Rows left out so that the others follow the model: rows that limits made too frequent.
  public var thinnedRowCount: Int
  /// The share of the model's rows that satisfy the condition, by a first draw; nil without a condition.
  public var estimatedShare: Double?
  /// Held-out rows that satisfy the condition; nil without one.
  public var suitableHoldoutRowCount: Int?
  /// Whether the comparison judged rows drawn without the condition, as too few real rows satisfy it.
  public var judgesUnconditionedRows = false

  /// The share of the cells of protected columns that protection changed; nil without it.
  public var changedCellShare: Double?
  /// What protection costs; empty without it.
  public var protectionCosts: [ProtectionCost] = []

  /// Whether fewer rows were found than asked for.
  public var isPartial: Bool { madeRowCount < wantedRowCount }

  /// What a person should know of it, sentence by sentence.
  var sentences: [String] {
    let found = "\(madeRowCount.grouped) of \(wantedRowCount.grouped) wanted rows"
    var first = condition.map { "Condition: \($0.shown(200))." } ?? ""
    if isPartial {
      first +=
        (first.isEmpty ? "" : " ")
        + "WARNING: only \(found) were found among \(drawnRowCount.grouped) drawn ones."
    } else if condition != nil {
      first +=
        " All \(madeRowCount.counted("row")) satisfy it, found among \(drawnRowCount.grouped) drawn ones"
      first += estimatedShare.map { "; \($0.inWords) of the model's rows do." } ?? "."
    }
    let rejected = rejections.filter {
      $0.rowCount > 0 && ($0.requirement != "condition" || isPartial)
    }
    .map { "\($0.rowCount.grouped) for the \($0.requirement)" }
    var sentences = first.isEmpty ? [] : [first]
    if !rejected.isEmpty {
      sentences.append("Drawn rows left out: \(rejected.joined(separator: ", ")).")
    }
    if let changedCellShare {
      sentences.append(
        "Protection: \(changedCellShare.inWords) of the cells in protected columns changed.")
    }
    if !protectionCosts.isEmpty {
      let costs = protectionCosts.map {
        "\($0.metric) \($0.protected.fourDecimals) instead of \($0.unprotected.fourDecimals)"
      }
      sentences.append("Protection costs fidelity: \(costs.joined(separator: ", ")).")
    }
    if judgesUnconditionedRows {
      sentences.append(
        "Too few real rows satisfy the condition to judge by (\((suitableHoldoutRowCount ?? 0).grouped) of "
          + "those held out): the report judges rows drawn without it, and of the published rows only the condition "
          + "was checked.")
    }
    return sentences
  }
}

extension Double {
  /// A share in words: `about 3 %`, `fewer than 0.01 %`.
  var inWords: String {
    if self < 0.0001 { return "fewer than 0.01 %" }
    let percent = self * 100
    let text =
      percent < 1
      ? percent.twoDecimals : percent < 10 ? percent.oneDecimal : "\(Int(percent.rounded()))"
    return "about \(text) %"
  }

  private var oneDecimal: String { "\((self * 10).rounded() / 10)" }
  private var twoDecimals: String { "\((self * 100).rounded() / 100)" }
}
