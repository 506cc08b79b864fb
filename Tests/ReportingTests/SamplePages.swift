import Datasets
import Foundation
import Reporting
import Validation

/// Pages from small tables: an ordinary one, one with hostile texts, one with hardly anything, a wide one.
enum SamplePages {
  /// A page with every part.
  static func full() throws -> ReportPage {
    var page = ReportPage(
      title: "1,200 synthetic rows for people.csv",
      outcome: "The rows are in synthetic.csv, and behind the real ones in augmented.csv.",
      report: try report(people(600, seed: 1), people(300, seed: 2), people(600, seed: 3)),
      program: "augment 0.1.0")
    page.facts = ["6 columns", "label ‘kind’", "learned from 600 rows"]
    page.notes = ["Column 'country' is 'AT' in every row and stays so."]
    page.gain = gain
    page.distances = distances
    page.losses = [losses("old", 500), losses("young", 420)]
    page.sample = SampleRows(
      columns: ["age", "pay", "town"], rows: [["31", "1,200", "Graz"], ["44", "", "Wien"]],
      note: "2 synthetic rows spread over all of them.")
    page.provenance = [
      ProvenanceGroup(
        title: "Input",
        facts: [
          .init("table", "people.csv"),
          .init("SHA-256", String(repeating: "0a", count: 32), isCode: true),
        ]),
      ProvenanceGroup(title: "Training", facts: [.init("generators", "2"), .init("seed", "0")]),
    ]
    page.files = [.init("report.json", "every measurement, per column and per class")]
    return page
  }

  /// A page whose every text tries to be more than text.
  static func hostile() throws -> ReportPage {
    let names = Dictionary(
      uniqueKeysWithValues: zip(
        ["age", "pay", "town", "member", "country", "kind"],
        [
          "<script>alert(1)</script>", "\u{600}<img src=x onerror=alert(2)>",
          "a\"b' onload='alert(3)", "</style></svg></title><b>", "]]>\u{1}\u{0}&amp;\u{202e}",
          String(repeating: "long ", count: 60) + "<i>",
        ]))
    func dressed(_ table: Table) -> Table {
      Table(
        columns: table.columns.map { column in
          Column(
            name: names[column.name] ?? column.name,
            levels: column.levels.map { level in
              switch level {
              case "Graz": "\u{600}<script>alert(4)</script>"
              case "old": "\"><svg onload=alert(5)>"
              default: level
              }
            }, codes: column.codes)
        })
    }
    var schema = schema
    for index in schema.columns.indices {
      schema.columns[index].name = names[schema.columns[index].name] ?? ""
    }
    var page = ReportPage(
      title: "{{title}} <script>alert(6)</script>", outcome: "<b>{{{style}}}</b>",
      report: try report(
        dressed(people(200, seed: 1)), dressed(people(100, seed: 2)),
        dressed(people(200, seed: 3)), schema: schema),
      program: "<program>")
    let text = "\u{600}<script>alert(7)</script>\" onclick=\"alert(8)"
    page.facts = [text]
    page.notes = [text]
    page.sample = SampleRows(
      columns: [text, text],
      rows: [[text, String(repeating: "<p>", count: 10_000)], ["", "\u{0}\u{7}\u{fffe}"]],
      note: text)
    page.provenance = [ProvenanceGroup(title: text, facts: [.init(text, text, isCode: true)])]
    page.losses = [losses(text, 10)]
    page.files = [.init(text, text)]
    return page
  }

  /// A page of two columns, of which nothing can be said.
  static func sparse() throws -> ReportPage {
    let table = Table(columns: [
      Column(name: "key", cells: (0..<12).map { "k\($0)" }),
      Column(name: "text", cells: (0..<12).map { "some words \($0)" }),
    ])
    let schema = Schema(columns: [
      ColumnSchema(name: "key", kind: .identifier), ColumnSchema(name: "text", kind: .text),
    ])
    return ReportPage(
      title: "12 synthetic rows", outcome: "Nothing was published.",
      report: try report(table, table, table, schema: schema, label: nil),
      program: "augment 0.1.0")
  }

  /// A page of five hundred columns.
  static func wide() throws -> ReportPage {
    var generator = SeededGenerator(seed: 4, stream: "wide")
    func table() -> Table {
      Table(
        columns: (0..<500).map { index in
          Column(
            name: index % 3 == 0 ? "a_rather_long_name_of_a_column_\(index)" : "c\(index)",
            cells: (0..<40).map { _ in
              index % 2 == 0
                ? "\(Int.random(in: 0...9_999, using: &generator))"
                : ["red", "green", "blue"].randomElement(using: &generator) ?? ""
            })
        })
    }
    let schema = Schema(
      columns: table().columns.enumerated().map { index, column in
        ColumnSchema(
          name: column.name, kind: index % 2 == 0 ? .integer : .categorical,
          numberFormat: index % 2 == 0 ? NumberFormat() : nil)
      })
    return ReportPage(
      title: "40 synthetic rows for wide.csv", outcome: "The rows are published.",
      report: try report(table(), table(), table(), schema: schema, label: nil),
      program: "augment 0.1.0")
  }
}

extension SamplePages {
  /// A report by few trees.
  static func report(
    _ training: Table, _ holdout: Table, _ synthetic: Table, schema: Schema = schema,
    label: Int? = 5
  ) throws -> ValidationReport {
    var configuration = ValidationConfiguration()
    configuration.detectionRounds = 10
    configuration.utilityRounds = 10
    return try ValidationReport.compare(
      training: training, holdout: holdout, synthetic: synthetic, schema: schema,
      labelIndex: label, configuration: configuration, threadCount: 2)
  }

  /// Numbers with gaps and far values, dates, names, a constant, and a label.
  static func people(_ count: Int, seed: UInt64) -> Table {
    var generator = SeededGenerator(seed: seed, stream: "people")
    var cells = [[String]](repeating: [], count: 6)
    for row in 0..<count {
      let age = Int.random(in: 18...80, using: &generator)
      let pay = row % 90 == 0 ? 400_000 : age * 100 + Int.random(in: -900...900, using: &generator)
      let day = Int.random(in: 1...28, using: &generator)
      let month = Int.random(in: 1...12, using: &generator)
      cells[0].append("\(age)")
      cells[1].append(row % 20 == 0 ? "" : "\(pay)")
      cells[2].append(["Graz", "Linz", "Wien", ""].randomElement(using: &generator) ?? "")
      cells[3].append(
        "2024-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)")
      cells[4].append("AT")
      cells[5].append(age + Int.random(in: -8...8, using: &generator) > 50 ? "old" : "young")
    }
    return Table(
      columns: schema.columns.indices.map {
        Column(name: schema.columns[$0].name, cells: cells[$0])
      })
  }

  /// The schema of `people`.
  static let schema = Schema(columns: [
    ColumnSchema(name: "age", kind: .integer, numberFormat: NumberFormat()),
    ColumnSchema(name: "pay", kind: .integer, missingMarkers: [""], numberFormat: NumberFormat()),
    ColumnSchema(name: "town", kind: .categorical, missingMarkers: [""]),
    ColumnSchema(
      name: "member", kind: .temporal, temporalFormat: TemporalFormat(pattern: "%Y-%m-%d")),
    ColumnSchema(name: "country", kind: .constant),
    ColumnSchema(name: "kind", kind: .categorical),
  ])

  /// Six arms, one of them recommended, one without a score.
  static let gain = GainPicture(
    measure: "macro F1", isLargerBetter: true, isRelative: false,
    arms: [
      .init(
        name: "real", title: "real rows alone", addedRowCount: 0, score: 0.781, gain: nil,
        rarestRecall: 0.611),
      .init(
        name: "synthetic.tenth", title: "a tenth more", addedRowCount: 60, score: 0.785,
        gain: .init(mean: 0.004, lower: -0.004, upper: 0.012), rarestRecall: 0.62),
      .init(
        name: "synthetic.half", title: "half as many more", addedRowCount: 300, score: 0.803,
        gain: .init(mean: 0.022, lower: 0.009, upper: 0.035), rarestRecall: 0.66),
      .init(
        name: "synthetic.full", title: "as many more", addedRowCount: 600, score: 0.799,
        gain: .init(mean: 0.018, lower: 0.001, upper: 0.033), rarestRecall: 0.67),
      .init(
        name: "smote", title: "SMOTE", addedRowCount: 300, score: 0.776,
        gain: .init(mean: -0.005, lower: -0.021, upper: 0.01), rarestRecall: 0.69),
      .init(
        name: "classWeights", title: "class weights", addedRowCount: 0, score: nil, gain: nil,
        reason: "the library refused them"),
    ], recommended: "synthetic.half", gain: .init(mean: 0.018, lower: 0.004, upper: 0.031),
    seedCount: 5, testRowCount: 300,
    sentences: ["Adding half as many synthetic rows as there are real ones helps."])

  /// Three kinds of distances.
  static let distances: DistancePicture = {
    func counts(_ shift: Double) -> [Int] {
      (0..<30).map { Int(400 * exp(-pow((Double($0) - shift) / 5, 2))) }
    }
    return DistancePicture(
      start: 0, width: 0.05, quantileShares: [0.05, 0.5],
      series: [
        ("unseen to training", DistancePicture.Style.area, 12.0),
        ("synthetic to training", .solid, 12.5), ("synthetic to unseen", .dashed, 13.2),
      ].map { name, style, shift in
        let counts = counts(shift)
        return DistancePicture.Series(
          name: name, style: style, counts: counts, rowCount: counts.reduce(0, +),
          quantiles: [0.31, shift / 20])
      }, sentences: ["Synthetic rows keep the distance that unseen rows keep."])
  }()

  /// Two panels of falling losses, one point of which is not a number.
  static func losses(_ name: String, _ stepCount: Int) -> LossCurve {
    func line(_ name: String, _ loss: (Double) -> Double) -> LossCurve.Line {
      LossCurve.Line(
        name: name,
        points: (1...stepCount).map { step in
          LossCurve.Point(step: step, loss: step == 7 ? .nan : loss(Double(step)))
        })
    }
    return LossCurve(
      network: name, stepCount: stepCount,
      panels: [
        .init(
          title: "Token loss", unit: "nats per row",
          lines: [line("generator, on real rows") { 20 + 30 * exp(-$0 / 50) }]),
        .init(
          title: "Game", unit: "loss",
          lines: [
            line("generator") { -15 + sin($0 / 9) }, line("discriminator") { 20 - cos($0 / 9) },
          ]),
      ])
  }
}
