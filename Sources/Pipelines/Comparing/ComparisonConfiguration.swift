internal import Foundation

/// Which tables are compared, and how.
///
/// The encoded form holds what the result depends on, and nothing else; see `PipelineConfiguration`.
public struct ComparisonConfiguration: Codable, Sendable, Equatable {
  /// The real table: what the synthetic one was made from; its hold-out path names real rows that the generator has
  /// not seen.
  public var real: InputConfiguration
  /// The table to be judged, of any origin.
  public var syntheticPath: String
  /// Which real rows test the models where no hold-out is given.
  public var split = SplitConfiguration()
  /// How the table is judged.
  public var validation = ValidationConfiguration()
  /// The seed of samples and folds.
  public var seed: UInt64 = 0
  /// Where the report is written; nil for `<synthetic name>-validated` in the working directory.
  ///
  /// Not encoded.
  public var outputDirectory: String?
  /// Whether an earlier report in that place is replaced.
  ///
  /// Not encoded.
  public var replacesExisting = false
  /// Threads to use; results do not depend on it.
  ///
  /// Not encoded.
  public var threadCount = ProcessInfo.processInfo.activeProcessorCount

  /// The defaults for two files.
  public init(realPath: String, syntheticPath: String) {
    real = InputConfiguration(path: realPath)
    self.syntheticPath = syntheticPath
    split.minimumRowCount = 2
  }

  private enum CodingKeys: String, CodingKey { case real, syntheticPath, split, validation, seed }

  /// The configuration of the stages that a comparison shares with a run.
  var pipeline: PipelineConfiguration {
    var configuration = PipelineConfiguration(inputPath: real.path)
    configuration.input = real
    configuration.split = split
    configuration.validation = validation
    configuration.seed = seed
    configuration.threadCount = threadCount
    return configuration
  }

  /// Where the report is written.
  var resolvedDirectory: String {
    outputDirectory ?? InputConfiguration.baseName(syntheticPath) + "-validated"
  }

  /// Refuses what no comparison could work with, before anything is read.
  func check() throws(PipelineError) {
    let paths = [real.path, real.holdoutPath]
    if paths.count(where: { $0 == "-" }) > 1 || syntheticPath == "-" {
      throw .invalidValue(
        name: "synthetic", found: "-", expected: "a file, as only --real can be standard input,")
    }
    let known = allMetrics.map(\.name) + [ValidationConfiguration.augmentationName]
    for name in validation.metrics ?? [] where !known.contains(name) {
      throw .unknownName(
        what: "metric", name: name, nearest: nearestName(to: name, among: known), known: known)
    }
  }
}
