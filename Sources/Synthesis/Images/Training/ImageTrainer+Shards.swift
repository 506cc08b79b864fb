internal import Engine
internal import Parallel

/// Parts of a batch, each of which goes through the discriminator on a thread of its own.
extension ImageTrainer {
  /// Images in [-1, 1] with their classes.
  struct Batch: Sendable {
    var images: Tensor
    var labels: [Int32]

    /// Some of the images.
    func rows(_ range: Range<Int>) -> Batch {
      range.count == labels.count
        ? self : Batch(images: images.rows(range), labels: Array(labels[range]))
    }
  }

  /// A batch is cut into this many parts, which go through the discriminator side by side, each on a thread of its own; fixed, so that
  /// results do not depend on the number of threads.
  private static let shardCount = 2

  /// The parts of a batch; a discriminator with norms sees it whole.
  static func shards(_ count: Int, of architecture: ImageArchitecture) -> [Range<Int>] {
    let size = architecture.normalisesDiscriminator ? count : (count + shardCount - 1) / shardCount
    return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
  }

  /// Images that go through the discriminator together, real ones before generated ones.
  struct Pass: Sendable {
    var images: Batch
    var realCount: Int
  }

  /// The passes of a step: real and generated images of each part together, or where there are norms all real and all generated ones
  /// apart.
  static func passes(
    _ real: Batch, _ generated: Batch, of architecture: ImageArchitecture
  ) -> [Pass] {
    let count = real.labels.count
    if architecture.normalisesDiscriminator {
      return [Pass(images: real, realCount: count), Pass(images: generated, realCount: 0)]
    }
    return shards(count, of: architecture).map { range in
      let (own, other) = (real.rows(range), generated.rows(range))
      return Pass(
        images: Batch(
          images: Tensor.stacked(own.images, other.images), labels: own.labels + other.labels),
        realCount: range.count)
    }
  }

  /// What the discriminator learns from the images of a pass.
  struct Judgement: Sendable {
    var loss: Double
    var gradients: [Tensor]
    var real: [Float]
    var generated: [Float]
  }

  /// The logistic loss of images, each with the weight `share`, and its gradients.
  static func judge(
    _ discriminator: ImageDiscriminator, _ pass: Pass, share: Float, strength: Float
  ) -> Judgement {
    let tape = Tape(team: ThreadTeam(threadCount: 1))
    let leaves = discriminator.leaves(on: tape)
    let labels = pass.images.labels
    let all = discriminator.scores(
      leaves, tape.constant(pass.images.images), classes: labels, on: tape, strength: strength
    ).scores
    let signs = labels.indices.map { Float($0 < pass.realCount ? -1 : 1) }
    let loss = tape.apply(
      SoftplusLoss(signs: signs, weights: labels.map { _ in share }), all)
    let scores = all.value.elements
    return Judgement(
      loss: Double(loss.value.elements[0]), gradients: tape.gradients(of: loss, for: leaves),
      real: Array(scores.prefix(pass.realCount)),
      generated: Array(scores.dropFirst(pass.realCount)))
  }

  /// The generator's loss at some images, each with the weight `share`, and its gradient with respect to them.
  static func wish(
    _ discriminator: ImageDiscriminator, _ batch: Batch, share: Float, strength: Float,
    team: ThreadTeam
  ) -> (loss: Double, gradient: Tensor) {
    let tape = Tape(team: team)
    let images = tape.parameter(batch.images)
    let scores = discriminator.scores(
      discriminator.constants(on: tape), images, classes: batch.labels, on: tape,
      strength: strength
    ).scores
    let count = batch.labels.count
    let loss = tape.apply(
      SoftplusLoss(
        signs: [Float](repeating: -1, count: count),
        weights: [Float](repeating: share, count: count)), scores)
    return (Double(loss.value.elements[0]), tape.gradients(of: loss, for: [images])[0])
  }
}
