import Parallel
import Synchronization
import Testing

/// A team runs every index once, whatever its size, the length of the loop and what the bodies do.
@Suite struct ThreadTeamTests {
  @Test(arguments: 1...4)
  func `every index runs once for every length`(threadCount: Int) {
    let team = ThreadTeam(threadCount: threadCount)
    for count in 0...1_000 {
      nonisolated(unsafe) let runs = UnsafeMutablePointer<Int>.allocate(capacity: max(count, 1))
      runs.initialize(repeating: 0, count: count)
      defer { runs.deallocate() }
      team.forEach(count) { runs[$0] += 1 }
      #expect(
        (0..<count).allSatisfy { runs[$0] == 1 }, "\(count) indices on \(threadCount) threads")
    }
  }

  @Test func `a negative length runs nothing`() {
    for threadCount in 1...3 {
      ThreadTeam(threadCount: threadCount).forEach(-5) { _ in Issue.record("ran") }
    }
  }

  @Test(arguments: [Int.min, -1, 0, 1])
  func `a team has at least one thread`(threadCount: Int) {
    #expect(ThreadTeam(threadCount: threadCount).threadCount == 1)
  }

  @Test(arguments: 1...4)
  func `a loop inside a body of the same team runs to its end`(threadCount: Int) {
    let team = ThreadTeam(threadCount: threadCount)
    let sum = Atomic<Int>(0)
    team.forEach(20) { outer in
      team.forEach(30) { inner in
        team.forEach(3) { _ in sum.wrappingAdd(outer * 30 + inner, ordering: .relaxed) }
      }
    }
    #expect(sum.load(ordering: .relaxed) == 3 * 600 * 599 / 2)
  }

  @Test(arguments: 1...4)
  func `map keeps the order of its indices`(threadCount: Int) {
    let team = ThreadTeam(threadCount: threadCount)
    for count in [0, 1, 2, 3, 17, 1_000] {
      #expect(team.map(count) { "\($0)" } == (0..<count).map { "\($0)" })
    }
  }

  @Test func `map keeps results that are nil`() {
    let team = ThreadTeam(threadCount: 3)
    let found = team.map(100) { $0 % 3 == 0 ? nil : $0 }
    #expect(found == (0..<100).map { $0 % 3 == 0 ? nil : $0 })
  }

  @Test(.timeLimit(.minutes(1)), arguments: 2...4)
  func `thousands of short loops do not hang`(threadCount: Int) {
    let team = ThreadTeam(threadCount: threadCount)
    let sum = Atomic<Int>(0)
    for _ in 0..<5_000 { team.forEach(4) { sum.wrappingAdd($0, ordering: .relaxed) } }
    #expect(sum.load(ordering: .relaxed) == 5_000 * 6)
  }

  @Test(.timeLimit(.minutes(1))) func `teams come and go without a loop in between`() {
    for count in 0..<200 {
      let team = ThreadTeam(threadCount: 1 + count % 4)
      if count % 3 == 0 { team.forEach(2) { _ in } }
    }
  }

  @Test(.timeLimit(.minutes(1))) func `teams of several threads work side by side`() {
    let outer = ThreadTeam(threadCount: 3)
    let sums = outer.map(6) { index in
      let inner = ThreadTeam(threadCount: 2)
      let sum = Atomic<Int>(0)
      for _ in 0..<200 { inner.forEach(10) { sum.wrappingAdd($0 * index, ordering: .relaxed) } }
      return sum.load(ordering: .relaxed)
    }
    #expect(sums == (0..<6).map { 200 * 45 * $0 })
  }

  @Test func `uneven bodies are shared out`() {
    let team = ThreadTeam(threadCount: 4)
    let sums = team.map(64) { index in
      (0..<(index % 8 == 0 ? 200_000 : 10)).reduce(0) { $0 &+ $1 &* index }
    }
    for index in sums.indices {
      let count = index % 8 == 0 ? 200_000 : 10
      #expect(sums[index] == count * (count - 1) / 2 * index)
    }
  }
}
