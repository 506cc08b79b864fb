import Encoding
import Engine
import Synthesis
import Testing

/// What the monitors of image training notice, and how augmentation follows the discriminator.
@Suite struct ImageMonitorTests {
  private func observe(_ monitor: inout TrainingMonitor, hits: Int, gradient: Double) {
    let scores = (0..<100).map { Float($0 < hits ? 1 : -1) }
    monitor.observe(real: scores, generated: scores.map { -$0 }, gradientNorm: gradient)
  }

  @Test func `a discriminator that is nearly always right is noticed at the tenth look`() {
    var monitor = TrainingMonitor()
    for _ in 0..<9 {
      observe(&monitor, hits: 100, gradient: 1)
      let found1 = monitor.look()
      #expect(!found1)
    }
    observe(&monitor, hits: 100, gradient: 1)
    let found2 = monitor.look()
    #expect(found2)
    #expect(monitor.realAccuracy == 1 && monitor.generatedAccuracy == 1)
    observe(&monitor, hits: 100, gradient: 1)
    let found3 = monitor.look()
    #expect(!found3, "the count begins anew")
  }

  @Test func `a healthy discriminator is left alone`() {
    var monitor = TrainingMonitor()
    for _ in 0..<50 {
      observe(&monitor, hits: 85, gradient: 1)
      let found4 = monitor.look()
      #expect(!found4)
    }
    #expect(monitor.realAccuracy == 0.85)
  }

  @Test func `a gradient that vanishes is noticed at once`() {
    var monitor = TrainingMonitor()
    for _ in 0..<5 {
      observe(&monitor, hits: 70, gradient: 2)
      let found5 = monitor.look()
      #expect(!found5)
    }
    observe(&monitor, hits: 70, gradient: 1e-3)
    let found6 = monitor.look()
    #expect(found6)
  }

  @Test func `a class counts as collapsed when its images are alike twice in a row`() {
    var monitor = TrainingMonitor()
    let (alike, different) = (
      [(label: 0, ratio: 0.1), (label: 1, ratio: 0.9)], [(label: 0, ratio: 0.8)]
    )
    let found7 = monitor.collapsed(alike)
    #expect(found7 == [])
    let found8 = monitor.collapsed(alike)
    #expect(found8 == [0])
    let found9 = monitor.collapsed(different)
    #expect(found9 == [])
    let found10 = monitor.collapsed(alike)
    #expect(found10 == [])
  }

  @Test func `augmentation rises for a small class that is known by heart, and falls again`() {
    var rules = AugmentationRules()
    rules.maximum = 0.6
    var augmentation = AdaptiveAugmentation(rules, classCounts: [50, 50, 5_000])
    let classes = (0..<300).map { Int32($0 % 3) }
    let noise = Philox(key: 1)
    #expect(augmentation.shifts([0, 1], height: 8, width: 8, noise: noise) == nil)
    // Class 0 is always taken for real, class 1 half the time, class 2 always but it is large.
    for round in 0..<300 {
      let scores = classes.enumerated().map { index, label -> Float in
        label == 1 && (index + round) % 2 == 0 ? -1 : 1
      }
      augmentation.observe(scores, classes: classes)
    }
    #expect(augmentation.probabilities == [0.6, 0, 0])
    let many =
      augmentation.shifts(
        [Int32](repeating: 0, count: 2_000), height: 32, width: 16, noise: noise) ?? []
    let moved = many.filter { $0 != Translation.Shift(down: 0, right: 0) }
    #expect(abs(Double(moved.count) / 2_000 - 0.6) < 0.06)
    #expect(many.allSatisfy { abs($0.down) <= 4 && abs($0.right) <= 2 })
    #expect(Set(many.map(\.down)).count == 9)
    let others =
      augmentation.shifts(
        [Int32](repeating: 1, count: 100), height: 32, width: 16, noise: noise) ?? []
    #expect(others.allSatisfy { $0 == Translation.Shift(down: 0, right: 0) })
    for _ in 0..<300 { augmentation.observe(classes.map { _ in -1 }, classes: classes) }
    #expect(augmentation.largest == 0)
  }

  @Test func `the background is what most borders show`() {
    var images = ToyImages.make(perClass: [0, 0, 20])
    for place in images.pixels.indices where images.pixels[place] < 60 { images.pixels[place] = 33 }
    #expect(images.background == [33])
  }
}
