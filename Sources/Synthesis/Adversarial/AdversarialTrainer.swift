package import Engine
package import Parallel

/// The training loop of every adversarial model.
///
/// A step makes one batch of examples, which serves both sides: discriminators learn from it beside a real batch, then generators
/// from what the discriminators, just updated and held fixed, say about it. Where discriminators have further turns, those come
/// first, with examples of their own.
package struct AdversarialTrainer {
  let match: any Match
  let rules: AdversarialRules
  let objective: any AdversarialObjective
  let stepCount: Int
  let team: ThreadTeam
  let noise: Philox
  package internal(set) var state: TrainerState
  /// The state to go back to.
  var snapshot: TrainerState

  /// One step's numbers.
  package struct Step {
    package var discriminatorLoss = 0.0
    package var generatorLoss = 0.0
    /// The norm of the gradient of the generators' parameters.
    package var gradientNorm = 0.0
    /// E‖∇ score‖² where the penalty looked; nil where it was not due.
    package var squaredGradient: Double?
    /// The generators' further losses, in the order of the play's terms.
    package var terms: [Double] = []
    /// What the monitors noticed.
    package var event: ImageTrainingEvent?
  }

  /// Fresh networks, and a run of so many steps.
  package init(
    _ match: any Match, rules: AdversarialRules, stepCount: Int, noise: Philox, team: ThreadTeam
  ) {
    (self.match, self.rules, self.stepCount, self.team) = (match, rules, stepCount, team)
    (self.noise, objective) = (noise, rules.loss.objective)
    state = TrainerState(match, rules, noise: noise.split(0))
    snapshot = state.copy()
  }

  /// Whether all steps are done.
  package var isDone: Bool { state.scalars.step >= stepCount }

  // MARK: One step

  /// Takes the next step.
  /// - Throws: `ImageTrainingError.diverged` when going back did not help often enough.
  package mutating func step() throws -> Step {
    let index = state.scalars.step
    let own = noise.split(1).split(UInt64(state.scalars.retries)).split(UInt64(index))
    arrange(index)
    var result = Step()
    for turn in 0..<max(0, rules.discriminatorSteps - 1) {
      let moment = moment(index, own.split(100 + UInt64(turn)))
      let tape = Tape(team: team)
      let round = match.round(moment)
      let seats = state.generators.map { Seat(network: $0, leaves: $0.constants(on: tape)) }
      let play = match.play(round, seats, moment, on: tape)
      let generated = judged(play, moment)
      _ = updateDiscriminators(round, generated, moment, &result)
    }
    let moment = moment(index, own)
    let round = match.round(moment)
    let tape = Tape(team: team)
    let seats = state.generators.map { Seat(network: $0, leaves: $0.leaves(on: tape)) }
    let play = match.play(round, seats, moment, on: tape)
    let generated = judged(play, moment)
    let scores = updateDiscriminators(round, generated, moment, &result)
    let norm = updateGenerators(tape, seats, play, round, moment, &result)
    result.gradientNorm = norm
    state.scalars.step = index + 1
    state.scalars.squaredGradient = result.squaredGradient ?? state.scalars.squaredGradient
    let isFinite =
      result.discriminatorLoss.isFinite && result.generatorLoss.isFinite && norm.isFinite
    if !isFinite {
      result.event = try goBack()
      return result
    }
    observe(scores, round, gradientNorm: norm)
    result.event = look()
    return result
  }

  private func moment(_ step: Int, _ noise: Philox) -> Moment {
    Moment(
      step: step, stepCount: stepCount, batchSize: max(1, rules.batchSize),
      strength: classStrength(step),
      pairsClasses: objective.comparesPairs || rules.penalty == .between,
      augmentation: state.scalars.augmentation, noise: noise)
  }

  /// The networks' layers as they are at this step.
  mutating func arrange(_ step: Int) {
    let progress = Double(step) / Double(max(1, stepCount))
    guard let layers = match.layers(at: progress) else { return }
    for (place, own) in layers.generators.enumerated() {
      state.generators[place].layers = own
      state.averages[place].layers = own
    }
    for (place, own) in layers.discriminators.enumerated() {
      state.discriminators[place].layers = own
    }
  }

  /// What discriminators see of a play.
  private mutating func judged(_ play: Play, _ moment: Moment) -> [Tensor] {
    let made = play.outputs.map(\.value)
    guard
      let pooled = match.remembered(made, state.memory, noise: moment.noise.split(90))
    else { return made }
    state.memory = pooled.memory
    return pooled.shown
  }

  /// Returns the gradient's norm.
  private mutating func updateGenerators(
    _ tape: Tape, _ seats: [Seat], _ play: Play, _ round: Round, _ moment: Moment,
    _ result: inout Step
  ) -> Double {
    var (losses, total) = (play.terms, 0.0)
    for (place, output) in play.outputs.enumerated() {
      let wish = wish(place, round, output.value, moment)
      total += rules.adversarialWeight * wish.loss
      // What the discriminator says about each number goes on into the generators.
      let said = tape.apply(WeightedSum(weights: wish.gradient.elements), output)
      let weight = Float(rules.adversarialWeight)
      losses.append(weight == 1 ? said : tape.apply(Scale(weight), said))
    }
    result.terms = play.terms.map { Double($0.value.elements[0]) }
    total += result.terms.reduce(0, +)
    guard let first = losses.first else { return 0 }
    let loss = losses.dropFirst().reduce(first) { tape.apply(Add(), $0, $1) }
    let gradients = tape.gradients(of: loss, for: seats.flatMap(\.leaves))
    let index = state.scalars.step
    let decay = Float(min(rules.averageDecay, Double(index + 1) / Double(index + 10)))
    let rate = Float(
      rules.generatorRate * state.scalars.rateFactor * rules.rateShare(index, of: stepCount))
    var start = 0
    for place in state.generators.indices {
      let count = state.generators[place].parameters.count
      state.generatorOptimizers[place].step(
        state.generators[place].parameters, gradients: Array(gradients[start..<start + count]),
        rate: rate, averages: state.averages[place].parameters, averageDecay: decay, team: team)
      start += count
      collect(play.norms[place], of: place, on: tape, decay: decay)
    }
    result.generatorLoss = total
    return gradients.reduce(0) { $0 + $1.squaredNorm }.squareRoot()
  }

  /// Moves the collected statistics of a generator's norms towards those of this batch.
  private func collect(_ norms: [Variable], of place: Int, on tape: Tape, decay: Float) {
    for (stage, norm) in norms.enumerated() {
      let saved = tape.saved(of: norm)
      let values = Float(norm.value.count / saved[0].count)
      let unbiased = values / max(1, values - 1)
      for (part, factor) in [(0, Float(1)), (1, unbiased)] {
        let running = state.generators[place].statistics[2 * stage + part]
        running.approach(saved[part], scale: factor, weight: 0.1)
        state.averages[place].statistics[2 * stage + part].approach(
          running, scale: 1, weight: 1 - decay)
      }
    }
  }

  /// With few examples per class, 0 in the first third of the run, 1 in the last.
  /// - Source: Shahbazi et al. (2022), arXiv 2201.06578, section 4.
  private func classStrength(_ index: Int) -> Float {
    let used = match.classCounts.filter { $0 > 0 }
    let average = Double(used.reduce(0, +)) / Double(max(1, used.count))
    if used.isEmpty || average >= Double(rules.gradualClassCount) { return 1 }
    return Float(min(1, max(0, 3 * Double(index) / Double(max(1, stepCount)) - 1)))
  }
}
