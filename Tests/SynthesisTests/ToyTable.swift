import Datasets
import Encoding
import Synthesis
import TestSupport

/// A small table of two labels whose columns depend on the label and on each other, in known ways.
///
///     label: a 70 %, b 30 %       number: normal, mean 100 in a, 300 in b, deviation 20
///     colour: red / green / blue  a: 70 / 20 / 10 %, b: 10 / 30 / 60 %
///     answer: yes when the colour is red, else no, but for one row in ten
struct ToyTable {
  let table: Table
  let schema: Schema
  let encoder: TableEncoder
  let rows: EncodedTable

  init(rowCount: Int = 2_000, seed: UInt64 = 1) throws {
    var generator = SeededGenerator(seed: seed)
    var cells = [[String]](repeating: [], count: 4)
    for _ in 0..<rowCount {
      let isA = generator.uniform() < 0.7
      let draw = generator.uniform()
      let (red, green) = isA ? (0.7, 0.9) : (0.1, 0.4)
      let colour = draw < red ? "red" : draw < green ? "green" : "blue"
      let isRegular = generator.uniform() < 0.9
      cells[0].append(String(Int((isA ? 100 : 300) + 20 * generator.normal())))
      cells[1].append(colour)
      cells[2].append((colour == "red") == isRegular ? "yes" : "no")
      cells[3].append(isA ? "a" : "b")
    }
    table = Table(
      columns: zip(["number", "colour", "answer", "label"], cells).map {
        Column(name: $0, cells: $1)
      })
    schema = Schema.infer(table)
    encoder = try TableEncoder.fit(table, schema: schema, labelIndex: 3)
    rows = encoder.encode(table)
  }

  /// Trains with these settings, telling every step.
  func train(
    threadCount: Int = 2, _ change: (inout TrainingConfiguration) -> Void = { _ in },
    keeping: TrainingKeeping? = nil,
    progress: @escaping @Sendable (TrainingProgress) -> Void = { _ in }
  ) throws -> TableModel {
    var configuration = TrainingConfiguration()
    change(&configuration)
    return try TableModel.train(
      rows, encoder: encoder, configuration: configuration, threadCount: threadCount,
      keeping: keeping, progress: progress)
  }

  /// In which class mean or conditional frequency a sample differs from the table by more than it may.
  func differences(from sample: Table) -> [String] {
    var found: [String] = []
    for label in ["a", "b"] {
      let means = [table, sample].map { Self.mean($0, label: label) }
      // Six tenths of the deviation within a class; the classes are ten deviations apart.
      if !(abs(means[0] - means[1]) < 12) { found.append("mean in \(label): \(means)") }
      for colour in ["red", "green", "blue"] {
        let shares = [table, sample].map { Self.share($0, 1, colour, where: 3, is: label) }
        if !(abs(shares[0] - shares[1]) < 0.08) { found.append("\(colour) in \(label): \(shares)") }
      }
    }
    for colour in ["red", "blue"] {
      let shares = [table, sample].map { Self.share($0, 2, "yes", where: 1, is: colour) }
      if !(abs(shares[0] - shares[1]) < 0.1) { found.append("yes where \(colour): \(shares)") }
    }
    return found
  }

  /// The mean number of a label's rows.
  private static func mean(_ table: Table, label: String) -> Double {
    let (numbers, labels) = (table.columns[0], table.columns[3])
    let known = labels.codes.indices.filter { labels[$0] == label }.compactMap {
      Double(numbers[$0])
    }
    return known.reduce(0, +) / Double(known.count)
  }

  /// How often a column has this cell among the rows where another has that one.
  private static func share(
    _ table: Table, _ column: Int, _ cell: String, where other: Int, is value: String
  )
    -> Double
  {
    let rows = table.columns[other].codes.indices.filter { table.columns[other][$0] == value }
    return Double(rows.count { table.columns[column][$0] == cell }) / Double(rows.count)
  }
}
