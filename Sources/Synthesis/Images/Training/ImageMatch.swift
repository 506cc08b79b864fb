package import Engine
package import Parallel

/// Images against a generator and a discriminator that know their classes.
package struct ImageMatch: Match {
  private let batches: ImageBatches
  private let architecture: ImageArchitecture
  private let kind: any ImageKind.Type
  /// Real images of every class to measure diversity by, and how far they are from each other.
  private let references: [(label: Int, diversity: Double)]

  private static let diversityCount = 16

  package init(_ batches: ImageBatches, _ architecture: ImageArchitecture) {
    (self.batches, self.architecture) = (batches, architecture)
    kind = architecture.family.kind
    references = batches.samples(perClass: Self.diversityCount).map {
      (Int($0.label), Diversity.meanDistance($0.images))
    }
  }

  package var normalisesDiscriminators: Bool { kind.normalisesDiscriminator }
  package var classCounts: [Int] { batches.classCounts }

  package func networks(noise: Philox) -> Players {
    Players(
      generators: [Network(kind.generator(architecture, progress: 0), noise: noise.split(0))],
      discriminators: [
        Network(kind.discriminator(architecture, progress: 0), noise: noise.split(1))
      ])
  }

  package func layers(at progress: Double) -> (
    generators: [[any Layer]], discriminators: [[any Layer]]
  )? {
    if !kind.grows { return nil }
    return (
      [kind.generator(architecture, progress: progress)],
      [kind.discriminator(architecture, progress: progress)]
    )
  }

  package func round(_ moment: Moment) -> Round {
    let (count, noise) = (moment.batchSize, moment.noise)
    let (real, labels) = batches.real(count, noise: noise.split(0))
    let wanted = moment.pairsClasses ? labels : batches.classes(count, noise: noise.split(1))
    let latents = noise.split(2).normal([count, architecture.latentWidth], deviation: 1)
    func shifts(_ labels: [Int32], _ noise: Philox) -> [Translation.Shift]? {
      moment.augmentation.shifts(
        labels, height: architecture.height, width: architecture.width, noise: noise)
    }
    var shown = real
    if let shifts = shifts(labels, noise.split(3)) {
      let team = ThreadTeam(threadCount: 1)
      shown =
        Translation(shifts, background: batches.background).forward([real], team: team).output
    }
    return Round(
      real: [Shown(kind.shown(shown, progress: moment.progress), classes: labels)],
      inputs: [latents], classes: wanted, shifts: shifts(wanted, noise.split(4)))
  }

  package func play(
    _ round: Round, _ generators: [Seat], _ moment: Moment, on tape: Tape
  ) -> Play {
    let seat = generators[0]
    let (images, norms) = seat.network.output(
      tape.constant(round.inputs[0]), leaves: seat.leaves, on: tape, classes: round.classes,
      strength: moment.strength, noise: moment.noise.split(5))
    let seen =
      round.shifts.map {
        tape.apply(Translation($0, background: batches.background), images)
      } ?? images
    return Play(outputs: [seen], norms: [norms])
  }

  /// The mean distance of images from fixed latent vectors to each other, divided by that of real ones.
  package func diversity(
    _ generators: [Network], noise: Philox, team: ThreadTeam
  ) -> [(label: Int, ratio: Double)] {
    let generator = ImageGenerator(architecture: architecture, network: generators[0])
    return references.map { label, real in
      let latents = noise.split(UInt64(label)).normal(
        [Self.diversityCount, architecture.latentWidth], deviation: 1)
      let images = generator.images(
        latents: latents, classes: [Int32](repeating: Int32(label), count: Self.diversityCount),
        team: team)
      return (label, real > 0 ? Diversity.meanDistance(images) / real : 1)
    }
  }
}
