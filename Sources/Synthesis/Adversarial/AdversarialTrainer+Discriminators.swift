internal import Engine
internal import Parallel

/// The discriminators' turn: a batch is cut into parts, each of which goes through on a thread of its own.
extension AdversarialTrainer {
  /// A batch is cut into this many parts; fixed, so that results do not depend on the number of threads.
  private static let shardCount = 2

  /// The parts of a batch; a discriminator with norms sees it whole.
  private func shards(_ count: Int) -> [Range<Int>] {
    let isWhole = match.normalisesDiscriminators || count < Self.shardCount
    let size = isWhole ? count : (count + Self.shardCount - 1) / Self.shardCount
    return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
  }

  /// A single part has all threads for itself.
  private func team(of shardCount: Int) -> ThreadTeam {
    shardCount == 1 ? team : ThreadTeam(threadCount: 1)
  }

  /// Examples that go through a discriminator together, real ones before generated ones.
  private struct Pass: Sendable {
    var shown: Shown
    var realCount: Int
  }

  /// The passes of a turn: real and generated examples of each part together, or where there are norms all real and all generated ones
  /// apart.
  private func passes(_ real: Shown, _ generated: Shown) -> [Pass] {
    if match.normalisesDiscriminators {
      return [
        Pass(shown: real, realCount: real.classes.count), Pass(shown: generated, realCount: 0),
      ]
    }
    return shards(real.classes.count).map { range in
      let (own, other) = (real.rows(range), generated.rows(range))
      return Pass(
        shown: Shown(
          Tensor.stacked(own.examples, other.examples), classes: own.classes + other.classes),
        realCount: range.count)
    }
  }

  /// What a discriminator learns from the examples of a pass.
  private struct Judgement: Sendable {
    var loss: Double
    var gradients: [Tensor]
    var real: [Float]
    var generated: [Float]
  }

  /// Every discriminator that a round has real examples for learns from them and from generated ones; returns the scores of the first one, per example.
  mutating func updateDiscriminators(
    _ round: Round, _ generated: [Tensor], _ moment: Moment, _ result: inout Step
  ) -> (real: [Float], generated: [Float]) {
    var scores: (real: [Float], generated: [Float]) = ([], [])
    result.discriminatorLoss = 0
    let share = Float(rules.discriminatorWeight)
    for place in state.discriminators.indices.prefix(round.real.count) {
      let (real, made) = (
        round.real[place], Shown(generated[place], classes: round.classes)
      )
      let discriminator = state.discriminators[place]
      let passes = passes(real, made)
      let own = team(of: passes.count)
      let parts = team.map(passes.count) { index in
        Denormals.flushed {
          judge(
            discriminator, passes[index], share: share / Float(real.classes.count), moment,
            team: own)
        }
      }
      var gradients = parts[0].gradients
      for part in parts.dropFirst() {
        gradients = zip(gradients, part.gradients).map { $0.adding($1, scale: 1) }
      }
      add(penalties(discriminator, real, made, moment), to: &gradients, &result)
      let rate =
        rules.discriminatorRate * state.scalars.rateFactor
        * rules.rateShare(moment.step, of: stepCount)
      state.discriminatorOptimizers[place].step(
        discriminator.parameters, gradients: gradients, rate: Float(rate), team: team)
      if let bound = rules.weightClip {
        for tensor in discriminator.parameters { tensor.clip(to: Float(bound)) }
      }
      result.discriminatorLoss += parts.reduce(0) { $0 + $1.loss }
      if place == 0 { scores = (parts.flatMap(\.real), parts.flatMap(\.generated)) }
    }
    return scores
  }

  private func judge(
    _ discriminator: Network, _ pass: Pass, share: Float, _ moment: Moment, team: ThreadTeam
  ) -> Judgement {
    let tape = Tape(team: team)
    let leaves = discriminator.leaves(on: tape)
    let all = discriminator.output(
      tape.constant(pass.shown.examples), leaves: leaves, on: tape, classes: pass.shown.classes,
      strength: moment.strength, noise: moment.noise.split(80)
    ).output
    let rows = pass.shown.classes.count
    let each = max(1, all.value.count / max(1, rows))
    let realCount = pass.realCount * each
    let weights = [Float](repeating: share / Float(each), count: all.value.count)
    let (objective, drift) = (objective, Float(2 * rules.drift))
    let loss: Variable
    if objective.comparesPairs {
      loss = tape.apply(
        PairLoss(weight: share / Float(each)) { objective.real($0) }, all)
    } else {
      loss = tape.apply(
        ScoreLoss(weights: weights) { place, score in
          if place >= realCount { return objective.generated(score) }
          let own = objective.real(score)
          return ScoreSlope(own.value + drift / 2 * score * score, own.derivative + drift * score)
        }, all)
    }
    let scores = all.value.elements
    let means = (0..<rows).map { row in
      scores[row * each..<(row + 1) * each].reduce(0, +) / Float(each)
    }
    return Judgement(
      loss: Double(loss.value.elements[0]), gradients: tape.gradients(of: loss, for: leaves),
      real: Array(means.prefix(pass.realCount)), generated: Array(means.dropFirst(pass.realCount)))
  }

  /// The generators' loss at what they made for a discriminator, and its gradient with respect to that.
  func wish(
    _ place: Int, _ round: Round, _ made: Tensor, _ moment: Moment
  ) -> (loss: Double, gradient: Tensor) {
    let discriminator = state.discriminators[place]
    let (real, generated) = (round.real[place], Shown(made, classes: round.classes))
    let count = generated.classes.count
    let shards = shards(count)
    let own = team(of: shards.count)
    let parts = team.map(shards.count) { index -> (loss: Double, gradient: Tensor) in
      Denormals.flushed {
        let shown = generated.rows(shards[index])
        let tape = Tape(team: own)
        let examples = tape.parameter(shown.examples)
        let leaves = discriminator.constants(on: tape)
        func scores(_ x: Variable, _ classes: [Int32]) -> Variable {
          discriminator.output(
            x, leaves: leaves, on: tape, classes: classes, strength: moment.strength,
            noise: moment.noise.split(81)
          ).output
        }
        let all = scores(examples, shown.classes)
        let each = max(1, all.value.count / max(1, shown.classes.count))
        let weight = 1 / Float(count * each)
        let rows = real.rows(shards[index])
        let objective = objective
        let others =
          objective.comparesPairs
          ? scores(tape.constant(rows.examples), rows.classes).value.elements : []
        let loss = tape.apply(
          ScoreLoss(weights: [Float](repeating: weight, count: all.value.count)) { place, score in
            if others.isEmpty { return objective.wish(score) }
            let slope = objective.wish(others[place] - score)
            return ScoreSlope(slope.value, -slope.derivative)
          }, all)
        return (Double(loss.value.elements[0]), tape.gradients(of: loss, for: [examples])[0])
      }
    }
    return (
      parts.reduce(0) { $0 + $1.loss },
      Tensor(parts.flatMap { $0.gradient.elements }, shape: made.shape)
    )
  }

  // MARK: Penalties

  private struct Penalty: Sendable {
    var scale: Double
    var result: GradientPenalty.Result
  }

  /// The gradient penalty where it is due in this turn, part by part.
  private func penalties(
    _ discriminator: Network, _ real: Shown, _ made: Shown, _ moment: Moment
  ) -> [Penalty] {
    let weight = rules.penaltyWeight * state.scalars.penaltyFactor
    let interval = max(1, rules.penaltyInterval)
    if rules.penalty == .none || weight <= 0 || moment.step % interval != 0 { return [] }
    let (form, places): (GradientPenalty, [Shown]) =
      switch rules.penalty {
      case .none: (.zeroCentred, [])
      case .real: (.zeroCentred, [real])
      case .both: (.zeroCentred, [real, made])
      case .between: (.unitNorm, [between(real, made, moment.noise.split(70))])
      }
    let count = real.classes.count
    let shards = shards(count)
    let own = team(of: shards.count)
    let parts = places.flatMap { place in shards.map { place.rows($0) } }
    return team.map(parts.count) { index in
      Denormals.flushed {
        let shown = parts[index]
        let result = form.at(
          shown.examples, parameters: discriminator.parameters, team: own
        ) { leaves, x, tape in
          discriminator.output(
            x, leaves: leaves, on: tape, classes: shown.classes, strength: moment.strength,
            noise: moment.noise.split(80)
          ).output
        }
        let share = Double(shown.classes.count) / Double(count)
        return Penalty(scale: weight * Double(interval) * share, result: result)
      }
    }
  }

  private func add(_ penalties: [Penalty], to gradients: inout [Tensor], _ result: inout Step) {
    if penalties.isEmpty { return }
    let total = penalties.reduce(0) { $0 + $1.scale }
    result.squaredGradient = 0
    for penalty in penalties {
      result.squaredGradient? += penalty.scale / total * Double(penalty.result.squaredNorm)
      gradients = zip(gradients, penalty.result.gradients).map {
        $0.adding($1, scale: Float(penalty.scale))
      }
    }
  }

  /// A point on the segment between each real example and a generated one.
  /// - Source: Gulrajani et al. (2017), arXiv 1704.00028, algorithm 1.
  private func between(_ real: Shown, _ made: Shown, _ noise: Philox) -> Shown {
    let shares = noise.uniform(count: real.classes.count)
    let (a, b) = (real.examples, made.examples)
    let size = a.count / max(1, shares.count)
    let result = Tensor(uninitialized: a.shape)
    for (row, share) in shares.enumerated() {
      for place in row * size..<(row + 1) * size {
        result.pointer[place] = share * a.pointer[place] + (1 - share) * b.pointer[place]
      }
    }
    return Shown(result, classes: made.classes)
  }
}
