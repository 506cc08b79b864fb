internal import Pipelines
internal import Synchronization

/// One line per event, for logs: a stage that ended, a network that is trained, a quarter of the training, a note.
final class ProgressLines: ProgressDisplay {
  private struct State {
    var training = TrainingState()
    var quarter = 0
    var tenth = 0
  }

  private let state = Mutex(State())
  private let prefix: String
  private let clock = ContinuousClock()
  private let start = ContinuousClock().now

  /// Lines of one job among several bear its name.
  init(name: String? = nil) { prefix = name.map { $0 + ": " } ?? "" }

  func show(_ event: PipelineEvent) {
    switch event {
    case .began(let stage):
      if stage == .train || stage == .compare { say("\(stage.rawValue): begins") }
    case .ended(let stage, let seconds, let detail):
      say("\(stage.rawValue): \(detail.isEmpty ? "done" : detail) (\(seconds.spokenSeconds))")
    case .planned(let plan): state.withLock { $0.training.begin(plan) }
    case .noted(let note): say("note: \(note)")
    case .resumed(let network, let step):
      state.withLock { $0.training.resume(network: network, step: step) }
    case .trained(let progress): trained(progress)
    case .trainedImages(let progress): trained(progress)
    }
  }

  func finish() {}

  private func trained(_ progress: TrainingProgress) {
    let line = state.withLock { state -> String? in
      if state.training.note(progress) {
        return "train: \(progress.networkName.shown(60)), \(progress.stepCount.grouped) steps done "
          + "(\(state.training.finishedCount) of \(progress.networkCount))"
      }
      let quarter = Int(state.training.fraction * 4)
      guard quarter > state.quarter else { return nil }
      state.quarter = quarter
      return "train: \(quarter * 25) % of all steps"
    }
    if let line { say(line) }
  }

  private func trained(_ progress: ImageTrainingProgress) {
    let line = ImageTrainingLine(progress)
    let tenth = Int(line.fraction * 10)
    let isNew = state.withLock { state in
      defer { state.tenth = max(state.tenth, tenth) }
      return tenth > state.tenth
    }
    if isNew { say("train: \(tenth * 10) % of all steps, \(line.text)") }
  }

  private func say(_ text: String) {
    let seconds = (clock.now - start) / .seconds(1)
    standardError("augment: [\(seconds.spokenSeconds)] \(prefix)\(text)\n")
  }
}
