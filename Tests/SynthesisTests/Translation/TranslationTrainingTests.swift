import Foundation
import Synthesis
import Testing

/// Training on small made-up images: what each kind learns, that it can be repeated and taken up again.
@Suite struct TranslationTrainingTests {
  private func configuration(
    _ family: TranslationFamily, steps: Int
  ) -> TranslationConfiguration {
    var configuration = TranslationConfiguration(family: family)
    (configuration.steps, configuration.seed) = (steps, 4)
    return configuration
  }

  /// The sum of these terms in the first and the last steps of a training.
  private func terms(
    _ family: TranslationFamily, _ names: [String], steps: Int, loss: CycleLoss = .cyclegan
  ) throws -> (first: Double, last: Double) {
    var values: [Double] = []
    var configuration = configuration(family, steps: steps)
    configuration.loss = loss
    _ = try TranslationModel.train(
      ToyPictures.examples(family), configuration: configuration, threadCount: 2,
      progress: { progress in
        values.append(names.reduce(0) { $0 + (progress.terms[$1] ?? 0) })
      })
    func mean(_ part: ArraySlice<Double>) -> Double { part.reduce(0, +) / Double(part.count) }
    return (mean(values.prefix(5)), mean(values.suffix(20)))
  }

  @Test func `pairs are learned: unseen ones come out nearer to the truth than before`() throws {
    let all = ToyPictures.examples(.pix2pix, count: 64)
    let examples = TranslationExamples(
      sources: Array(all.sources.prefix(56)), targets: Array(all.targets.prefix(56)))
    func error(steps: Int) throws -> Double {
      let model = try TranslationModel.train(
        examples, configuration: configuration(.pix2pix, steps: steps), threadCount: 2)
      return (56..<64).reduce(0) { sum, place in
        let output = model.output(
          TranslationInput(all.sources[place]), name: "\(place)", seed: 1, threadCount: 2)
        return sum + ToyPictures.distance(output, all.targets[place]) / 8
      }
    }
    let (before, after) = (try error(steps: 2), try error(steps: 500))
    #expect(after < before / 4, "\(before) to \(after)")
  }

  @Test(arguments: CycleLoss.allCases)
  func `what goes there and back comes nearer to what it was`(loss: CycleLoss) throws {
    let names = ["cycle there and back", "cycle back and there"]
    let found = try terms(.cyclegan, names, steps: 150, loss: loss)
    // DiscoGAN's weight of the cycle is a hundredth at first.
    let first = loss == .discogan ? 99 * found.first : found.first
    #expect(found.last < 0.7 * first, "\(found)")
  }

  @Test func `enlarged images come nearer to the large ones`() throws {
    let found = try terms(.srgan, ["squared error"], steps: 60)
    #expect(found.last < 0.7 * found.first, "\(found)")
  }

  @Test func `regions come nearer to what stands there`() throws {
    let found = try terms(.anonymize, ["distance"], steps: 60)
    #expect(found.last < 0.7 * found.first, "\(found)")
  }

  @Test(arguments: TranslationFamily.allCases)
  func `training gives the same bytes for any number of threads, and taken up again`(
    family: TranslationFamily
  ) throws {
    let examples = ToyPictures.examples(family, count: 12)
    let configuration = configuration(family, steps: 12)
    var kept: [TranslationCheckpoint] = []
    let models = try [1, 3].map { threadCount in
      try TranslationModelFiles.encode(
        TranslationModel.train(
          examples, configuration: configuration, threadCount: threadCount, checkpointInterval: 3,
          keep: { if threadCount == 1 { kept.append($0) } }))
    }
    #expect(models[1] == models[0])
    let rest = try TranslationModel.train(
      examples, configuration: configuration, threadCount: 2,
      resuming: TranslationCheckpoint(files: kept[1].files()), checkpointInterval: 3)
    #expect(try TranslationModelFiles.encode(rest) == models[0], "from step \(kept[1].step)")
    var other = configuration
    other.seed = 9
    // Its classifier takes seconds, and says nothing about states.
    if family == .srgan { return }
    #expect(throws: ImageTrainingError.self) {
      try TranslationModel.train(
        examples, configuration: other, threadCount: 1, resuming: kept[0])
    }
  }

  /// Saved models that enlarge are put to use in `TranslationPipelineTests`.
  @Test(arguments: [TranslationFamily.pix2pix, .cyclegan, .anonymize])
  func `a model's files turn images alike`(family: TranslationFamily) throws {
    let examples = ToyPictures.examples(family, count: 8)
    let model = try TranslationModel.train(
      examples, configuration: configuration(family, steps: 2), threadCount: 2)
    let files = try TranslationModelFiles.encode(model)
    let read = try TranslationModelFiles.decode(
      description: try #require(files[ModelFiles.descriptionName]),
      weights: try #require(files[ModelFiles.weightsName]))
    let input = TranslationInput(
      examples.sources[0], base: examples.bases.first, mask: examples.masks.first)
    for direction in 0..<model.directionCount {
      let outputs = [model, read].enumerated().map {
        $1.output(
          input, name: "a", direction: direction, seed: 3, threadCount: $0 + 1)
      }
      #expect(outputs[0] == outputs[1])
    }
    #expect(throws: (any Error).self) {
      try TranslationModelFiles.decode(
        description: Data("{}".utf8), weights: try #require(files[ModelFiles.weightsName]))
    }
  }

  @Test func `what is inside of a region never reaches the network`() throws {
    let examples = ToyPictures.examples(.anonymize, count: 8)
    let model = try TranslationModel.train(
      examples, configuration: configuration(.anonymize, steps: 3), threadCount: 2)
    let mask = examples.masks[0]
    var other = examples.targets[0]
    for place in mask.pixels.indices where mask.pixels[place] > 0 {
      for channel in 0..<3 { other.pixels[3 * place + channel] ^= 0xFF }
    }
    let outputs = [examples.targets[0], other].map {
      model.output(TranslationInput($0, mask: mask), name: "a", seed: 1, threadCount: 2)
    }
    #expect(outputs[0] == outputs[1] && examples.targets[0] != other)
    for place in mask.pixels.indices where mask.pixels[place] == 0 {
      #expect(outputs[0].pixels[3 * place] == examples.targets[0].pixels[3 * place])
    }
  }

  @Test func `a time budget becomes steps that give the same bytes again`() throws {
    var timed = TranslationConfiguration(family: .pix2pix)
    timed.timeBudgetSeconds = 1
    let examples = ToyPictures.examples(.pix2pix, count: 8)
    let model = try TranslationModel.train(examples, configuration: timed, threadCount: 2)
    #expect((model.configuration.steps ?? 0) > 0)
    let again = try TranslationModel.train(
      examples, configuration: model.configuration, threadCount: 1)
    #expect(try TranslationModelFiles.encode(again) == TranslationModelFiles.encode(model))
  }
}
