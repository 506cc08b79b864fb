package import Engine
package import Parallel

/// What a kind of training brings to the common loop: its networks, its examples, and how generators make what discriminators judge.
///
/// The loop (`AdversarialTrainer`) takes care of everything else: turns, losses, penalties, optimizers, averages, monitors and states.
package protocol Match: Sendable {
  /// Fresh networks. Generators are all networks that learn from what discriminators say, or from terms of their own.
  func networks(noise: Philox) -> Players
  /// The networks' layers at this share of the run where they change as it goes on; nil where they stay.
  func layers(at progress: Double) -> (generators: [[any Layer]], discriminators: [[any Layer]])?
  /// Examples for one turn.
  func round(_ moment: Moment) -> Round
  /// What generators make of a round, on a tape.
  func play(_ round: Round, _ generators: [Seat], _ moment: Moment, on tape: Tape) -> Play
  /// Generated examples as discriminators judge them, in place of those just made: a pool, where there is one. Nil where there is none.
  func remembered(
    _ generated: [Tensor], _ memory: [String: Tensor], noise: Philox
  ) -> (shown: [Tensor], memory: [String: Tensor])?
  /// Whether discriminators normalise over their batch, so that real and generated examples go through them apart.
  var normalisesDiscriminators: Bool { get }
  /// The examples of each class, which decide about augmentation and gradual conditioning.
  var classCounts: [Int] { get }
  /// Per class, how different generated examples are from each other, divided by how different real ones are.
  func diversity(_ generators: [Network], noise: Philox, team: ThreadTeam) -> [(
    label: Int, ratio: Double
  )]
}

extension Match {
  package func layers(at progress: Double) -> (
    generators: [[any Layer]], discriminators: [[any Layer]]
  )? { nil }
  package func remembered(
    _ generated: [Tensor], _ memory: [String: Tensor], noise: Philox
  ) -> (shown: [Tensor], memory: [String: Tensor])? { nil }
  package var normalisesDiscriminators: Bool { false }
  package var classCounts: [Int] { [] }
  package func diversity(_ generators: [Network], noise: Philox, team: ThreadTeam) -> [(
    label: Int, ratio: Double
  )] { [] }
}

/// The networks of a game.
package struct Players: Sendable {
  /// Those that learn to make examples.
  package var generators: [Network]
  /// Those that learn to tell them from real ones.
  package var discriminators: [Network]

  /// Both sides.
  package init(generators: [Network], discriminators: [Network]) {
    (self.generators, self.discriminators) = (generators, discriminators)
  }
}

/// A network with its parameters on a tape.
package struct Seat {
  package let network: Network
  package let leaves: [Variable]
}

/// When a round is played, and what the loop has decided about it.
package struct Moment: Sendable {
  /// Steps done before.
  package var step: Int
  /// Steps of the whole run.
  package var stepCount: Int
  /// Examples of a round.
  package var batchSize: Int
  /// How much of the class is told, from 0 to 1.
  package var strength: Float
  /// Whether generated examples are to have the classes of the real ones.
  package var pairsClasses: Bool
  /// How often examples are moved.
  package var augmentation: AdaptiveAugmentation
  /// What this round draws from.
  package var noise: Philox

  /// The share of the run that is done.
  package var progress: Double { Double(step) / Double(max(1, stepCount)) }
}

/// Examples as a discriminator sees them.
package struct Shown: Sendable {
  /// `[batch, …]`.
  package var examples: Tensor
  /// The class of each.
  package var classes: [Int32]

  /// Examples of these classes.
  package init(_ examples: Tensor, classes: [Int32]) {
    (self.examples, self.classes) = (examples, classes)
  }

  /// Some of them.
  func rows(_ range: Range<Int>) -> Shown {
    range.count == classes.count
      ? self : Shown(examples.rows(range), classes: Array(classes[range]))
  }
}

/// The examples of one turn.
package struct Round: Sendable {
  /// What each discriminator is shown as real.
  package var real: [Shown]
  /// What generators start from.
  package var inputs: [Tensor]
  /// The classes that generators are asked for.
  package var classes: [Int32]
  /// How generated examples are moved before they are judged; nil for not at all.
  package var shifts: [Translation.Shift]?

  /// A round.
  package init(
    real: [Shown], inputs: [Tensor], classes: [Int32], shifts: [Translation.Shift]? = nil
  ) { (self.real, self.inputs, self.classes, self.shifts) = (real, inputs, classes, shifts) }
}

/// What generators made of a round.
package struct Play {
  /// What each discriminator judges.
  package var outputs: [Variable]
  /// Further losses of the generators, each `[1]` and weighted.
  package var terms: [Variable]
  /// The outputs of each generator's batch norms.
  package var norms: [[Variable]]

  /// A play.
  package init(outputs: [Variable], terms: [Variable] = [], norms: [[Variable]]) {
    (self.outputs, self.terms, self.norms) = (outputs, terms, norms)
  }
}
