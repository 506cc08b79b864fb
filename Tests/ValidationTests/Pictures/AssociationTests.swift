import Foundation
import Testing
import Validation

/// `validation_associations.json`.
private struct AssociationGolden: Decodable {
  struct Table: Decodable {
    var name: String
    var real: [Pair]
    var synthetic: [Pair]
  }

  /// Two names and a value, which is null where there is none.
  struct Pair: Decodable {
    var first: String
    var second: String
    var value: Double?

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      first = try container.decode(String.self)
      second = try container.decode(String.self)
      value = try container.decodeNil() ? nil : container.decode(Double.self)
    }
  }

  var tables: [Table]
}

@Suite struct AssociationTests {
  private func association(
    _ first: MetricTable.Column, _ second: MetricTable.Column
  ) -> Score {
    switch (first.codes, second.codes) {
    case (let first?, let second?):
      let count = Int(max(first.max() ?? 0, second.max() ?? 0)) + 1
      return AssociationMeasures.cramersV(first, second, levelCounts: (count, count))
    case (let codes?, nil):
      return AssociationMeasures.correlationRatio(
        second.numbers ?? [], groups: codes, groupCount: first.levels.count)
    default:
      return AssociationMeasures.correlationRatio(
        first.numbers ?? [], groups: second.codes ?? [], groupCount: second.levels.count)
    }
  }

  @Test func associationsAreThoseOfSciPyAndNumPy() throws {
    let golden = try Golden.read("validation_associations.json", as: AssociationGolden.self)
    let tables = try Golden.read("validation_fidelity.json", as: FidelityGolden.self).tables
    var compared = 0
    for expected in golden.tables {
      let sides = try #require(tables.first { $0.name == expected.name }).metricTables
      for (table, pairs) in zip(sides, [expected.real, expected.synthetic]) {
        for pair in pairs {
          let first = try #require(table.columns.first { $0.name == pair.first })
          let second = try #require(table.columns.first { $0.name == pair.second })
          let score = association(first, second)
          #expect((score.value == nil) == (pair.value == nil), "\(pair) \(score)")
          if let value = score.value, let wanted = pair.value {
            #expect(abs(value - wanted) < 1e-7, "\(expected.name) \(pair)")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 20)
  }

  @Test func independentColumnsHaveHardlyAnyAssociationHoweverManyLevelsTheyHave() throws {
    var generator = SeededGenerator(seed: 3, stream: "levels")
    let first = (0..<2_000).map { _ in Int32.random(in: 0..<60, using: &generator) }
    let second = (0..<2_000).map { _ in Int32.random(in: 0..<60, using: &generator) }
    let numbers = (0..<2_000).map { _ in Double.random(in: 0...1, using: &generator) }
    let v = AssociationMeasures.cramersV(first, second, levelCounts: (60, 60))
    let ratio = AssociationMeasures.correlationRatio(numbers, groups: first, groupCount: 60)
    #expect(try #require(v.value) < 0.06)
    #expect(try #require(ratio.value) < 0.12)
  }

  @Test func aColumnThatFollowsFromAnotherHasAnAssociationOfOne() throws {
    let codes = (0..<300).map { Int32($0 % 3) }
    let same = AssociationMeasures.cramersV(codes, codes.map { 2 - $0 }, levelCounts: (3, 3))
    #expect(abs(try #require(same.value) - 1) < 1e-12)
    let ratio = AssociationMeasures.correlationRatio(
      codes.map { Double($0) * 1e300 }, groups: codes, groupCount: 3)
    #expect(abs(try #require(ratio.value) - 1) < 1e-12)
  }

  @Test func whatHasNoAssociationSaysWhy() {
    #expect(
      AssociationMeasures.cramersV([0, 0], [0, 1], levelCounts: (2, 2)).reason
        == "a column is constant")
    #expect(
      AssociationMeasures.cramersV([], [], levelCounts: (2, 2)).reason == "a column is constant")
    #expect(
      AssociationMeasures.cramersV([0, 1], [0, 1], levelCounts: (2, 2)).reason
        == "there are too few rows for so many levels")
    for numbers in [[1.0, 1], [.nan, 2], [.infinity, 1], [1e308, -1e308]] {
      let score = AssociationMeasures.correlationRatio(numbers, groups: [0, 1], groupCount: 2)
      #expect(score.reason != nil, "\(numbers)")
    }
  }
}
