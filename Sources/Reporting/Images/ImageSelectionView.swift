internal import Validation

/// How many images were drawn, kept and rejected, the classes that lack most first.
struct ImageSelectionView {
  /// One class.
  struct Row {
    var name: String
    var counts: [String]
    var reasons: String
    /// How many images are missing.
    var shortage: String?
  }

  let list: FoldedRows<Row>
  let summary: String
  let note: String

  init(_ selection: [ImageSelection]) {
    func rank(_ index: Int) -> (Int, Double, Int) {
      let entry = selection[index]
      return (-max(entry.wanted - entry.accepted, 0), entry.acceptedShare ?? 1, index)
    }
    list = FoldedRows(selection.indices.sorted { rank($0) < rank($1) }.map { Row(selection[$0]) })
    note = list.note("that lack most images")
    summary = Self.summary(selection)
  }

  /// All classes together.
  private static func summary(_ selection: [ImageSelection]) -> String {
    let sums = [\ImageSelection.wanted, \.drawn, \.accepted].map { path in
      selection.reduce(0) { $0 + $1[keyPath: path] }
    }
    var reasons: [ImageSelection.Rejection] = []
    for rejection in selection.flatMap(\.rejected) {
      if let place = reasons.firstIndex(where: { $0.reason == rejection.reason }) {
        reasons[place].count += rejection.count
      } else {
        reasons.append(rejection)
      }
    }
    let order = reasons.indices.sorted { (-reasons[$0].count, $0) < (-reasons[$1].count, $1) }
    let why = spelled(order.map { reasons[$0] })
    return "Of \(sums[1].counted("image")) drawn, \(sums[2].grouped) were accepted; "
      + "\(sums[0].grouped) were wanted." + (why.isEmpty ? "" : " Rejected – \(why).")
  }

  /// Reasons with their counts, those of no image left out.
  fileprivate static func spelled(_ rejected: [ImageSelection.Rejection]) -> String {
    let shown = rejected.filter { $0.count > 0 }
    let parts = shown.prefix(6).map { "\(PageText.cut($0.reason, 80)): \($0.count.grouped)" }
    let others = shown.dropFirst(6).reduce(0) { $0 + $1.count }
    return (parts + (others > 0 ? ["other reasons: \(others.grouped)"] : [])).joined(
      separator: "; ")
  }
}

extension ImageSelectionView.Row {
  init(_ entry: ImageSelection) {
    name = entry.className.isEmpty ? "(empty)" : PageText.name(entry.className)
    counts = [
      entry.wanted.grouped, entry.drawn.grouped, entry.accepted.grouped,
      entry.acceptedShare.spelled(percent),
    ]
    reasons = ImageSelectionView.spelled(entry.rejected)
    let missing = entry.wanted - entry.accepted
    shortage = missing > 0 ? "\(missing.grouped) missing" : nil
  }
}

extension ImageSelection {
  /// The share of the drawn images that were kept; nil without any.
  fileprivate var acceptedShare: Double? {
    drawn > 0 ? Double(accepted) / Double(drawn) : nil
  }
}
