public import Encoding
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
  /// How many generators there are.
  public var networkCount: Int { networks.count }
  /// The number of classes, those without a network included.
  public let classCount: Int

  /// Trains the networks and returns when all are done.
  ///
  /// The result depends on the images, the configuration and its seed, not on the number of threads; with a time budget it depends on the
  /// measured pace, and the model's `configuration` says how many steps that gave.
  /// At every tenth of the steps `rate` is asked how far a model's images are from real ones; it is given a model of the classes at hand
  /// alone. If a generator of the second half of the run was clearly better than the last one, it is used.
  /// A run goes on from the state `resuming`, which a run with the same images and configuration has written; `keep` gets the state every
  /// `checkpointInterval` steps, and `progress` is called after every step.
  /// - Throws: `ImageTrainingError`, and what `progress` or `keep` throw.
  public static func train(
    _ images: EncodedImages, configuration: ImageTrainingConfiguration, threadCount: Int,
    resuming checkpoint: ImageCheckpoint? = nil, rate: ((ImageModel) throws -> Double)? = nil,
    checkpointInterval interval: Int = .max, keep: (ImageCheckpoint) throws -> Void = { _ in },
    isStopRequested: () -> Bool = { false }, progress: (ImageTrainingProgress) throws -> Void
  ) throws -> ImageModel {
    let run = try ImageTrainingRun(
      images, configuration: configuration, threadCount: threadCount, resuming: checkpoint,
      rate: rate)
    return try run.train(
      interval: interval, keep: keep, isStopRequested: isStopRequested, progress: progress)
  }

  /// Draws `classCounts[c]` images of every class c, class after class: the first ones of each.
  public func sample(classCounts: [Int], seed: UInt64, threadCount: Int) -> EncodedImages {
    precondition(
      classCounts.count == classCount, "\(classCounts.count) counts, \(classCount) classes")
    let draws = classCounts.enumerated().flatMap { label, count in
      (0..<count).map { ImageDraw(label: Int32(label), number: $0) }
    }
    return sample(draws, seed: seed, threadCount: threadCount)
  }

  /// The images that these draws stand for, in their order.
  ///
  /// An image depends on the model, the seed, its draw and the truncation, not on the number of threads, and on the images beside it only by
  /// rounding: a byte may differ by one.
  /// - Parameters:
  ///   - truncation: The largest number of a latent vector; ones beyond are drawn again. Lower values give more typical
  ///     images that are more alike. Brock et al. (2019), arXiv 1809.11096, section 3.1.
  /// - Precondition: every label is that of a class with a network.
  public func sample(
    _ draws: [ImageDraw], seed: UInt64, truncation: Double? = nil, threadCount: Int
  ) -> EncodedImages {
    let architecture = networks[0].generator.architecture
    let size = architecture.height * architecture.width * architecture.channels
    let team = ThreadTeam(threadCount: threadCount, prepare: Denormals.flush)
    let noise = Philox(key: seed, stream: 5)
    var pixels = [UInt8](repeating: 0, count: draws.count * size)
    for network in networks {
      let places = Dictionary(
        uniqueKeysWithValues: network.classes.enumerated().map { (Int32($1), Int32($0)) })
      let own = draws.indices.filter { places[draws[$0].label] != nil }
      let passes = stride(from: 0, to: own.count, by: Self.passSize).map {
        own[$0..<min(own.count, $0 + Self.passSize)]
      }
      let parts = Denormals.flushed {
        team.map(passes.count) { pass in
          let chosen = passes[pass].map { draws[$0] }
          let latents = chosen.flatMap { draw in
            noise.split(UInt64(draw.label)).split(UInt64(draw.number)).latents(
              architecture.latentWidth, truncation: truncation)
          }
          return network.generator.bytes(
            latents: latents, classes: chosen.map { places[$0.label] ?? 0 },
            team: ThreadTeam(threadCount: 1))
        }
      }
      for (pass, part) in zip(passes, parts) {
        for (row, place) in pass.enumerated() {
          pixels.replaceSubrange(
            place * size..<(place + 1) * size, with: part[row * size..<(row + 1) * size])
        }
      }
    }
    return EncodedImages(
      width: architecture.width, height: architecture.height, channels: architecture.channels,
      pixels: pixels, labels: draws.map(\.label), classCount: classCount)
  }

  /// Images per pass when sampling.
  private static let passSize = 64

  /// The size and channels of the images that networks make.
  public var imageSize: (width: Int, height: Int, channels: Int) {
    let architecture = networks[0].generator.architecture
    return (architecture.width, architecture.height, architecture.channels)
  }

  /// The classes that can be sampled.
  public var classes: [Int] { networks.flatMap(\.classes).sorted() }
}

/// One image to be drawn: which of a class's endless row of images.
public struct ImageDraw: Sendable, Equatable {
  /// The class.
  public var label: Int32
  /// The place in the class's row, from 0.
  public var number: Int

  /// The image of a class at a place.
  public init(label: Int32, number: Int) { (self.label, self.number) = (label, number) }
}

extension Philox {
  /// The latent vector of one image.
  fileprivate func latents(_ width: Int, truncation: Double?) -> [Float] {
    var numbers = split(0).normal([width], deviation: 1).elements
    guard let truncation else { return numbers }
    let bound = Float(truncation)
    for round in 1...Self.redraws {
      if numbers.allSatisfy({ abs($0) <= bound }) { return numbers }
      let others = split(UInt64(round)).normal([width], deviation: 1).elements
      for place in numbers.indices where abs(numbers[place]) > bound {
        numbers[place] = others[place]
      }
    }
    return numbers.map { max(-bound, min(bound, $0)) }
  }

  /// So often numbers are drawn again; what is left then is cut to the bound.
  private static let redraws = 64
}
