import Encoding
import Synthesis
import Testing

/// A model's samples: exact class counts, and the same rows whatever the number of threads.
@Suite struct SamplingTests {
  private static func quick(_ configuration: inout TrainingConfiguration) {
    configuration.steps = 25
    configuration.hiddenWidth = 24
    configuration.batchSize = 128
  }

  @Test(arguments: ClassSharing.allCases)
  func `training and sampling give the same rows on any number of threads`(sharing: ClassSharing)
    throws
  {
    let toy = try ToyTable(rowCount: 600)
    let samples = try [1, 2, 3].map { threadCount in
      let model = try toy.train(threadCount: threadCount) {
        Self.quick(&$0)
        $0.classSharing = sharing
      }
      return model.sample(classCounts: [700, 900], seed: 5, threadCount: threadCount)
    }
    #expect(samples[1] == samples[0] && samples[2] == samples[0])
  }

  @Test func `another seed gives other weights and other rows`() throws {
    let toy = try ToyTable(rowCount: 600)
    let models = try [UInt64(1), 2].map { seed in
      try toy.train {
        Self.quick(&$0)
        $0.seed = seed
      }
    }
    let first = models[0].sample(classCounts: [50, 50], seed: 5, threadCount: 1)
    #expect(models[1].sample(classCounts: [50, 50], seed: 5, threadCount: 1) != first)
    #expect(models[0].sample(classCounts: [50, 50], seed: 6, threadCount: 1) != first)
  }

  @Test(arguments: ClassSharing.allCases)
  func `class counts are exact`(sharing: ClassSharing) throws {
    let toy = try ToyTable(rowCount: 600)
    let model = try toy.train {
      Self.quick(&$0)
      $0.classSharing = sharing
    }
    for counts in [[1, 0], [0, 1], [0, 0], [10, 990], [9_000, 1], [333, 333]] {
      for stratified in [false, true] {
        let sample = model.sample(
          classCounts: counts, seed: 1, isStratified: stratified, threadCount: 2)
        #expect(sample.classCounts(classCount: 2) == counts)
        #expect(sample.codes.count == toy.encoder.tokens.count)
        for (token, codes) in zip(toy.encoder.tokens, sample.codes) {
          #expect(codes.count == counts[0] + counts[1])
          #expect(codes.allSatisfy { $0 >= 0 && $0 < token.size })
        }
      }
    }
  }

  @Test func `classes come in random order`() throws {
    let model = try ToyTable(rowCount: 600).train { Self.quick(&$0) }
    let classes = model.sample(classCounts: [500, 500], seed: 1, threadCount: 1).classes
    let changes = zip(classes, classes.dropFirst()).count { $0 != $1 }
    // Of 999 neighbours, half differ; the deviation is 16.
    #expect(abs(changes - 500) < 80)
  }

  @Test(arguments: [1, 2, 3])
  func `tables of a few rows are trained and sampled`(rowCount: Int) throws {
    let toy = try ToyTable(rowCount: rowCount)
    if toy.encoder.tokens.isEmpty { return }
    let counts = toy.rows.classCounts(classCount: toy.encoder.classNames.count)
    let sample = try toy.train { $0.steps = 3 }.sample(classCounts: counts, seed: 1, threadCount: 2)
    #expect(sample.rowCount == rowCount)
  }
}
