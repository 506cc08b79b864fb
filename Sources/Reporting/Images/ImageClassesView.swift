internal import Validation

/// The classes of images one by one, the least recognisable first.
struct ImageClassesView {
  /// One number, with what real images reach in its place.
  struct Cell {
    var value: String
    var floor: String?
  }

  /// One class.
  struct Row {
    var name: String
    var cells: [Cell]
  }

  let list: FoldedRows<Row>
  let note: String

  init(_ report: ImageValidation) {
    let classes = report.classes
    let shares = classes.map { $0[ImageMetric.labelAccuracy.name]?.score.value ?? .infinity }
    let order = classes.indices.sorted { (shares[$0], $0) < (shares[$1], $1) }
    list = FoldedRows(order.map { Row(classes[$0]) })
    note = list.note("that the classifier recognises least")
  }
}

extension ImageClassesView.Row {
  init(_ entry: ImageClassEntry) {
    name = entry.name.isEmpty ? "(empty)" : PageText.name(entry.name)
    func cell(_ metric: ImageMetric, _ spelled: (Double) -> String) -> ImageClassesView.Cell {
      let found = entry[metric.name]
      return ImageClassesView.Cell(
        value: (found?.score.value).spelled(spelled), floor: found?.noiseFloor.map(spelled))
    }
    let counts = [entry.trainingCount, entry.holdoutCount, entry.syntheticCount]
    let accuracies = [entry.accuracy.real, entry.accuracy.synthetic, entry.accuracy.both]
    cells =
      counts.map { ImageClassesView.Cell(value: $0.grouped) }
      + [
        cell(.labelAccuracy, percent), cell(.frechet, significant), cell(.coverage, percent),
        cell(.diversity, decimal), cell(.copies, percent),
      ] + accuracies.map { ImageClassesView.Cell(value: $0.spelled(percent)) }
  }
}
