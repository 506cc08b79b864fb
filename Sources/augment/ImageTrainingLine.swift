internal import Pipelines

/// Where the training of image networks stands, in a few words.
struct ImageTrainingLine {
  /// The share of all steps that is done, 0 to 1.
  let fraction: Double
  /// Seconds that the rest will take.
  let secondsLeft: Double
  /// How fast it goes and how the game stands.
  let text: String

  init(_ progress: ImageTrainingProgress) {
    fraction = progress.pace.fraction
    secondsLeft = progress.pace.secondsLeft
    var text = "\(Int(min(progress.pace.imagesPerSecond, 1e9)).grouped) img/s"
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
