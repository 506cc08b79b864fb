import Datasets
import Encoding
import Synchronization
import Synthesis
import Testing

/// Every objective learns a table of two labels: the labels' means, and what depends on what.
@Suite struct ToyTableTests {
  @Test(.timeLimit(.minutes(1)), arguments: Objective.allCases)
  func `class means and conditional frequencies are reproduced`(objective: Objective) throws {
    let toy = try ToyTable()
    let model = try toy.train { $0.objective = objective }
    let counts = [3_000, 3_000]
    let sample = toy.encoder.decode(
      model.sample(classCounts: counts, seed: 1, threadCount: 2), seed: 2)
    #expect(toy.differences(from: sample) == [])
  }

  @Test(arguments: Objective.allCases)
  func `the token loss falls`(objective: Objective) throws {
    let losses = Mutex<[Double]>([])
    let model = try ToyTable().train({
      $0.objective = objective
      $0.classSharing = .shared
    }) { step in
      losses.withLock { $0.append(step.tokenLoss ?? .nan) }
      #expect((step.discriminatorLoss == nil) == (objective == .likelihood))
      #expect((step.generatorLoss == nil) == (objective == .likelihood))
      #expect(step.network == 0 && step.networkCount == 1 && step.seconds >= 0)
    }
    let found = losses.withLock { $0 }
    #expect(found.count == model.plan.networks[0].stepCount)
    let (first, last) = (found.prefix(5), found.suffix(20))
    let fall = first.reduce(0, +) / 5 - last.reduce(0, +) / 20
    // Before training every level is as likely as any other; the real rows know better by more than two nats.
    #expect(fall > 2, "from \(first[0]) by \(fall)")
  }

  @Test func `progress tells every step of every network in order`() throws {
    let steps = Mutex<[Int: [Int]]>([:])
    let names = Mutex<Set<String>>([])
    _ = try ToyTable(rowCount: 300).train({
      $0.classSharing = .separate
      $0.steps = 15
    }) { step in
      steps.withLock { $0[step.network, default: []].append(step.step) }
      names.withLock { _ = $0.insert(step.networkName) }
      #expect(step.stepCount == 15 && step.networkCount == 2)
    }
    #expect(steps.withLock { $0 } == [0: Array(1...15), 1: Array(1...15)])
    #expect(names.withLock { $0 } == ["a", "b"])
  }

  @Test func `a time budget ends training`() throws {
    let last = Atomic<Int>(0)
    _ = try ToyTable().train({
      $0.steps = 1_000_000
      $0.timeBudgetSeconds = 0.3
    }) { last.store($0.step, ordering: .relaxed) }
    #expect((1..<1_000_000).contains(last.load(ordering: .relaxed)))
  }
}

/// The same for further seeds: what is learned does not hang on a lucky one.
@Suite struct ToyTableSlow {
  @Test(arguments: Objective.allCases, UInt64(1)...8)
  func `class means and conditional frequencies are reproduced`(objective: Objective, seed: UInt64)
    throws
  {
    let toy = try ToyTable(seed: seed)
    let model = try toy.train {
      $0.objective = objective
      $0.seed = seed
    }
    let sample = toy.encoder.decode(
      model.sample(classCounts: [3_000, 3_000], seed: seed, threadCount: 2), seed: seed)
    #expect(toy.differences(from: sample) == [], "seed \(seed)")
  }
}
