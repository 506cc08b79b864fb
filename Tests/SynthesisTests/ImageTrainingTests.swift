import Encoding
import Foundation
import Synthesis
import Testing

/// Training on small made-up images: what it learns, that it can be repeated and taken up again, and that it notices failure.
@Suite struct ImageTrainingTests {
  private func train(
    _ images: EncodedImages, steps: Int, threadCount: Int = 2,
    change: (inout ImageTrainingConfiguration) -> Void = { _ in }
  ) throws -> ImageModel {
    var configuration = ImageTrainingConfiguration()
    (configuration.steps, configuration.seed) = (steps, 5)
    change(&configuration)
    return try ImageModel.train(
      images, configuration: configuration, threadCount: threadCount
    ) { _ in }
  }

  @Test func `each class comes out as its real images are on average`() throws {
    let images = ToyImages.make(perClass: [150, 150, 150])
    let model = try train(images, steps: 500)
    let made = model.sample(classCounts: [60, 0, 60], seed: 1, threadCount: 2)
    #expect(made.labels.count { $0 == 0 } == 60 && made.labels.count { $0 == 2 } == 60)
    #expect(made.count == 120)
    for label: Int32 in [0, 2] {
      let distances = (Int32(0)..<3).map { other in
        zip(ToyImages.mean(made, of: label), ToyImages.mean(images, of: other))
          .reduce(0) { $0 + abs($1.0 - $1.1) } / 64
      }
      #expect(distances[Int(label)] < 25, "class \(label): \(distances)")
      #expect(distances.min() == distances[Int(label)])
    }
  }

  @Test(arguments: ImageFamily.allCases)
  func `training gives the same bytes for any number of threads`(family: ImageFamily) throws {
    let images = ToyImages.make(perClass: [40, 90, 25], size: 16, channels: 3)
    let results = try [1, 2, 3].map { threadCount in
      let model = try train(images, steps: 20, threadCount: threadCount) {
        $0 = .settings(of: family)
        ($0.steps, $0.seed, $0.batchSize) = (20, 5, 8)
      }
      let sample = model.sample(classCounts: [3, 70, 1], seed: 2, threadCount: threadCount)
      return (try ImageModelFiles.encode(model), sample)
    }
    #expect(results[1].0 == results[0].0 && results[2].0 == results[0].0)
    #expect(results[1].1 == results[0].1 && results[2].1 == results[0].1)
    #expect(results[0].1.count == 74)
  }

  @Test(arguments: [(ClassSharing.auto, 13), (.separate, 13), (.separate, 21)])
  func `a run taken up again ends at the same bytes`(sharing: ClassSharing, stop: Int) throws {
    let images = ToyImages.make(perClass: [60, 30])
    var configuration = ImageTrainingConfiguration()
    (configuration.steps, configuration.classSharing) = (34, sharing)
    var kept: [ImageCheckpoint] = []
    let whole = try ImageModel.train(
      images, configuration: configuration, threadCount: 2, checkpointInterval: 1
    ) {
      kept.append($0)
    } progress: { _ in
    }
    let files = try kept[stop].files()
    var steps = 0
    let rest = try ImageModel.train(
      images, configuration: configuration, threadCount: 1,
      resuming: ImageCheckpoint(files: files)
    ) { _ in steps += 1 }
    #expect(steps > 0 && steps < 34)
    #expect(try ImageModelFiles.encode(rest) == ImageModelFiles.encode(whole))
  }

  @Test func `a state of another configuration is refused`() throws {
    let images = ToyImages.make(perClass: [20, 20])
    var configuration = ImageTrainingConfiguration()
    configuration.steps = 4
    var kept: [ImageCheckpoint] = []
    _ = try ImageModel.train(
      images, configuration: configuration, threadCount: 1, checkpointInterval: 2
    ) {
      kept.append($0)
    } progress: { _ in
    }
    configuration.rate = 1e-3
    #expect(throws: ImageTrainingError.self) {
      try ImageModel.train(
        images, configuration: configuration, threadCount: 1, resuming: kept[0]
      ) { _ in }
    }
    var files = try kept[0].files()
    files[StateFiles.descriptionName] = Data("{}".utf8)
    #expect(throws: CheckpointError.self) { try ImageCheckpoint(files: files) }
  }

  @Test func `a model's files sample the same images`() throws {
    let images = ToyImages.make(perClass: [20, 0, 30])
    let model = try train(images, steps: 5)
    let files = try ImageModelFiles.encode(model)
    let read = try ImageModelFiles.decode(
      description: try #require(files[ModelFiles.descriptionName]),
      weights: try #require(files[ModelFiles.weightsName]))
    let counts = [4, 0, 5]
    #expect(
      read.sample(classCounts: counts, seed: 3, threadCount: 2)
        == model.sample(classCounts: counts, seed: 3, threadCount: 1))
    #expect(throws: (any Error).self) {
      try ImageModelFiles.decode(
        description: try #require(files[ModelFiles.descriptionName]), weights: Data(count: 8))
    }
  }

  @Test func `a time budget becomes steps that give the same bytes again`() throws {
    let images = ToyImages.make(perClass: [20, 20])
    let timed = try train(images, steps: 0) { ($0.steps, $0.timeBudgetSeconds) = (nil, 0.5) }
    let steps = try #require(timed.configuration.steps)
    #expect(steps > 0)
    let again = try ImageModel.train(
      images, configuration: timed.configuration, threadCount: 1
    ) { _ in }
    #expect(try ImageModelFiles.encode(again) == ImageModelFiles.encode(timed))
  }

  @Test func `a run that diverges goes back, says so, and ends after its retries`() {
    let images = ToyImages.make(perClass: [20, 20])
    var configuration = ImageTrainingConfiguration()
    (configuration.steps, configuration.rate, configuration.warmupSteps) = (50, 1e30, 1)
    var events: [ImageTrainingEvent] = []
    #expect {
      try ImageModel.train(images, configuration: configuration, threadCount: 1) {
        if let event = $0.event { events.append(event) }
      }
    } throws: { error in
      guard case .diverged(_, let retries) = error as? ImageTrainingError else { return false }
      return retries == 3
    }
    #expect(events == (1...3).map { .wentBack(step: 0, retry: $0) })
  }

  @Test func `odd sets are learnt or refused, never fatal`() throws {
    let empty = ToyImages.make(perClass: [0, 0])
    #expect(throws: ImageTrainingError.noImages) { try train(empty, steps: 2) }
    let odd = ToyImages.make(perClass: [3], size: 9)
    #expect(throws: ImageTrainingError.unsupportedSize(width: 9, height: 9)) {
      try train(odd, steps: 2)
    }
    #expect(throws: ImageTrainingError.tooFewImages(count: 3, least: 16, family: .progressive)) {
      try train(ToyImages.make(perClass: [3]), steps: 2) { $0 = .settings(of: .progressive) }
    }
    #expect(throws: ImageTrainingError.penaltyOverNorms(family: .dcgan)) {
      try train(ToyImages.make(perClass: [9]), steps: 2) { $0.family = .dcgan }
    }
    for counts in [[1], [1, 1], [0, 3]] {
      let model = try train(ToyImages.make(perClass: counts), steps: 6)
      let made = model.sample(
        classCounts: counts.map { $0 == 0 ? 0 : 2 }, seed: 1, threadCount: 1)
      #expect(made.count == 2 * counts.count { $0 > 0 })
    }
    // Images that do not differ at all.
    let flat = EncodedImages(
      width: 8, height: 8, channels: 1, pixels: [UInt8](repeating: 7, count: 64 * 12),
      labels: [Int32](repeating: 0, count: 12), classCount: 1)
    #expect(try train(flat, steps: 30).sample(classCounts: [3], seed: 1, threadCount: 1).count == 3)
  }
}
