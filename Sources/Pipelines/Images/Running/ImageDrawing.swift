internal import Parallel

/// Draws images class by class and keeps those that pass.
struct ImageDrawing {
  private let model: ImageModel
  private let encoder: ImageEncoder
  private let sampling: ImageSamplingConfiguration
  private let seed: UInt64
  private let threadCount: Int
  private let parts: ImageParts
  private let judge: (any ImageClassifier)?
  private let realDigests: Set<Int>
  private let copies: CopySearch?
  private var accepted: [[(draw: ImageDraw, pixels: [UInt8])]]
  private var nextNumbers: [Int]
  private(set) var selection: [ClassSelection] = []

  init(
    model: ImageModel, encoder: ImageEncoder, configuration: ImagePipelineConfiguration,
    parts: ImageParts, judge: (any ImageClassifier)?
  ) {
    (self.model, self.encoder, self.parts, self.judge) = (model, encoder, parts, judge)
    (sampling, threadCount) = (configuration.sampling, configuration.threadCount)
    seed = configuration.seed(of: .sample)
    let training = parts.training
    realDigests = Set((0..<training.count).map { training.image(at: $0).digest })
    copies =
      sampling.copyQuantile > 0
      ? CopySearch(
        parts, quantile: sampling.copyQuantile, seed: seed, threadCount: threadCount) : nil
    accepted = training.classNames.map { _ in [] }
    nextNumbers = training.classNames.map { _ in 0 }
  }

  /// Draws until every class has as many images as wanted, or has used up its draws.
  mutating func fill(_ wanted: [Int]) throws {
    selection = zip(parts.training.classNames, wanted).map {
      ClassSelection(className: $0, wantedCount: $1)
    }
    while true {
      let missing = selection.map { own in
        min(
          own.wantedCount - own.acceptedCount,
          own.wantedCount * max(1, sampling.maximumDraws) - own.drawnCount)
      }
      if missing.allSatisfy({ $0 <= 0 }) { return }
      try judge(draw(missing))
    }
  }

  /// The images taken, class after class.
  var images: ImageSet {
    let all = accepted.flatMap { $0 }
    return ImageSet(
      pixels: all.flatMap(\.pixels), width: encoder.width, height: encoder.height,
      channels: encoder.channels, labels: all.map(\.draw.label),
      classNames: parts.training.classNames, names: all.map { _ in "" })
  }

  /// What each of them was drawn as.
  var draws: [ImageDraw] { accepted.flatMap { $0.map(\.draw) } }

  /// Further images that nothing has selected.
  mutating func further(_ counts: [Int]) -> ImageSide {
    let drawn = draw(counts)
    return ImageSide(pixels: drawn.pixels, labels: drawn.draws.map(\.label))
  }

  private mutating func draw(_ counts: [Int]) -> (draws: [ImageDraw], pixels: [UInt8]) {
    var draws: [ImageDraw] = []
    for (label, count) in counts.enumerated() where count > 0 {
      let start = nextNumbers[label]
      draws += (start..<start + count).map { ImageDraw(label: Int32(label), number: $0) }
      nextNumbers[label] += count
    }
    let encoded = model.sample(
      draws, seed: seed, truncation: sampling.truncation, threadCount: threadCount)
    return (draws, encoder.decode(encoded))
  }

  /// Takes the images that pass.
  private mutating func judge(_ drawn: (draws: [ImageDraw], pixels: [UInt8])) throws {
    let size = parts.shape.byteCount
    let probabilities = try judge?.predict(drawn.pixels, threadCount: threadCount).probabilities
    let tooNear = nearImages(drawn.pixels)
    for (index, draw) in drawn.draws.enumerated() {
      let label = Int(draw.label)
      let image = drawn.pixels[index * size..<(index + 1) * size]
      selection[label].drawnCount += 1
      if realDigests.contains(image.digest), isReal(image) {
        selection[label].equalCount += 1
      } else if tooNear[index] {
        selection[label].nearCount += 1
      } else if let row = probabilities?[index],
        Double(row[row.startIndex + label]) < sampling.minimumConfidence
      {
        selection[label].doubtfulCount += 1
      } else {
        selection[label].acceptedCount += 1
        accepted[label].append((draw, Array(image)))
      }
    }
  }

  private func isReal(_ image: ArraySlice<UInt8>) -> Bool {
    (0..<parts.training.count).contains { parts.training.image(at: $0) == image }
  }

  /// Whether each image is nearer to a training image than nearly all training images are to each other.
  private func nearImages(_ pixels: [UInt8]) -> [Bool] {
    guard let copies else {
      return [Bool](repeating: false, count: pixels.count / parts.shape.byteCount)
    }
    return copies.index.nearest(to: pixels, team: ThreadTeam(threadCount: threadCount)).map {
      ($0?.meanDistance(parts.shape) ?? .infinity) < copies.limit
    }
  }
}

/// What counts as a copy of a training image: nothing that is held out has a say in it.
private struct CopySearch {
  let index: NearestImages
  /// The quantile of the distances of training images to the nearest other one.
  let limit: Double

  /// At most this many training images are asked for their distance.
  private static let sampleLimit = 2_000

  init(_ parts: ImageParts, quantile: Double, seed: UInt64, threadCount: Int) {
    let team = ThreadTeam(threadCount: threadCount)
    index = NearestImages(parts.training.pixels, shape: parts.shape, team: team)
    var generator = SeededGenerator(seed: seed, stream: "copies")
    let chosen = RowSampling.indices(
      Self.sampleLimit, of: parts.training.count, using: &generator)
    let distances = index.nearest(
      to: parts.training.images(at: chosen).pixels, excluding: chosen, team: team
    ).compactMap { $0?.meanDistance(parts.shape) }.sorted()
    limit = distances.isEmpty ? 0 : distances[Int(quantile * Double(distances.count - 1))]
  }
}

extension ArraySlice<UInt8> {
  /// A number that equal images share.
  fileprivate var digest: Int {
    var hasher = Hasher()
    withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
