internal import Pipelines

/// Where the training of all networks stands.
struct TrainingState {
  private(set) var names: [String] = []
  private var planned: [Int] = []
  private var done: [Int] = []
  private var finished: Set<Int> = []

  /// Begins a plan.
  mutating func begin(_ plan: TrainingPlan) {
    names = plan.networks.map { $0.name.shown(24) }
    planned = plan.networks.map(\.stepCount)
    done = planned.map { _ in 0 }
    finished = []
  }

  /// Takes note of steps that an interrupted run has done.
  mutating func resume(network: Int, step: Int) {
    guard planned.indices.contains(network) else { return }
    done[network] = step
    if step >= planned[network] { finished.insert(network) }
  }

  /// Takes note of a step; returns whether it was the network's last one.
  mutating func note(_ progress: TrainingProgress) -> Bool {
    guard planned.indices.contains(progress.network) else { return false }
    planned[progress.network] = progress.stepCount
    done[progress.network] = max(done[progress.network], progress.step)
    guard progress.step >= progress.stepCount else { return false }
    return finished.insert(progress.network).inserted
  }

  /// The share of all steps that is done, 0 to 1.
  var fraction: Double {
    Double(done.reduce(0, +)) / Double(max(planned.reduce(0, +), 1))
  }

  /// How many networks are finished.
  var finishedCount: Int { finished.count }

  /// The networks at work, by name, with their shares; the first two.
  var active: String {
    let working = names.indices.filter { done[$0] > 0 && !finished.contains($0) }
    let shown = working.prefix(2).map { index in
      "\(names[index]) \(100 * done[index] / max(planned[index], 1)) %"
    }
    return shown.joined(separator: ", ")
  }
}
