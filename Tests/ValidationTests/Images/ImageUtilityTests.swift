import Parallel
import Testing
import Validation

/// What classifiers are trained on, and what their results say.
@Suite struct ImageUtilityTests {
  private let team = ThreadTeam(threadCount: 2)

  @Test func rareClassesAreFilledUpAndHalfOfThemMayBeSynthetic() {
    let amounts = ImageAmounts(real: [100, 20, 60, 0], available: [500, 500, 10, 30])
    #expect(!amounts.isBalanced)
    #expect(amounts.added == [0, 80, 10, 30])
    #expect(amounts.parts(.added).synthetic == [0, 80, 10, 30])
    let mixed = amounts.parts(.mixed)
    // A class is at most half synthetic, unless there is no real image of it.
    #expect(mixed.synthetic == [0, 50, 10, 30] && mixed.copied == [0, 30, 0, 0])
    // Every image is changed, so that the change tells nothing about the class.
    #expect(amounts.parts(.classical).copied == [0, 80, 10, 0])
    #expect(amounts.parts(.classical).changesAll && amounts.parts(.mixedChanged).changesAll)
    #expect(amounts.parts(.mixedChanged).synthetic == mixed.synthetic && !mixed.changesAll)
    #expect(amounts.parts(.oversampling).copied == [0, 80, 10, 0])
    #expect(amounts.parts(.synthetic).synthetic == [100, 20, 10, 0])
    #expect(!amounts.parts(.synthetic).hasReal)
    #expect(ImageArm.allCases.map(amounts.count) == [180, 130, 300, 300, 300, 270, 270])
    #expect(ImageArm.allCases.allSatisfy { amounts.reason($0) == nil })
  }

  @Test func balancedClassesGetAsManyAgain() {
    let amounts = ImageAmounts(real: [100, 95, 91], available: [500, 50, 91])
    #expect(amounts.isBalanced && amounts.added == [100, 50, 91])
    #expect(amounts.reason(.mixed) == "no class is rare" && amounts.reason(.oversampling) != nil)
    #expect(!ImageAmounts(real: [100, 90], available: [1, 1]).isBalanced)
    let none = ImageAmounts(real: [100, 20], available: [50, 0])
    #expect(none.reason(.added) != nil && none.reason(.synthetic) == nil)
    #expect(ImageAmounts(real: [5], available: [0]).reason(.synthetic) != nil)
  }

  @Test func everyArmIsTrainedOnWhatItSaysAndLooksAtEquallyManyImages() throws {
    let classifier = NearestMeans()
    // One thread, so that trainings are noted in order.
    let team = ThreadTeam(threadCount: 1)
    var configuration = ToyImages.quick
    configuration.measuresAugmentation = true
    configuration.seedCount = 3
    configuration.trainingPasses = 2
    configuration.measuresMemorisation = false
    let comparison = try ImageComparison(
      training: ToyImages.side([60, 12, 60], seed: 1),
      holdout: ToyImages.side([20, 20, 20], seed: 2),
      synthetic: ToyImages.side([50, 50, 50], seed: 3), shape: ToyImages.shape,
      classNames: ToyImages.names)
    let (report, _) = try ImageValidation.compare(
      comparison, classifier: classifier, configuration: configuration, team: team)
    let utility = try #require(report.utility)
    // The first training is that of the classifier that judges.
    let expected = [
      [60, 12, 60], [50, 12, 50], [60, 60, 60], [60, 60, 60], [60, 60, 60], [60, 60, 60],
      [60, 60, 60],
    ]
    let trainings = classifier.trainings.dropFirst()
    // Where every look changes an image there are as many as looks.
    let learned = expected.enumerated().map { [4, 5].contains($0) ? $1.map { 2 * $0 } : $1 }
    #expect(trainings.map(\.counts) == learned.flatMap { [$0, $0, $0] })
    #expect(Set(trainings.map(\.imagesSeen)) == [360] && utility.imagesSeen == 360)
    #expect(trainings.map(\.seed) == (0..<7).flatMap { _ in [0, 1, 2] })
    #expect(utility.arms.map(\.imageCount) == expected.map { $0.reduce(0, +) })
    #expect(utility.headline == "synthetic.half" && utility.rarestClass == "middle")
    #expect(utility.seedCount == 3 && utility.testCount == 60 && !utility.isBalanced)
    #expect(utility[.real]?.gain == nil && utility[.added]?.gain != nil && utility.gain != nil)
    #expect(utility.arms.allSatisfy { $0.accuracy == $0.classMeanAccuracy })
    #expect(report.value(.augmentationGain) == utility.gain?.mean)
  }

  @Test func imagesOfAPoolAreTrainedOnButNotJudged() throws {
    let classifier = NearestMeans()
    var configuration = ToyImages.quick
    configuration.measuresAugmentation = true
    configuration.seedCount = 2
    var comparison = try ImageComparison(
      training: ToyImages.side([60, 12, 60], seed: 1),
      holdout: ToyImages.side([20, 20, 20], seed: 2),
      synthetic: ToyImages.side([5, 5, 5], seed: 3), shape: ToyImages.shape,
      classNames: ToyImages.names)
    comparison.pool = ToyImages.side([0, 50, 0], seed: 4)
    let (report, details) = try ImageValidation.compare(
      comparison, classifier: classifier, configuration: configuration, team: team)
    #expect(report.utility?[.added]?.imageCount == 180 && report.counts.synthetic == 15)
    #expect(details.nearest?.count == 15 && details.probabilities?.count == 15)
  }

  @Test func aNetworkThatIsBroughtAlongAddsDistancesOfItsOwn() throws {
    let examples = ToyImages.side([30, 30, 30], seed: 1)
    let judge = try NearestMeans().train(
      ImageExamples(
        pixels: examples.pixels, labels: examples.labels, shape: ToyImages.shape, classCount: 3),
      imagesSeen: 0, seed: 0, threadCount: 1)
    func report(_ reference: ImageReference?) throws -> ImageValidation {
      let comparison = try ImageComparison(
        training: examples, holdout: ToyImages.side([20, 20, 20], seed: 2),
        synthetic: ToyImages.side([20, 20, 20], seed: 3), shape: ToyImages.shape,
        classNames: ToyImages.names)
      return try ImageValidation.compare(
        comparison, classifier: NearestMeans(), judge: judge, reference: reference,
        configuration: ToyImages.quick, team: team
      ).report
    }
    let plain = try report(nil)
    #expect(plain[.inceptionFrechet] == nil && plain.referenceName == nil)
    let other = try report(ImageReference(name: "means", network: judge))
    // The same network on the same images gives the same distances under both names.
    #expect(other.value(.inceptionFrechet) == plain.value(.frechet))
    #expect(other[.inceptionKernel]?.noiseFloor == plain[.kernel]?.noiseFloor)
    #expect(other.value(.inceptionScore) == plain.value(.classifierScore))
    #expect(other.referenceName == "means")
  }

  @Test func imagesThatTeachNothingScoreLow() throws {
    // Each class shows another one's bar.
    var wrong = ToyImages.side([40, 40, 40], seed: 3)
    wrong.labels = wrong.labels.map { ($0 + 1) % 3 }
    for (synthetic, range) in [
      (wrong, 0.0...0.05), (ToyImages.side([40, 40, 40], seed: 4), 0.95...1),
    ] {
      let comparison = try ImageComparison(
        training: ToyImages.side([40, 40, 40], seed: 1),
        holdout: ToyImages.side([30, 30, 30], seed: 2), synthetic: synthetic,
        shape: ToyImages.shape, classNames: ToyImages.names)
      let (report, _) = try ImageValidation.compare(
        comparison, classifier: NearestMeans(), configuration: ToyImages.quick, team: team)
      let accuracy = try #require(report.value(.classificationAccuracy))
      #expect(range.contains(accuracy), "\(accuracy)")
      #expect(report[.classificationAccuracy]?.noiseFloor == report.utility?[.real]?.accuracy)
      #expect(report[.augmentationGain]?.score.reason != nil)
      #expect(report.classes.allSatisfy { range.contains($0.accuracy.synthetic ?? -1) })
    }
  }

  @Test func intervalsCoverTheGain() throws {
    // 400 test images of two classes; the second way gets every fifth one right that the first gets wrong.
    var generator = SeededGenerator(seed: 5, stream: "outcomes")
    let labels = (0..<400).map { Int32($0 % 4 == 0 ? 1 : 0) }
    let base = (0..<5).map { _ in labels.map { _ in Int.random(in: 0..<10, using: &generator) < 6 }
    }
    let better = base.map { $0.map { $0 || Int.random(in: 0..<5, using: &generator) == 0 } }
    let bootstrap = ImageGainBootstrap(labels: labels, replicateCount: 400, seed: 1)
    let gain = try #require(bootstrap.gain(of: better, over: base, team: team))
    let classGains = [Int32(0), 1].map { label -> Double in
      let images = labels.indices.filter { labels[$0] == label }
      let right = zip(better, base).reduce(0) { sum, pair in
        sum + images.count { pair.0[$0] } - images.count { pair.1[$0] }
      }
      return Double(right) / Double(5 * images.count)
    }
    #expect(isNear(gain.mean, (classGains[0] + classGains[1]) / 2))
    #expect(gain.lower < gain.mean && gain.mean < gain.upper && gain.lower > 0)
    // About 8 % of images change sides: a deviation of about 1 % between replicates.
    #expect((0.01...0.08).contains(gain.upper - gain.lower), "\(gain)")
    let none = try #require(bootstrap.gain(of: base, over: base, team: team))
    #expect(none == .init(mean: 0, lower: 0, upper: 0))
    let alone = bootstrap.gain(of: better, over: base, team: ThreadTeam(threadCount: 1))
    #expect(alone == gain)
    #expect(
      ImageGainBootstrap(labels: [], replicateCount: 9, seed: 1)
        .gain(of: [[]], over: [[]], team: team) == nil)
  }

  @Test func changedCopiesStayInTheirClass() throws {
    let side = ToyImages.side([30, 30, 30], seed: 6)
    let augmentation = ClassicalAugmentation(shape: ToyImages.shape)
    var generator = SeededGenerator(seed: 1, stream: "changes")
    var copies: [UInt8] = []
    for index in 0..<side.count {
      let size = ToyImages.shape.byteCount
      let image = side.pixels[index * size..<(index + 1) * size]
      let copy = augmentation.changed(image, using: &generator)
      #expect(copy.count == size && copy != Array(image))
      copies += copy
    }
    let trained = try NearestMeans().train(
      ImageExamples(
        pixels: side.pixels, labels: side.labels, shape: ToyImages.shape, classCount: 3),
      imagesSeen: 0, seed: 0, threadCount: 1)
    let seen = try trained.predict(copies, threadCount: 1).probabilities.largestPositions
    #expect(zip(seen, side.labels).count { $0 == $1 } == side.count)
  }

  @Test(arguments: [1, 2, 3, 4])
  func aConstantImageOnlyChangesItsColor(channels: Int) {
    let shape = ImageShape(width: 7, height: 5, channels: channels)
    let image = [UInt8](repeating: 100, count: shape.byteCount)
    var generator = SeededGenerator(seed: 1, stream: "constant")
    let copy = ClassicalAugmentation(shape: shape).changed(image[...], using: &generator)
    if channels < 3 { #expect(copy == image) }
    for pixel in 1..<35 {
      for channel in 0..<channels { #expect(copy[pixel * channels + channel] == copy[channel]) }
    }
    // Alpha is no colour.
    if channels == 4 { #expect(copy[3] == 100 && copy[0] != 100) }
  }
}
