import Synthesis
import Testing

/// Which networks a run trains and for how long: the numbers of the measured recipe.
@Suite struct TrainingPlanTests {
  private func plan(_ counts: [Int], _ change: (inout TrainingConfiguration) -> Void = { _ in })
    -> TrainingPlan
  {
    var configuration = TrainingConfiguration()
    change(&configuration)
    return TrainingPlan(
      classCounts: counts, classNames: counts.indices.map { "class \($0)" }, tokenCount: 15,
      configuration: configuration)
  }

  @Test(arguments: [
    // 60 passes of one batch, of 3918 / 512 batches; from there 500; then 4 (rows · tokens)^0.37.
    (275, 15, 60), (1, 3, 60), (512, 15, 60), (3_918, 15, 459), (10_000, 15, 500),
    (32_561, 15, 509),
    (24_000, 35, 622), (1_000_000, 30, 2_337),
  ])
  func `the number of steps follows rows and tokens`(rows: Int, tokens: Int, steps: Int) {
    #expect(TrainingConfiguration().stepCount(rowCount: rows, tokenCount: tokens) == steps)
  }

  @Test func `steps and epochs that are given count`() {
    var configuration = TrainingConfiguration()
    configuration.epochs = 10
    #expect(configuration.stepCount(rowCount: 5_120, tokenCount: 9) == 100)
    #expect(configuration.stepCount(rowCount: 100, tokenCount: 9) == 10)
    configuration.steps = 7
    #expect(configuration.stepCount(rowCount: 5_120, tokenCount: 9) == 7)
  }

  @Test func `classes with enough rows get their own network, the others share one`() {
    let networks = plan([6_000, 300, 5_000, 4_999]).networks
    #expect(networks.map(\.classes).sorted { $0[0] < $1[0] } == [[0], [1, 3], [2]])
    for network in networks {
      #expect(network.isShared == (network.classes == [1, 3]))
      // The shared network learns from the rows of all classes.
      #expect(
        network.rowCount == (network.isShared ? 16_299 : network.classes == [0] ? 6_000 : 5_000))
      #expect(
        network.name == (network.isShared ? "2 smaller classes" : "class \(network.classes[0])"))
    }
  }

  @Test func `a single small class shares with all rows and keeps its name`() {
    let networks = plan([6_000, 300]).networks
    #expect(networks.map(\.name).sorted() == ["class 0", "class 1"])
    #expect(networks.first { $0.classes == [1] }?.rowCount == 6_300)
  }

  @Test func `the network with most work comes first`() {
    let networks = plan([6_000, 90_000, 40_000]) { $0.classSharing = .separate }.networks
    #expect(networks.map(\.classes) == [[1], [2], [0]])
    #expect(zip(networks, networks.dropFirst()).allSatisfy { $0.stepCount >= $1.stepCount })
  }

  @Test func `one class, or sharing, means one network`() {
    #expect(plan([9_000]).networks.map(\.classes) == [[0]])
    #expect(
      plan([9_000, 9_000]) { $0.classSharing = .shared }.networks.map(\.name) == ["all classes"])
    #expect(plan([9_000, 0]).networks.map(\.classes) == [[0]])
    #expect(plan([0, 10]) { $0.classSharing = .separate }.networks.map(\.classes) == [[1]])
    #expect(plan([10, 20]) { $0.classSharing = .separate }.networks.allSatisfy { !$0.isShared })
  }

  @Test(arguments: ClassSharing.allCases)
  func `every class that has rows is sampled by one network`(sharing: ClassSharing) {
    let counts = [0, 12_000, 3, 800, 0, 7_000, 1]
    let networks = plan(counts) { $0.classSharing = sharing }.networks
    #expect(networks.flatMap(\.classes).sorted() == [1, 2, 3, 5, 6])
  }
}
