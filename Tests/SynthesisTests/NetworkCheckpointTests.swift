import Foundation
import Synchronization
import Synthesis
import Testing

/// The states of a training on a table: taking one up ends at the same bytes.
@Suite struct NetworkCheckpointTests {
  private static func quick(_ configuration: inout TrainingConfiguration) {
    configuration.steps = 30
    configuration.hiddenWidth = 24
    configuration.batchSize = 128
  }

  /// Stops a training of these networks after so many steps of the first, and returns what was kept.
  private func stopped(_ toy: ToyTable, sharing: ClassSharing, after steps: Int) throws
    -> [[String: Data]]
  {
    let kept = Mutex<[Int: [String: Data]]>([:])
    let isStopped = Atomic<Bool>(false)
    let keeping = TrainingKeeping(
      keep: { state in
        let files = try state.files()
        kept.withLock { $0[state.network] = files }
      }, isStopRequested: { isStopped.load(ordering: .relaxed) })
    #expect(throws: CheckpointError.stopped) {
      try toy.train(
        threadCount: 1,
        {
          Self.quick(&$0)
          $0.classSharing = sharing
        }, keeping: keeping,
        progress: { step in
          if step.step == steps && step.network == step.networkCount - 1 {
            isStopped.store(true, ordering: .relaxed)
          }
        })
    }
    return kept.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
  }

  @Test(arguments: [ClassSharing.shared, .separate], [1, 12, 29])
  func `a training taken up again ends at the same bytes`(sharing: ClassSharing, steps: Int) throws
  {
    let toy = try ToyTable(rowCount: 600)
    let whole = try toy.train {
      Self.quick(&$0)
      $0.classSharing = sharing
    }
    let states = try stopped(toy, sharing: sharing, after: steps).map {
      try NetworkCheckpoint(files: $0)
    }
    #expect(states.last?.step == steps)
    let taken = Atomic<Int>(0)
    let resumed = try toy.train(
      threadCount: 2,
      {
        Self.quick(&$0)
        $0.classSharing = sharing
      }, keeping: TrainingKeeping(earlier: states, keep: { _ in }),
      progress: { _ in taken.wrappingAdd(1, ordering: .relaxed) })
    // One thread trains one network after another, so the last one alone has steps left.
    #expect(taken.load(ordering: .relaxed) == 30 - steps)
    #expect(
      try ModelFiles.encode(resumed, encoder: toy.encoder)
        == ModelFiles.encode(whole, encoder: toy.encoder))
  }

  @Test func `damaged and newer states are refused`() throws {
    let toy = try ToyTable(rowCount: 300)
    let files = try #require(try stopped(toy, sharing: .shared, after: 3).first)
    let text = String(
      decoding: try #require(files[StateFiles.descriptionName]), as: UTF8.self)
    var damaged: [[String: Data]] = [[:]]
    for change in ["{}", text.replacing("\"formatVersion\":1", with: "\"formatVersion\":2")] {
      damaged.append(files.merging([StateFiles.descriptionName: Data(change.utf8)]) { $1 })
    }
    for files in damaged {
      #expect(throws: CheckpointError.self) { try NetworkCheckpoint(files: files) }
    }
    // A state of other networks has other shapes.
    let other = try NetworkCheckpoint(files: files)
    #expect(throws: CheckpointError.self) {
      try toy.train(
        {
          Self.quick(&$0)
          ($0.hiddenWidth, $0.classSharing) = (16, .shared)
        }, keeping: TrainingKeeping(earlier: [other], keep: { _ in }))
    }
  }
}
