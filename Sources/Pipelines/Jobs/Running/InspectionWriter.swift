internal import Foundation
internal import Parallel

/// Writes what a job that inspects has found: as text, as JSON, and the manifest beside them.
struct InspectionWriter {
  private let directory: RunDirectory
  private let inputs: [JobInput]
  private let threadCount: Int

  /// The names of the two files.
  static let textName = "inspection.txt"
  /// See `textName`.
  static let documentName = "inspection.json"

  /// Makes room; what stood there is replaced.
  init(_ place: JobPlace, _ inputs: [JobInput]) throws {
    directory = try RunDirectory(path: place.output, replacesExisting: true)
    self.inputs = inputs
    threadCount = place.threadCount
  }

  /// Publishes the directory.
  func write(
    text: String, json: String, _ configuration: some Codable & Sendable & Equatable, seed: UInt64,
    request: ([RequestInput]) throws -> String
  ) throws {
    defer { directory.discard() }
    try directory.write(Data(text.utf8), to: Self.textName)
    try directory.write(Data(json.utf8), to: Self.documentName)
    let team = ThreadTeam(threadCount: threadCount)
    let digests = try inputs.map { try RequestInput($0, team: team) }
    let outputs = try directory.files().map { try ManifestFile($0, in: directory) }
    let manifest = Manifest(
      seed: seed, isPublished: true, request: try request(digests), configuration: configuration,
      inputs: zip(inputs, digests).map {
        ManifestFile(role: $0.role, path: $0.path, byteCount: $1.byteCount, sha256: $1.sha256)
      }, outputs: outputs)
    try directory.write(try manifest.encoded(), to: RunFile.manifest)
    try directory.commit()
  }
}
