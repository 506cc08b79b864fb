public import Encoding
internal import Engine
internal import Glibc
internal import Parallel

extension ImageClassifierNetwork {
  /// Trains a network from its first weights on.
  ///
  /// Batches are drawn with replacement from all images alike, or from all classes alike. Same arguments give the same network, whatever the number of threads.
  /// - Parameters:
  ///   - images: What to learn from; some classes may have no image.
  ///   - imagesSeen: How many images all steps together look at, about.
  /// - Throws: `ImageTrainingError.noImages`.
  public static func train(
    _ images: EncodedImages, imagesSeen: Int, seed: UInt64, threadCount: Int,
    drawsClassesAlike: Bool = false,
    configuration: ImageClassifierConfiguration = ImageClassifierConfiguration()
  ) throws -> ImageClassifierNetwork {
    guard images.count > 0 else { throw ImageTrainingError.noImages }
    let noise = Philox(key: seed, stream: 6)
    var network = ImageClassifierNetwork(
      like: images, configuration: configuration, noise: noise.split(0))
    let steps = max(configuration.minimumSteps, imagesSeen / max(1, configuration.batchSize))
    var optimizer = AdamW(
      shapes: network.parameters.map(\.shape), beta1: 0.9, beta2: 0.999,
      decay: Float(configuration.decay))
    let team = ThreadTeam(threadCount: threadCount, prepare: Denormals.flush)
    let pools = drawsClassesAlike ? images.places.filter { !$0.isEmpty } : [Array(0..<images.count)]
    Denormals.flushed {
      for step in 0..<steps {
        let rate = configuration.rate(step: step, of: steps)
        network.learn(
          images, pools, configuration, &optimizer, rate: rate,
          noise: noise.split(1).split(UInt64(step)), team: team)
      }
    }
    return network
  }

  private mutating func learn(
    _ images: EncodedImages, _ pools: [[Int]], _ configuration: ImageClassifierConfiguration,
    _ optimizer: inout AdamW, rate: Float, noise: Philox, team: ThreadTeam
  ) {
    // The whole part of a number says which pool, the rest which of its images.
    let chosen = noise.split(0).uniform(count: configuration.batchSize).map { number in
      let place = Double(number) * Double(pools.count)
      let pool = pools[min(pools.count - 1, Int(place))]
      return pool[min(pool.count - 1, Int((place - place.rounded(.down)) * Double(pool.count)))]
    }
    let size = (chosen.count + Self.shardCount - 1) / Self.shardCount
    let shards = stride(from: 0, to: chosen.count, by: size).map {
      Array(chosen[$0..<min(chosen.count, $0 + size)])
    }
    let parts = team.map(shards.count) { index in
      Denormals.flushed {
        part(
          images, shards[index], of: chosen.count, configuration,
          noise: noise.split(UInt64(index) + 1))
      }
    }
    var gradients = parts[0].gradients
    for other in parts.dropFirst() {
      gradients = zip(gradients, other.gradients).map { $0.adding($1, scale: 1) }
    }
    optimizer.step(parameters, gradients: gradients, rate: rate, team: team)
    for moments in parts.map(\.moments) {
      for (running, own) in zip(statistics, moments) {
        running.approach(own, scale: 1, weight: 0.05 / Float(parts.count))
      }
    }
  }

  /// A batch is cut into this many parts, each on a thread of its own and with norms of its own; fixed, so that results do not depend on
  /// the number of threads.
  private static let shardCount = 2

  /// What a part of a batch of `total` images adds to the gradients, and the means and variances of its norms.
  /// - Source: Hoffer et al. (2017), arXiv 1705.08741, algorithm 1 (norms over parts of a batch).
  private func part(
    _ images: EncodedImages, _ chosen: [Int], of total: Int,
    _ configuration: ImageClassifierConfiguration, noise: Philox
  ) -> (gradients: [Tensor], moments: [Tensor]) {
    let tape = Tape(team: ThreadTeam(threadCount: 1))
    let leaves = parameters.map(tape.parameter)
    let (features, norms) = features(leaves, images.tensor(chosen), on: tape, isTraining: true)
    let kept = tape.apply(
      Dropout(rate: Float(configuration.dropoutRate), noise: noise), features)
    let mean = tape.apply(
      ClassLoss(
        classes: chosen.map { images.labels[$0] }, smoothing: Float(configuration.smoothing)),
      scores(leaves, kept, on: tape))
    let loss = tape.apply(Scale(Float(chosen.count) / Float(total)), mean)
    return (
      tape.gradients(of: loss, for: leaves), norms.flatMap { Array(tape.saved(of: $0).prefix(2)) }
    )
  }
}

extension ImageClassifierConfiguration {
  /// The learning rate of a step: up over the first part of the run, then down to zero, each along half a cosine.
  /// - Source: Smith and Topin (2018), arXiv 1708.07120, section 4.
  fileprivate func rate(step: Int, of count: Int) -> Float {
    let progress = (Double(step) + 0.5) / Double(count)
    let isRising = progress < warmupFraction
    let part =
      isRising
      ? progress / warmupFraction
      : 1 - (progress - warmupFraction) / max(1 - warmupFraction, 1e-9)
    return Float(rate * 0.5 * (1 - cos(.pi * part)))
  }
}
