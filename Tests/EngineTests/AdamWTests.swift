import Engine
import Parallel
import Testing

/// AdamW finds the bottom of a bowl, whatever the number of threads; its steps are PyTorch's (see TokenNetworkGoldenTests).
@Suite struct AdamWTests {
  @Test(arguments: [Float(0), 0.9])
  func `a bowl's bottom is found`(beta1: Float) {
    let weight = Philox(key: 2).normal([50], deviation: 3)
    let goal = Philox(key: 3).normal([50], deviation: 3).elements
    let curvature = (0..<50).map { Float($0 + 1) }
    var optimizer = AdamW(shapes: [[50]], beta1: beta1)
    let team = ThreadTeam(threadCount: 1)
    let stepCount = 1_500
    for step in 0..<stepCount {
      let gradient = (0..<50).map { curvature[$0] * (weight.elements[$0] - goal[$0]) }
      optimizer.step(
        [weight], gradients: [Tensor(gradient, shape: [50])],
        rate: 0.05 * Float(stepCount - step) / Float(stepCount), team: team)
    }
    #expect(zip(weight.elements, goal).allSatisfy { abs($0 - $1) < 1e-2 })
  }

  @Test func `decay alone shrinks weights by rate times decay`() {
    let weight = Tensor([1, -2, 0], shape: [3])
    var optimizer = AdamW(shapes: [[3]], beta1: 0, decay: 0.5)
    optimizer.step(
      [weight], gradients: [Tensor(repeating: 0, shape: [3])], rate: 0.1,
      team: ThreadTeam(threadCount: 1))
    // 1 - 0.1 · 0.5
    #expect(zip(weight.elements, [0.95, -1.9, 0]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func `the average follows with the weight that its decay leaves`() {
    let (weight, average) = (Tensor([1], shape: [1]), Tensor([5], shape: [1]))
    var optimizer = AdamW(shapes: [[1]], beta1: 0)
    optimizer.step(
      [weight], gradients: [Tensor([2], shape: [1])], rate: 0.25, averages: [average],
      averageDecay: 0.9, team: ThreadTeam(threadCount: 1))
    // A first step without momentum goes by the rate: 1 - 0.25; the average goes a tenth of the way there.
    #expect(abs(weight.elements[0] - 0.75) < 1e-6)
    #expect(abs(average.elements[0] - (5 + 0.1 * (0.75 - 5))) < 1e-6)
  }

  @Test func `large tensors take the same steps on any number of threads`() {
    let results = (1...3).map { threadCount -> [Float] in
      let weight = Philox(key: 2).normal([40_001], deviation: 1)
      var optimizer = AdamW(shapes: [[40_001]], beta1: 0.9, decay: 0.1)
      let team = ThreadTeam(threadCount: threadCount)
      for step in 0..<3 {
        let gradient = Philox(key: 4, stream: UInt64(step)).normal([40_001], deviation: 1)
        optimizer.step([weight], gradients: [gradient], rate: 0.01, team: team)
      }
      return weight.elements
    }
    #expect(results[1] == results[0] && results[2] == results[0])
  }
}
