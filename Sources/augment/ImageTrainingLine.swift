internal import Pipelines

/// Where the training of image networks stands, in a few words.
struct ImageTrainingLine {
  /// The share of all steps that is done, 0 to 1.
  let fraction: Double
  /// How fast it goes and how the game stands.
  let text: String

  init(_ progress: ImageTrainingProgress) {
    let networks = Double(max(1, progress.networkCount))
    let own = Double(progress.step) / Double(max(1, progress.stepCount))
    fraction = min(1, (Double(progress.network) + own) / networks)
    let pace = Double(progress.imageCount) / max(progress.seconds, 1e-3)
    var text = "\(Int(min(pace, 1e9)).grouped) img/s"
    if progress.realAccuracy > 0 || progress.generatedAccuracy > 0 {
      text +=
        ", told apart: \(Int(progress.realAccuracy * 100)) % of real, "
        + "\(Int(progress.generatedAccuracy * 100)) % of made"
    }
    if progress.networkCount > 1 {
      text += ", pair \(progress.network + 1) of \(progress.networkCount)"
    }
    self.text = text
  }
}
