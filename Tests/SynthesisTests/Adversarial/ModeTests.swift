import Engine
import Foundation
import Parallel
import Synthesis
import Testing

/// The two classic toys: how many modes an objective finds.
enum Toy {
  /// Eight points on a circle of radius 2, deviation 0.02, as in Metz et al. (2017), arXiv 1611.02163.
  static let ring = PointMatch(
    centers: (0..<8).map { place in
      let angle = Float(place) * .pi / 4
      return (2 * cosf(angle), 2 * sinf(angle))
    }, deviation: 0.02, depth: 4, reach: 8, latentWidth: 2)
  /// A ring that small networks learn in seconds.
  static let smallRing = PointMatch(
    centers: ring.centers.map { ($0.x / 2, $0.y / 2) }, deviation: 0.02, width: 64, depth: 3,
    reach: 4, latentWidth: 2)
  /// Five times five points two apart, deviation 0.05, as in Srivastava et al. (2017), arXiv 1705.07761.
  static let grid: PointMatch = {
    var centers: [(x: Float, y: Float)] = []
    for row in -2...2 {
      for column in -2...2 { centers.append((x: Float(2 * column), y: Float(2 * row))) }
    }
    return PointMatch(centers: centers, deviation: 0.05, depth: 4, reach: 8, latentWidth: 2)
  }()

  /// An objective with how it is kept in bounds.
  struct Setting: Sendable, CustomTestStringConvertible {
    let name: String
    var rules: AdversarialRules

    var testDescription: String { name }

    init(_ name: String, _ change: (inout AdversarialRules) -> Void) {
      self.name = name
      rules = AdversarialRules()
      rules.batchSize = 256
      (rules.generatorRate, rules.discriminatorRate, rules.penalty) = (1e-3, 1e-3, .none)
      rules.finalRateFraction = 0.05
      change(&rules)
    }
  }

  /// Those that are to find all modes.
  static let strong = [
    Setting("ns-gan with R1") {
      ($0.penalty, $0.penaltyWeight, $0.penaltyInterval) = (.real, 0.05, 4)
    },
    Setting("wgan-gp") {
      ($0.loss, $0.penalty, $0.penaltyWeight, $0.penaltyInterval) = (.wasserstein, .between, 0.1, 1)
      ($0.discriminatorSteps, $0.beta1, $0.beta2) = (3, 0, 0.9)
    },
    Setting("r3gan") {
      ($0.loss, $0.penalty) = (.relativistic, .both)
      ($0.penaltyWeight, $0.penaltyInterval) = (0.05, 4)
    },
  ]

  /// Those whose modes are recorded.
  static let weak = [
    Setting("gan") { ($0.loss, $0.beta1) = (.minimax, 0.5) },
    Setting("ns-gan") { $0.beta1 = 0.5 },
    Setting("lsgan") { ($0.loss, $0.beta1) = (.leastSquares, 0.5) },
    Setting("wgan") {
      ($0.loss, $0.weightClip, $0.usesRMSProp) = (.wasserstein, 0.05, true)
      ($0.discriminatorSteps, $0.generatorRate, $0.discriminatorRate) = (5, 2e-4, 2e-4)
    },
  ]

  static func train(
    _ match: PointMatch, _ setting: Setting, steps: Int, seed: UInt64 = 1
  ) throws -> (modes: Int, quality: Double) {
    var trainer = AdversarialTrainer(
      match, rules: setting.rules, stepCount: steps, noise: Philox(key: seed),
      team: ThreadTeam(threadCount: 1))
    while !trainer.isDone { _ = try trainer.step() }
    return match.coverage(
      match.points(trainer.state.averages[0], count: 2_500, noise: Philox(key: 99)))
  }
}

@Suite struct ModeTests {
  @Test(arguments: Toy.strong)
  func `objectives with a gradient penalty find all eight modes of the ring`(
    setting: Toy.Setting
  ) throws {
    // Chaotic runs differ with the rounding of processors: once in twenty or so, one mode is missing.
    let found = try [1, 3, 4].map {
      try Toy.train(Toy.smallRing, setting, steps: 1_500, seed: $0).modes
    }
    #expect(found.allSatisfy { $0 >= 7 } && found.reduce(0, +) >= 22, "\(found)")
  }
}

/// Every objective on both toys; the figures of docs/models/README.md.
@Suite struct ModesSlow {
  @Test(arguments: Toy.strong + Toy.weak)
  func `modes are counted on the ring and on the grid`(setting: Toy.Setting) throws {
    for (name, match, count) in [("ring", Toy.ring, 8), ("grid", Toy.grid, 25)] {
      let found = try Toy.train(match, setting, steps: 10_000)
      print("| \(setting.name) | \(name) | \(found.modes)/\(count) | \(found.quality) |")
      if Toy.strong.contains(where: { $0.name == setting.name }) {
        #expect(found.modes >= count - (count == 8 ? 0 : 1))
      }
    }
  }
}
