internal import Foundation
internal import Parallel

/// What a run was asked for: the program's version, the configuration and the bytes of every input.
///
/// Runs with equal requests write equal bytes. Of paths only the last part counts, so that a request is the same from
/// whatever folder it is made.
struct RequestDigest<Configuration: Encodable>: Encodable {
  private var version = augmentVersion
  /// What is made.
  private var step: String
  /// Its configuration, before anything is filled in.
  private var configuration: Configuration
  private var inputs: [RequestInput]
  /// Threads, where the result depends on them.
  private var threadCount: Int?

  /// A request; paths in the configuration are without their folders.
  init(
    _ step: JobStep, _ configuration: Configuration, _ inputs: [RequestInput],
    threadCount: Int? = nil
  ) {
    (self.step, self.configuration) = (step.rawValue, configuration)
    self.threadCount = threadCount
    self.inputs = inputs.sorted { $0.role < $1.role }
  }

  /// The request as one number: SHA-256, in lower-case hexadecimal digits.
  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      var digest = ByteDigest()
      digest.add(try encoder.encode(self))
      return digest.value.sha256
    }
  }
}

/// An input of a request by its bytes as they are stored.
struct RequestInput: Codable, Sendable, Equatable {
  /// What it is used for.
  var role: String
  /// Bytes, of all files together.
  var byteCount: Int
  /// SHA-256, in lower-case hexadecimal digits.
  var sha256: String

  /// A file that was read.
  init(_ file: ManifestFile) {
    (role, byteCount, sha256) = (file.role ?? "", file.byteCount, file.sha256)
  }

  private init(role: String, _ digest: FileDigest) {
    (self.role, byteCount, sha256) = (role, digest.byteCount, digest.sha256)
  }

  /// What a job reads, as it stands there now.
  init(_ input: JobInput, team: ThreadTeam) throws {
    switch input.kind {
    case .file: self.init(role: input.role, try FileDigest(path: input.path))
    case .images: try self.init(role: input.role, images: input.path, team: team)
    case .model:
      let folder = try SavedModel(path: input.path).folder
      let names = [ModelFiles.descriptionName, ModelFiles.weightsName, ModelUse.name]
      self.init(role: input.role, try FileDigest(listing: names, in: folder, team: team))
    case .translation:
      let folder = try ModelTranslation.folder(input.path)
      self.init(
        role: input.role,
        try FileDigest(listing: ModelTranslation.fileNames, in: folder, team: team))
    }
  }

  /// A place of images: the digest of the list that `sha256sum` prints for its files.
  init(role: String, images path: String, team: ThreadTeam) throws {
    let (folder, names) = try ImagePlaceFiles.find(path)
    self.init(role: role, try FileDigest(listing: names, in: folder, team: team))
  }
}

extension FileDigest {
  /// Of the list that `sha256sum` prints for the files, with the bytes of all of them counted.
  init(listing names: [String], in folder: String, team: ThreadTeam) throws {
    let digests = team.map(names.count) { index in
      Result { try FileDigest(path: folder + "/" + names[index]) }
    }
    var digest = ByteDigest()
    var byteCount = 0
    for (name, result) in zip(names, digests) {
      let file = try result.get()
      byteCount += file.byteCount
      digest.add(Array("\(file.sha256)  \(name)\n".utf8))
    }
    self.init(byteCount: byteCount, sha256: digest.value.sha256)
  }
}

extension String {
  /// What follows the last slash.
  fileprivate var withoutFolder: String { (self as NSString).lastPathComponent }
}

extension InputConfiguration {
  /// The same with the last parts of its paths alone.
  fileprivate var withoutFolders: InputConfiguration {
    var input = self
    input.path = path.withoutFolder
    input.schemaPath = schemaPath?.withoutFolder
    input.holdoutPath = holdoutPath?.withoutFolder
    return input
  }
}

extension SamplingConfiguration {
  /// The same with the last parts of its paths alone.
  fileprivate var withoutFolders: SamplingConfiguration {
    var sampling = self
    sampling.likePath = likePath?.withoutFolder
    return sampling
  }
}

extension ImageInputConfiguration {
  /// The same with the last parts of its paths alone.
  fileprivate var withoutFolders: ImageInputConfiguration {
    var input = self
    input.path = path.withoutFolder
    input.holdoutPath = holdoutPath?.withoutFolder
    input.inceptionPath = inceptionPath?.withoutFolder
    return input
  }
}

extension PipelineConfiguration {
  /// The request of a run, or of a training alone, with this configuration.
  func request(_ inputs: [RequestInput], step: JobStep = .run) throws -> String {
    var configuration = self
    configuration.input = input.withoutFolders
    configuration.sampling = sampling.withoutFolders
    return try RequestDigest(step, configuration, inputs).text
  }

  /// The request of an inspection: what a run would take depends on the threads.
  func inspectionRequest(_ inputs: [RequestInput]) throws -> String {
    var configuration = self
    configuration.input = input.withoutFolders
    configuration.sampling = sampling.withoutFolders
    return try RequestDigest(.inspect, configuration, inputs, threadCount: threadCount).text
  }
}

extension ImagePipelineConfiguration {
  /// The request of a run, or of a training alone, with this configuration.
  func request(_ inputs: [RequestInput], step: JobStep = .run) throws -> String {
    var configuration = self
    configuration.input = input.withoutFolders
    return try RequestDigest(step, configuration, inputs).text
  }

  /// The request of an inspection: what a run would take depends on the threads.
  func inspectionRequest(_ inputs: [RequestInput]) throws -> String {
    var configuration = self
    configuration.input = input.withoutFolders
    return try RequestDigest(.inspect, configuration, inputs, threadCount: threadCount).text
  }
}

extension ModelSamplingConfiguration {
  /// The request of drawing with this configuration.
  func request(_ inputs: [RequestInput]) throws -> String {
    var configuration = self
    configuration.modelPath = ""
    configuration.likePath = likePath?.withoutFolder
    return try RequestDigest(.sample, configuration, inputs).text
  }
}

extension ComparisonConfiguration {
  /// The request of a comparison with this configuration.
  func request(_ inputs: [RequestInput]) throws -> String {
    var configuration = self
    configuration.real = real.withoutFolders
    configuration.syntheticPath = syntheticPath.withoutFolder
    return try RequestDigest(.validate, configuration, inputs).text
  }
}

extension ImageComparisonConfiguration {
  /// The request of a comparison with this configuration.
  func request(_ inputs: [RequestInput]) throws -> String {
    var configuration = self
    configuration.real = real.withoutFolders
    configuration.syntheticPath = syntheticPath.withoutFolder
    return try RequestDigest(.validate, configuration, inputs).text
  }
}
