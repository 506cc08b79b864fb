import Encoding
import Foundation
import Synchronization
import Synthesis
import Testing

/// Networks that make a row at once: what they learn, and that it can be repeated, kept and taken up again.
@Suite struct RowFamilyTests {
  private static let families = TableFamily.allCases.filter { $0 != .tokens }

  @Test(arguments: [(TableFamily.vae, 600), (.wganGP, 600), (.nonSaturatingGAN, 1_500)])
  func `class means and conditional frequencies are reproduced`(
    family: TableFamily, steps: Int
  ) throws {
    let toy = try ToyTable()
    let model = try toy.train { ($0.family, $0.steps) = (family, steps) }
    let sample = toy.encoder.decode(
      model.sample(classCounts: [3_000, 3_000], seed: 1, threadCount: 2), seed: 2)
    let found = toy.differences(from: sample)
    #expect(found.count <= 2, "\(found)")
  }

  @Test(arguments: families)
  func `training and sampling give the same bytes for any number of threads`(
    family: TableFamily
  ) throws {
    let toy = try ToyTable(rowCount: 300)
    let results = try [1, 2, 3].map { threadCount in
      let model = try toy.train(threadCount: threadCount) {
        ($0.family, $0.steps, $0.classSharing) = (family, 6, .separate)
      }
      let files = try ModelFiles.encode(model, encoder: toy.encoder)
      let read = try ModelFiles.decode(
        description: try #require(files[ModelFiles.descriptionName]),
        weights: try #require(files[ModelFiles.weightsName])
      ).0
      let sample = read.sample(classCounts: [900, 1_500], seed: 2, threadCount: threadCount)
      #expect(
        sample == model.sample(classCounts: [900, 1_500], seed: 2, threadCount: 1),
        "files sample other rows")
      return (files, sample)
    }
    #expect(results[1].0 == results[0].0 && results[2].0 == results[0].0)
    #expect(results[1].1 == results[0].1 && results[2].1 == results[0].1)
  }

  @Test(arguments: [TableFamily.wganGP, .vae], [1, 12])
  func `a training taken up again ends at the same bytes`(family: TableFamily, steps: Int) throws {
    let toy = try ToyTable(rowCount: 400)
    let whole = try toy.train { ($0.family, $0.steps) = (family, 20) }
    let kept = Mutex<[String: Data]>([:])
    let isStopped = Atomic<Bool>(false)
    #expect(throws: CheckpointError.stopped) {
      try toy.train(
        { ($0.family, $0.steps) = (family, 20) },
        keeping: TrainingKeeping(
          keep: { state in
            let files = try state.files()
            kept.withLock { $0 = files }
          }, isStopRequested: { isStopped.load(ordering: .relaxed) }),
        progress: { if $0.step == steps { isStopped.store(true, ordering: .relaxed) } })
    }
    let state = try NetworkCheckpoint(files: kept.withLock { $0 })
    #expect(state.step == steps)
    let resumed = try toy.train(
      threadCount: 1, { ($0.family, $0.steps) = (family, 20) },
      keeping: TrainingKeeping(earlier: [state], keep: { _ in }))
    #expect(
      try ModelFiles.encode(resumed, encoder: toy.encoder)
        == ModelFiles.encode(whole, encoder: toy.encoder))
  }
}
