import Engine
import Parallel
import Synthesis
import Testing

/// The ways in which adversarial training fails, each made to happen, and noticed.
@Suite struct FailureTests {
  /// Real points far from where a generator begins, which does not move: the discriminator becomes perfect.
  private func afterPerfection(
    _ loss: AdversarialLoss
  ) throws -> (first: Double, last: Double, events: [ImageTrainingEvent]) {
    let match = PointMatch(centers: [(6, 6)], deviation: 0.1, width: 32)
    var rules = AdversarialRules()
    (rules.loss, rules.penalty, rules.batchSize) = (loss, .none, 64)
    (rules.generatorRate, rules.discriminatorRate, rules.beta1) = (0, 5e-3, 0.5)
    var trainer = AdversarialTrainer(
      match, rules: rules, stepCount: 1_000, noise: Philox(key: 3),
      team: ThreadTeam(threadCount: 1))
    var norms: [Double] = []
    var events: [ImageTrainingEvent] = []
    while !trainer.isDone {
      let step = try trainer.step()
      norms.append(step.gradientNorm)
      if let event = step.event { events.append(event) }
    }
    return (norms[0], norms[norms.count - 1], events)
  }

  @Test func `a perfect discriminator leaves the minimax generator without a gradient`() throws {
    let found = try afterPerfection(.minimax)
    #expect(found.last < 1e-3 * found.first)
    #expect(found.events.contains(.vanishedWithoutPenalty))
  }

  @Test func `the loss that does not saturate keeps its gradient`() throws {
    let found = try afterPerfection(.nonSaturating)
    #expect(found.last > 0.3 * found.first)
  }

  @Test func `slopes at a score of minus twenty are those of the formulas`() {
    #expect(abs(Minimax().wish(-20).derivative + 2.06e-9) < 1e-10)
    #expect(abs(NonSaturating().wish(-20).derivative + 1) < 1e-6)
    #expect(LeastSquares().wish(0.25) == LeastSquares().real(0.25))
    #expect(Wasserstein().real(3).derivative == -1)
    #expect(Relativistic().comparesPairs)
  }

  /// A generator that says the same whatever it is told.
  @Test func `a collapsed generator is noticed and acted on`() throws {
    let match = ConstantMatch(inner: Toy.ring)
    var rules = AdversarialRules()
    (rules.batchSize, rules.generatorRate, rules.diversityInterval) = (32, 0, 20)
    var trainer = AdversarialTrainer(
      match, rules: rules, stepCount: 100, noise: Philox(key: 3),
      team: ThreadTeam(threadCount: 1))
    var events: [ImageTrainingEvent] = []
    while !trainer.isDone {
      if let event = try trainer.step().event { events.append(event) }
    }
    #expect(events.contains(.collapse(classes: [0])))
  }

  @Test func `the penalty is nothing for a critic of slope one, and ten for slope two`() {
    for (slope, expected) in [(Float(1), Float(0)), (2, 1)] {
      let weight = Tensor([0.6 * slope, 0.8 * slope], shape: [2, 1])
      let found = GradientPenalty.unitNorm.at(
        Philox(key: 1).normal([5, 2], deviation: 1), parameters: [weight],
        team: ThreadTeam(threadCount: 1)
      ) { leaves, x, tape in tape.apply(Dense(), x, leaves[0]) }
      #expect(abs(10 * found.penalty - 10 * expected) < 1e-4)
    }
  }
}

/// A match whose generator's last weights are zero.
private struct ConstantMatch: Match {
  let inner: PointMatch

  func networks(noise: Philox) -> Players {
    var players = inner.networks(noise: noise)
    let place = players.generators[0].parameters.count - 2
    let shape = players.generators[0].parameters[place].shape
    players.generators[0].parameters[place] = Tensor(repeating: 0, shape: shape)
    return players
  }

  func round(_ moment: Moment) -> Round { inner.round(moment) }
  func play(_ round: Round, _ generators: [Seat], _ moment: Moment, on tape: Tape) -> Play {
    inner.play(round, generators, moment, on: tape)
  }
  func diversity(_ generators: [Network], noise: Philox, team: ThreadTeam) -> [(
    label: Int, ratio: Double
  )] { inner.diversity(generators, noise: noise, team: team) }
}
