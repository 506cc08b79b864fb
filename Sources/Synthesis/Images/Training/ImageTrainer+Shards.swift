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

  /// What the discriminator learns from images of both kinds.
  struct Judgement: Sendable {
    var loss: Double
    var gradients: [Tensor]
    var real: [Float]
    var generated: [Float]
  }

  /// The logistic loss of images of both kinds, each with the weight `share`, and its gradients.
  static func judge(
    _ discriminator: ImageDiscriminator, _ real: Batch, _ generated: Batch, share: Float,
    strength: Float, team: ThreadTeam
  ) -> Judgement {
    let tape = Tape(team: team)
    let leaves = discriminator.leaves(on: tape)
    let count = real.labels.count
    let shares = [Float](repeating: share, count: count)
    let (minus, plus) = (shares.map { _ in Float(-1) }, shares.map { _ in Float(1) })
    let loss: Variable
    let scores: [Float]
    if discriminator.architecture.normalisesDiscriminator {
      let parts = [real, generated].map {
        discriminator.scores(
          leaves, tape.constant($0.images), classes: $0.labels, on: tape, strength: strength
        ).scores
      }
      loss = tape.apply(
        Add(), tape.apply(SoftplusLoss(signs: minus, weights: shares), parts[0]),
        tape.apply(SoftplusLoss(signs: plus, weights: shares), parts[1]))
      scores = parts.flatMap { $0.value.elements }
    } else {
      let both = Tensor.stacked(real.images, generated.images)
      let all = discriminator.scores(
        leaves, tape.constant(both), classes: real.labels + generated.labels, on: tape,
        strength: strength
      ).scores
      loss = tape.apply(SoftplusLoss(signs: minus + plus, weights: shares + shares), all)
      scores = all.value.elements
    }
    return Judgement(
      loss: Double(loss.value.elements[0]), gradients: tape.gradients(of: loss, for: leaves),
      real: Array(scores.prefix(count)), generated: Array(scores.dropFirst(count)))
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
