import Datasets
import Parallel
import Testing
import Validation

/// Joint frequencies of one, two and three columns against a reference program in NumPy.
@Suite struct ThreeWayMarginalsTests {
  private struct Content: Decodable {
    struct Expected: Decodable {
      let columns: [Double]
      let columnsInTriples: [Double]
      let univariate: Double
      let bivariate: Double
      let trivariate: Double
    }
    let tables: [String: Expected]
  }

  private let team = ThreadTeam(threadCount: 2)

  private func accuracies(
    _ real: MetricTable, _ synthetic: MetricTable,
    _ configuration: ValidationConfiguration = ValidationConfiguration()
  ) -> ThreeWayMarginals.Accuracies {
    ThreeWayMarginals.accuracies(
      reference: real, candidates: [synthetic], configuration: configuration, team: team)[0]
  }

  @Test("Accuracies over one, two and three columns equal the reference's")
  func golden() throws {
    let content = try Golden.read("validation_marginals.json", as: Content.self)
    let tables = try KindedTable.all()
    #expect(tables.count >= 6)
    for table in tables {
      let expected = try #require(content.tables[table.name])
      let sides = table.metricTables
      let found = accuracies(sides[0], sides[1])
      #expect(zip(found.columns, expected.columns).allSatisfy { agree($0, $1) }, "\(table.name)")
      #expect(
        zip(found.columnsInTriples, expected.columnsInTriples).allSatisfy { agree($0, $1) },
        "\(table.name)")
      #expect(agree(found.univariate, expected.univariate), "\(table.name)")
      #expect(agree(found.bivariate, expected.bivariate), "\(table.name)")
      #expect(agree(found.trivariate, expected.trivariate), "\(table.name)")
      let mean = (expected.univariate + expected.bivariate + expected.trivariate) / 3
      #expect(agree(found.overall, mean), "\(table.name)")
    }
  }

  @Test("A table is identical to itself, and adding columns to a cell never raises the accuracy")
  func identityAndOrder() throws {
    for table in try KindedTable.all() {
      let sides = table.metricTables
      let same = accuracies(sides[0], sides[0])
      #expect(same.columns.allSatisfy { $0 == .value(1) })
      #expect(same.overall == .value(1) && same.trivariate == .value(1))
      let other = accuracies(sides[0], sides[1])
      let values = try [other.univariate, other.bivariate, other.trivariate].map {
        try #require($0.value)
      }
      #expect(values[0] >= values[1] && values[1] >= values[2] && values[2] >= 0)
    }
  }

  @Test("Of very many triples a seeded choice is made, within the limit and without repeats")
  func choice() throws {
    var generator = SeededGenerator(seed: 3, stream: "choice")
    let sides = (0..<2).map { _ in
      MetricTable(
        columns: (0..<60).map { index in
          let codes = (0..<40).map { _ in Int32.random(in: 0..<4, using: &generator) }
          return MetricTable.Column(
            name: "c\(index)", kind: .categorical, values: .categorical(codes),
            levels: ["a", "b", "c", "d"])
        }, rowCount: 40)
    }
    var configuration = ValidationConfiguration()
    let limited = try #require(accuracies(sides[0], sides[1], configuration).trivariate.value)
    configuration.seed = 1
    let reseeded = try #require(accuracies(sides[0], sides[1], configuration).trivariate.value)
    configuration.tripleLimit = 60 * 59 * 58 / 6
    let all = try #require(accuracies(sides[0], sides[1], configuration).trivariate.value)
    #expect(limited != reseeded && limited != all)
    #expect(abs(limited - all) < 0.005 && abs(reseeded - all) < 0.005)
    configuration.tripleLimit = 1
    let one = accuracies(sides[0], sides[1], configuration)
    #expect(one.columnsInTriples.count { $0.value != nil } == 3)
  }

  @Test("Fewer than three columns have no triples, fewer than two no pairs")
  func fewColumns() throws {
    let sides = try #require(try KindedTable.all().last).metricTables
    func first(_ count: Int, _ table: MetricTable) -> MetricTable {
      MetricTable(columns: Array(table.columns.prefix(count)), rowCount: table.rowCount)
    }
    let two = accuracies(first(2, sides[0]), first(2, sides[1]))
    #expect(two.bivariate.value != nil && two.trivariate.value == nil && two.overall.value == nil)
    let one = accuracies(first(1, sides[0]), first(1, sides[1]))
    #expect(one.univariate.value != nil && one.bivariate.value == nil)
    let none = accuracies(first(0, sides[0]), first(0, sides[1]))
    #expect(none.univariate.value == nil)
  }

  @Test("A long tail is cut by its own values, not swallowed by the spike beside it")
  func spikes() throws {
    // 95 % zeros: deciles alone would put everything into one or two cells.
    let tail = (0..<2_000).map { $0 % 20 == 0 ? Double($0) + 1 : 0 }
    let flattened = tail.map { $0 > 0 ? 1.0 : 0 }
    let tables = [tail, flattened].map { numbers in
      MetricTable(
        columns: [MetricTable.Column(name: "n", kind: .decimal, values: .numeric(numbers))],
        rowCount: numbers.count)
    }
    let accuracy = try #require(accuracies(tables[0], tables[1]).univariate.value)
    #expect(accuracy > 0.94 && accuracy < 0.97)
  }

  @Test("The number of threads does not matter")
  func threads() throws {
    let sides = try #require(try KindedTable.all().first).metricTables
    let one = ThreeWayMarginals.accuracies(
      reference: sides[0], candidates: [sides[1], sides[0]],
      configuration: ValidationConfiguration(), team: ThreadTeam(threadCount: 1))
    let three = ThreeWayMarginals.accuracies(
      reference: sides[0], candidates: [sides[1], sides[0]],
      configuration: ValidationConfiguration(), team: ThreadTeam(threadCount: 3))
    #expect(one == three)
  }
}
