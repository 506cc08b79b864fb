import Datasets
import Encoding
import Synthesis
import TestSupport
import Testing

/// Given rows completed by a model: what is drawn follows the model given what is known.
@Suite struct CompletionTests {
  /// `flower`, then `scent`, which depends on it, then `place`, which depends on both; of two soils.
  ///
  ///     soil: clay 80 %, sand 20 %      flower: rose 60 % on clay, 10 % on sand, else lily
  ///     scent: strong for 90 % of roses, 20 % of lilies
  private static let garden: (table: Table, encoder: TableEncoder, model: TableModel)? = {
    var generator = SeededGenerator(seed: 4)
    var cells = [[String]](repeating: [], count: 3)
    for _ in 0..<4_000 {
      let soil = generator.uniform() < 0.8 ? "clay" : "sand"
      let flower = generator.uniform() < (soil == "clay" ? 0.6 : 0.1) ? "rose" : "lily"
      let scent = generator.uniform() < (flower == "rose" ? 0.9 : 0.2) ? "strong" : "weak"
      for (place, cell) in [flower, scent, soil].enumerated() { cells[place].append(cell) }
    }
    let table = Table(
      columns: zip(["flower", "scent", "soil"], cells).map { Column(name: $0, cells: $1) })
    guard
      let encoder = try? TableEncoder.fit(table, schema: Schema.infer(table), labelIndex: 2)
    else { return nil }
    var configuration = TrainingConfiguration()
    configuration.steps = 500
    let model = try? TableModel.train(
      encoder.encode(table), encoder: encoder, configuration: configuration, threadCount: 2
    ) { _ in }
    return model.map { (table, encoder, $0) }
  }()

  private func share(_ table: Table, _ column: Int, _ cell: String) -> Double {
    Double((0..<table.rowCount).count { table.columns[column][$0] == cell })
      / Double(table.rowCount)
  }

  /// Completes rows that are all alike; nil is open.
  private func completed(_ row: [String?], count: Int = 4_000, threads: Int = 2) throws -> Table {
    let (table, encoder, model) = try #require(Self.garden)
    let partial = PartialRows(
      table: Table(
        columns: zip(table.columns, row).map {
          Column(name: $0.name, levels: [$1 ?? ""], codes: [Int32](repeating: 0, count: count))
        }), isGiven: row.map { [Bool](repeating: $0 != nil, count: count) })
    let codes = model.complete(
      partial, encoder: encoder,
      classCounts: encoder.encode(table).classCounts(classCount: encoder.classNames.count),
      candidateCount: 32, seed: 8, threadCount: threads)
    return encoder.decode(codes, completing: partial, seed: 9)
  }

  /// What the model says: rows of it that have the given cells.
  private func conditional(_ row: [String?]) throws -> Table {
    let (table, encoder, model) = try #require(Self.garden)
    let counts = encoder.encode(table).classCounts(classCount: encoder.classNames.count)
    let sample = encoder.decode(
      model.sample(classCounts: counts.map { $0 * 20 }, seed: 77, threadCount: 2), seed: 1)
    let suitable = (0..<sample.rowCount).filter { place in
      row.indices.allSatisfy { row[$0] == nil || sample.columns[$0][place] == row[$0] }
    }
    return sample.rows(at: suitable)
  }

  @Test(
    arguments: [
      ([nil, "strong", "clay"], 0, "rose", 0.54 / 0.62),
      ([nil, "weak", "clay"], 0, "rose", 0.06 / 0.38),
      ([nil, "strong", "sand"], 0, "rose", 0.09 / 0.27),
      (["rose", nil, nil], 2, "sand", 0.02 / 0.5),
      ([nil, "weak", nil], 2, "sand", 0.2 * 0.73 / (0.2 * 0.73 + 0.8 * 0.38)),
      (["lily", "strong", nil], 2, "sand", 0.9 * 0.2 / (0.9 * 0.2 + 4 * 0.4 * 0.2)),
    ] as [([String?], Int, String, Double)])
  func `cells are as frequent as the law and the model say given the others`(
    row: [String?], column: Int, cell: String, law: Double
  ) throws {
    let made = try completed(row)
    for place in row.indices {
      if let given = row[place] { #expect(share(made, place, given) == 1) }
    }
    let found = share(made, column, cell)
    let model = share(try conditional(row), column, cell)
    // Five deviations of 4,000 rows are 0.04 at most; the model itself is not the law.
    #expect(abs(found - model) < 0.035, "\(found) of completed rows, \(model) of the model's")
    #expect(abs(found - law) < 0.07, "\(found) of completed rows, \(law) by the law")
  }

  @Test func `the number of threads decides nothing`() throws {
    #expect(
      try completed([nil, "weak", nil], threads: 1) == completed([nil, "weak", nil], threads: 3))
  }
}
