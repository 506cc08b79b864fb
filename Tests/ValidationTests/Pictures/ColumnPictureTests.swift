import Datasets
import Foundation
import Testing
import Validation

@Suite struct ColumnPictureTests {
  private func pictures(
    _ columns: [(schema: ColumnSchema, real: [String], synthetic: [String])],
    configure: (inout ValidationConfiguration) -> Void = { _ in }
  ) throws -> ReportPictures {
    var configuration = SampleTables.quick
    configuration.measuresDetection = false
    configuration.measuresUtility = false
    configure(&configuration)
    let tables = [0, 1].map { side in
      SampleTables.table(columns.map { ($0.schema.name, side == 0 ? $0.real : $0.synthetic) })
    }
    let report = try ValidationReport.compare(
      training: tables[0], holdout: tables[0], synthetic: tables[1],
      schema: Schema(columns: columns.map(\.schema)), labelIndex: nil,
      configuration: configuration, threadCount: 2)
    // JSONEncoder refuses NaN and infinity; what was written can be read.
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(ValidationReport.self, from: data) == report)
    return report.pictures
  }

  private func numbers(_ name: String, _ kind: ColumnKind = .integer, decimals: Int = 0)
    -> ColumnSchema
  {
    ColumnSchema(
      name: name, kind: kind, missingMarkers: [""],
      numberFormat: NumberFormat(decimals: decimals))
  }

  /// Every row is counted once.
  private func check(_ picture: HistogramPicture, _ real: Int, _ synthetic: Int) {
    for (side, spike, present) in [
      (picture.real, picture.spikes.first?.real ?? 0, real),
      (picture.synthetic, picture.spikes.first?.synthetic ?? 0, synthetic),
    ] {
      #expect(side.present == present)
      #expect(side.below + side.counts.reduce(0, +) + side.above + spike == present)
      #expect((1...40).contains(side.counts.count))
    }
    #expect(picture.width > 0 && picture.start.isFinite && picture.width.isFinite)
  }

  @Test func wholeNumbersGetBinsThatHoldEquallyManyOfThem() throws {
    let real = (0..<740).map { "\(17 + $0 % 74)" }
    let picture = try #require(
      try pictures([(numbers("age"), real, ["", "17", "200", "-3"])]).columns.first?.histogram)
    check(picture, 740, 3)
    #expect(picture.width == 2 && picture.start == 15.5)
    #expect(picture.real.counts.dropFirst().dropLast().allSatisfy { $0 == 20 })
    #expect(picture.synthetic.below == 1 && picture.synthetic.above == 1)
  }

  @Test func farValuesDoNotStretchTheBins() throws {
    let real = (0..<1_000).map { $0 < 995 ? "\($0 % 100)" : "\($0 * 1_000_000)" }
    let picture = try #require(
      try pictures([(numbers("n"), real, real)]).columns.first?.histogram)
    check(picture, 1_000, 1_000)
    #expect(picture.real.above == 5 && picture.real.below == 0)
    #expect(picture.width == 5)
  }

  @Test func aValueThatMostRowsHaveIsCountedByItself() throws {
    let real = (0..<900).map { $0 % 3 == 0 ? "\($0)" : "0" }
    let synthetic = (0..<100).map { "\($0)" }
    let picture = try #require(
      try pictures([(numbers("gain"), real, synthetic)]).columns.first?.histogram)
    check(picture, 900, 100)
    let spike = try #require(picture.spikes.first)
    #expect(spike.text == "0" && spike.real == 601 && spike.synthetic == 1)
    #expect(picture.width == 50)
  }

  @Test func datesKeepTheirSpelling() throws {
    let schema = ColumnSchema(
      name: "day", kind: .temporal, temporalFormat: TemporalFormat(pattern: "%d.%m.%Y"))
    let real = (0..<300).map { "0\(1 + $0 % 9).0\(1 + $0 % 7).20\(10 + $0 % 12)" }
    let picture = try #require(try pictures([(schema, real, real)]).columns.first?.histogram)
    check(picture, 300, 300)
    #expect(picture.ticks.count == 3)
    #expect(picture.ticks.allSatisfy { $0.text.wholeMatch(of: /\d\d\.\d\d\.20\d\d/) != nil })
    #expect(picture.width.truncatingRemainder(dividingBy: 86_400) == 0, "whole days")
  }

  @Test func categoriesAreTheMostFrequentOnesAndTheRestTogether() throws {
    let schema = ColumnSchema(name: "town", kind: .categorical, missingMarkers: [""])
    let real = (0..<300).map { $0 % 10 == 0 ? "" : "town \(min($0 % 23, $0 % 17))" }
    let picture = try #require(
      try pictures([(schema, real, ["unseen", "", "town 0"])]).columns.first?.categories)
    #expect(picture.levels.count == 9 && picture.levels[0].text == "town 0")
    #expect(zip(picture.levels, picture.levels.dropFirst()).allSatisfy { $0.real >= $1.real })
    let shown = picture.levels.reduce(0) { $0 + $1.real }
    #expect(shown + picture.others.real + picture.missing.real == 300)
    #expect(picture.missing.real == 30 && picture.missing.synthetic == 1)
    #expect(picture.others.synthetic == 1, "a level that no real row has")
  }

  @Test func longTextsAreCut() throws {
    let schema = ColumnSchema(name: "t", kind: .categorical)
    let long = "a" + String(repeating: "\u{301}", count: 5_000)
    let picture = try #require(
      try pictures([(schema, [long, "b", long], ["b"])]).columns.first?.categories)
    #expect(picture.levels.allSatisfy { $0.text.unicodeScalars.count <= 81 })
  }

  @Test func numbersThatCannotBeDrawnSayWhy() throws {
    let rows: [(String, [String])] = [
      ("huge", ["1e308", "-1e308", "1e308", "-1e308"]), ("none", ["", "", "", ""]),
      ("infinite", ["inf", "-inf", "inf", "inf"]), ("same", ["5", "5", "5", "5"]),
      ("close", ["9007199254740993", "9007199254740993", "9007199254740994", "9007199254740995"]),
      ("mixed", ["inf", "1", "2", ""]),
    ]
    let found = try pictures(
      rows.map { (numbers($0.0, .decimal, decimals: 17), $0.1, $0.1) })
    #expect(found.columns.count == 6)
    for column in found.columns {
      #expect((column.histogram == nil) == (column.reason != nil), "\(column)")
      if let histogram = column.histogram {
        check(histogram, histogram.real.present, histogram.synthetic.present)
      }
    }
    func reason(_ name: String) -> String? { found.columns.first { $0.name == name }?.reason }
    #expect(reason("huge") != nil && reason("none") != nil && reason("infinite") != nil)
    #expect(reason("same") == nil && reason("mixed") == nil)
  }

  @Test func wideTablesAreDrawnInPart() throws {
    let columns = (0..<30).map { index in
      (
        numbers("c\(index)"), (0..<50).map { "\(($0 * (index + 3)) % 47)" },
        (0..<50).map { "\($0)" }
      )
    }
    let found = try pictures(columns) {
      $0.pictureLimit = 10
      $0.associationColumnLimit = 5
      $0.associationRowLimit = 20
    }
    #expect(found.columns.count == 10 && found.leftOutColumnCount == 20)
    let associations = try #require(found.associations)
    #expect(associations.columns.count == 5 && associations.leftOutColumnCount == 25)
    #expect(associations.realRowCount == 20 && associations.syntheticRowCount == 20)
    #expect(associations.real.map(\.count) == [0, 1, 2, 3, 4])
    #expect(associations.real.joined().allSatisfy { abs($0 ?? 0) <= 1 })
  }

  @Test func picturesDoNotDependOnTheNumberOfThreads() throws {
    let reports = try [1, 3].map { threads in
      try ValidationReport.compare(
        training: SampleTables.people(400, seed: 1), holdout: SampleTables.people(100, seed: 2),
        synthetic: SampleTables.people(400, seed: 3), schema: SampleTables.schema,
        labelIndex: SampleTables.labelIndex, configuration: SampleTables.quick,
        threadCount: threads)
    }
    #expect(reports[0].pictures == reports[1].pictures)
    #expect(reports[0].pictures.columns.map(\.name).count == 6)
    let associations = try #require(reports[0].pictures.associations)
    #expect(associations.columns.map(\.name) == ["age", "pay", "town", "even", "country", "kind"])
    #expect(associations.measure(0, 1) == .correlation && associations.measure(2, 5) == .cramersV)
    #expect(associations.real[4].allSatisfy { $0 == nil }, "a constant goes with nothing")
  }
}
