internal import Glibc
internal import Pipelines
internal import Synchronization

/// One line per finished stage and a bar with the time left while networks are trained, redrawn in place.
final class ProgressBar: ProgressDisplay {
  private struct State {
    var training = TrainingState()
    var images: ImageTrainingLine?
    var stage: Stage?
    var stageStart = ContinuousClock().now
    var lastDrawn: ContinuousClock.Instant?
    var hasOpenLine = false
  }

  private static let width = 24
  private static let pause = Duration.milliseconds(100)
  private let state = Mutex(State())
  private let clock = ContinuousClock()

  func show(_ event: PipelineEvent) {
    state.withLock { state in
      switch event {
      case .began(let stage): begin(stage, &state)
      case .ended(let stage, let seconds, let detail):
        write(
          "\(stage.rawValue)", "\(detail.isEmpty ? "done" : detail) (\(seconds.spokenSeconds))",
          &state)
        state.stage = nil
      case .planned(let plan):
        state.training.begin(plan)
        draw(&state)
      case .resumed(let network, let step): state.training.resume(network: network, step: step)
      case .trained(let progress):
        let isFinished = state.training.note(progress)
        let now = clock.now
        if !isFinished, let last = state.lastDrawn, now - last < Self.pause { return }
        draw(&state)
      case .trainedImages(let progress):
        state.images = ImageTrainingLine(progress)
        let now = clock.now
        if progress.step < progress.stepCount, let last = state.lastDrawn, now - last < Self.pause {
          return
        }
        draw(&state)
      case .noted(let note): write("note", note, &state)
      }
    }
  }

  func finish() {
    state.withLock { state in
      if state.hasOpenLine { standardError("\r\u{1B}[K") }
      state.hasOpenLine = false
    }
  }

  private func begin(_ stage: Stage, _ state: inout State) {
    state.stage = stage
    state.stageStart = clock.now
    state.hasOpenLine = true
    standardError("\r\u{1B}[K" + Self.label(stage.rawValue) + "...")
  }

  /// A line that stays.
  private func write(_ name: String, _ text: String, _ state: inout State) {
    standardError("\r\u{1B}[K" + Self.label(name) + text + "\n")
    state.hasOpenLine = false
  }

  /// The bar: share done, time left, the networks at work.
  private func draw(_ state: inout State) {
    let now = clock.now
    state.lastDrawn = now
    let fraction = state.images?.fraction ?? state.training.fraction
    let elapsed = (now - state.stageStart) / .seconds(1)
    let full = Int(fraction * Double(Self.width))
    var line = Self.label(Stage.train.rawValue) + "["
    line += String(repeating: "#", count: full) + String(repeating: "-", count: Self.width - full)
    line += "] \(Int(fraction * 100)) %"
    if let left = state.images?.secondsLeft {
      line += ", \(left.spokenSeconds) left"
    } else if fraction > 0.02 {
      line += ", \((elapsed / fraction - elapsed).spokenSeconds) left"
    }
    if let images = state.images { line += ", " + images.text }
    let count = state.training.names.count
    if count > 1 { line += ", \(state.training.finishedCount) of \(count) done" }
    let active = state.training.active
    if !active.isEmpty { line += ": " + active }
    state.hasOpenLine = true
    standardError("\r\u{1B}[K" + String(line.prefix(Self.columns - 1)))
  }

  private static func label(_ name: String) -> String {
    name + String(repeating: " ", count: max(1, 9 - name.count))
  }

  /// The terminal's width in characters.
  private static var columns: Int {
    var size = winsize()
    let status = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size)
    return status == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
  }
}
