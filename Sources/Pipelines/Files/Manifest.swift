public import Foundation

/// What a run was made from and what it made: enough to repeat it and to check every file.
///
/// It holds nothing that differs between two equal runs, so it is equal byte for byte as well.
public struct Manifest<Configuration: Codable & Sendable & Equatable>: Codable, Sendable, Equatable
{
  /// The version of this layout.
  public var formatVersion = 1
  /// The program.
  public var program = "augment"
  /// The program's version.
  public var version = augmentVersion
  /// The seed of the run.
  public var seed: UInt64
  /// Whether the gate let the dataset be published; true where there was none to judge.
  public var isPublished: Bool
  /// What was asked for, as one number: see `RequestDigest`.
  public var request: String?
  /// What the networks were trained on, as one number; equal keys give equal networks.
  public var trainingKey: String?
  /// Synthetic rows or images that were made or judged.
  public var syntheticCount: Int?
  /// Everything that decides what a run makes, with all defaults filled in.
  public var configuration: Configuration
  /// The files that were read.
  public var inputs: [ManifestFile]
  /// The files that were written, this one and `timings.json` aside.
  public var outputs: [ManifestFile]

  /// The manifest as a file.
  public func encoded() throws -> Data { try JSONLines.document(self) }
}

/// A file by its digest.
public struct ManifestFile: Codable, Sendable, Equatable {
  /// What an input was used for; nil for outputs.
  public var role: String?
  /// The path as it was given, or from the run directory for outputs.
  public var path: String
  /// The number of bytes.
  public var byteCount: Int
  /// SHA-256, in lower-case hexadecimal digits.
  public var sha256: String
}

extension ManifestFile {
  init(role: String, path: String, digest: FileDigest) {
    self.init(role: role, path: path, byteCount: digest.byteCount, sha256: digest.sha256)
  }

  /// A file of a run directory.
  init(_ name: String, in directory: RunDirectory) throws(PipelineError) {
    let digest = try FileDigest(path: directory.file(name))
    self.init(role: nil, path: name, byteCount: digest.byteCount, sha256: digest.sha256)
  }
}
