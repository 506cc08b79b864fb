internal import Foundation

/// Which images are compared, and how.
///
/// The encoded form holds what the result depends on, and nothing else; see `PipelineConfiguration`.
public struct ImageComparisonConfiguration: Codable, Sendable, Equatable {
  /// The real images: what the synthetic ones were made from; its hold-out path names real images that the generator has not
  /// seen.
  public var real: ImageInputConfiguration
  /// The images to be judged, of any origin.
  public var syntheticPath: String
  /// How the images are judged.
  public var validation = ImageValidationConfiguration()
  /// The seed of samples and classifiers.
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

  /// The defaults for two folders or files.
  public init(realPath: String, syntheticPath: String) {
    real = ImageInputConfiguration(path: realPath)
    self.syntheticPath = syntheticPath
  }

  private enum CodingKeys: String, CodingKey { case real, syntheticPath, validation, seed }

  /// Where the report is written.
  var resolvedDirectory: String {
    outputDirectory ?? InputConfiguration.baseName(syntheticPath) + "-validated"
  }

  /// The comparison's configuration with its seed.
  var resolvedValidation: ImageValidationConfiguration {
    var validation = validation
    validation.seed = Stage.compare.seed(run: seed)
    return validation
  }
}
