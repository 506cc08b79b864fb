internal import Engine
internal import Parallel

/// Trained image networks: for every class, the generator that samples it.
public struct ImageModel: Sendable {
  /// One generator and the classes it was trained on; the generator knows them by their place here.
  struct Network: Sendable {
    var classes: [Int]
    var generator: ImageGenerator
  }

  /// How it was trained, with the number of steps filled in: training again with it gives the same bytes.
  public let configuration: ImageTrainingConfiguration
  let networks: [Network]
  let classCount: Int

  /// Trains the networks and returns when all are done.
  ///
  /// The result depends on the images, the configuration and its seed, not on the number of threads; with a time budget it depends on the
  /// measured pace, and the model's `configuration` says how many steps that gave.
  /// A run goes on from the state `resuming`, which a run with the same images and configuration has written; `keep` gets the state every
  /// `checkpointInterval` steps, and `progress` is called after every step.
  /// - Throws: `ImageTrainingError`, and what `progress` or `keep` throw.
  public static func train(
    _ images: EncodedImages, configuration: ImageTrainingConfiguration, threadCount: Int,
    resuming checkpoint: ImageCheckpoint? = nil,
    checkpointInterval interval: Int = .max, keep: (ImageCheckpoint) throws -> Void = { _ in },
    progress: (ImageTrainingProgress) throws -> Void
  ) throws -> ImageModel {
    let run = try ImageTrainingRun(
      images, configuration: configuration, threadCount: threadCount, resuming: checkpoint)
    return try run.train(interval: interval, keep: keep, progress: progress)
  }

  /// Draws `classCounts[c]` images of every class c, class after class; the same ones for every number of threads.
  public func sample(classCounts: [Int], seed: UInt64, threadCount: Int) -> EncodedImages {
    precondition(
      classCounts.count == classCount, "\(classCounts.count) counts, \(classCount) classes")
    let team = ThreadTeam(threadCount: threadCount, prepare: Denormals.flush)
    var parts = [[UInt8]](repeating: [], count: classCount)
    for network in networks {
      for (place, label) in network.classes.enumerated() where classCounts[label] > 0 {
        parts[label] = Denormals.flushed {
          network.generator.sample(
            classCounts[label], of: Int32(place),
            noise: Philox(key: seed, stream: 5).split(UInt64(label)), team: team)
        }
      }
    }
    let architecture = networks[0].generator.architecture
    let size = architecture.height * architecture.width * architecture.channels
    let labels = parts.enumerated().flatMap { label, pixels in
      [Int32](repeating: Int32(label), count: pixels.count / size)
    }
    return EncodedImages(
      width: architecture.width, height: architecture.height, channels: architecture.channels,
      pixels: parts.flatMap { $0 }, labels: labels, classCount: classCount)
  }
}

extension ImageGenerator {
  /// Images per pass when sampling.
  private static let passSize = 64

  /// Images of one class as bytes.
  func sample(_ count: Int, of label: Int32, noise: Philox, team: ThreadTeam) -> [UInt8] {
    var pixels: [UInt8] = []
    for (pass, start) in stride(from: 0, to: count, by: Self.passSize).enumerated() {
      let wanted = min(Self.passSize, count - start)
      let tape = Tape(team: team)
      let latents = noise.split(UInt64(pass)).normal(
        [wanted, architecture.latentWidth], deviation: 1)
      let result = images(
        parameters.map(tape.constant), latents: latents,
        classes: [Int32](repeating: label, count: wanted), on: tape, isTraining: false
      ).images.value
      pixels += result.elements.map { UInt8(max(0, min(255, (($0 + 1) * 127.5).rounded()))) }
    }
    return pixels
  }
}
