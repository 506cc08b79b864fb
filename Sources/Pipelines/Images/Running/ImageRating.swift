internal import Parallel

/// How far the images of a model that is being trained are from the real training images: their Fréchet distance in the features of the
/// classifier that judges in the end.
struct ImageRating: Sendable {
  private let judge: any ImageClassifier
  private let encoder: ImageEncoder
  private let threadCount: Int
  private let seed: UInt64
  private let labels: [Int32]
  private let features: Features
  private let limit: Int

  /// At most this many images and this many pixels are made for one rating.
  private static let limits = (images: 1_000, pixels: 4_000_000)
  /// At most this many real images are compared with.
  private static let realLimit = 10_000

  init(
    _ parts: ImageParts, _ judge: any ImageClassifier, encoder: ImageEncoder, threadCount: Int,
    seed: UInt64
  ) throws {
    (self.judge, self.encoder, self.threadCount, self.seed) = (judge, encoder, threadCount, seed)
    var generator = SeededGenerator(seed: seed, stream: "rating")
    let chosen = RowSampling.indices(Self.realLimit, of: parts.training.count, using: &generator)
    labels = chosen.map { parts.training.labels[$0] }
    features = try judge.predict(
      parts.training.images(at: chosen).pixels, threadCount: threadCount
    ).features
    limit = max(
      100, min(Self.limits.images, Self.limits.pixels / (parts.shape.width * parts.shape.height)))
  }

  /// The distance for the classes of a model, in their real shares.
  func distance(_ model: ImageModel) throws -> Double {
    let classes = Set(model.classes.map(Int32.init))
    let places = labels.indices.filter { classes.contains(labels[$0]) }
    // Evenly spread over the real images, whose labels they take.
    let count = min(limit, places.count)
    var numbers: [Int32: Int] = [:]
    let draws = (0..<count).map { index in
      let label = labels[places[index * places.count / count]]
      defer { numbers[label, default: 0] += 1 }
      return ImageDraw(label: label, number: numbers[label, default: 0])
    }
    let pixels = encoder.decode(model.sample(draws, seed: seed, threadCount: threadCount))
    let found = try judge.predict(pixels, threadCount: threadCount).features
    let score = FrechetDistance.score(
      found, features.rows(at: places), team: ThreadTeam(threadCount: threadCount))
    return score.value ?? .infinity
  }
}
