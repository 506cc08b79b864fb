/// The stages of a run, in order.
public enum Stage: String, CaseIterable, Codable, Sendable {
  /// The file becomes a table.
  case read
  /// Kinds, formats and the label are found.
  case infer
  /// Real rows are held out.
  case split
  /// Encoders learn the columns.
  case fit
  /// Rows become token codes.
  case encode
  /// Networks learn the rows.
  case train
  /// Token codes are drawn.
  case sample
  /// Token codes become rows.
  case decode
  /// Synthetic rows are judged against real ones.
  case compare
  /// The run directory is published.
  case write
}

/// What a run says while it goes on.
public enum PipelineEvent: Sendable {
  /// A stage begins.
  case began(Stage)
  /// A stage has ended; `detail` says what came of it, in a few words.
  case ended(Stage, seconds: Double, detail: String)
  /// The networks to be trained are known.
  case planned(TrainingPlan)
  /// A network goes on from where an interrupted run left it.
  case resumed(network: Int, step: Int)
  /// A network made a step; comes from the thread that trains it.
  case trained(TrainingProgress)
  /// A pair of image networks made a step.
  case trainedImages(ImageTrainingProgress)
  /// Something that a person should know.
  case noted(String)
}
