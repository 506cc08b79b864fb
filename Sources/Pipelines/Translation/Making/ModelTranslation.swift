internal import Foundation
internal import Parallel

/// What a saved model makes of a folder of images, and where it goes.
public struct ModelTranslationConfiguration: Codable, Sendable, Equatable {
  /// A run directory, or its `model/` folder.
  public var modelPath: String
  /// A folder of PNG images.
  public var inputPath: String
  /// A CSV file of regions to be replaced.
  public var regionsPath: String?
  /// The way back, of models that know two.
  public var direction = PairDirection.forth
  /// The folder; nil for `<input name>-translated`.
  ///
  /// Not encoded.
  public var outputPath: String?
  /// Whether an earlier one in that place is replaced.
  ///
  /// Not encoded.
  public var replacesExisting = false
  /// The seed of noise.
  public var seed: UInt64 = 0
  /// Threads to use; results do not depend on it.
  ///
  /// Not encoded.
  public var threadCount = ProcessInfo.processInfo.activeProcessorCount

  /// The defaults for a model and a folder.
  public init(modelPath: String, inputPath: String) {
    (self.modelPath, self.inputPath) = (modelPath, inputPath)
  }

  private enum CodingKeys: String, CodingKey {
    case modelPath, inputPath, regionsPath, direction, seed
  }

  /// Refuses values that nothing could be made with.
  /// - Throws: `PipelineError.invalidValue`.
  func check() throws(PipelineError) {
    try ConfigurationCheck.require(
      (1...1024).contains(threadCount), "threads", threadCount, "a whole number from 1 to 1,024")
  }

  /// The request of this work.
  func request(_ inputs: [RequestInput]) throws -> String {
    var configuration = self
    (configuration.modelPath, configuration.inputPath) = ("", "")
    configuration.regionsPath = regionsPath.map { _ in "" }
    return try RequestDigest(.translate, configuration, inputs).text
  }

  /// What is read.
  var jobInputs: [JobInput] {
    [
      JobInput(role: "model", path: modelPath, kind: .translation),
      JobInput(role: "images", path: inputPath, kind: .images),
      regionsPath.map { JobInput(role: "regions", path: $0) },
    ].compactMap { $0 }
  }
}

/// A saved model at work on a folder of images.
public struct ModelTranslation: Sendable {
  /// What to do.
  public let configuration: ModelTranslationConfiguration
  private let clock: StageClock

  /// Work that tells `listener` how it goes.
  public init(
    _ configuration: ModelTranslationConfiguration,
    listener: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
  ) {
    self.configuration = configuration
    clock = StageClock(listener: listener)
  }

  /// Makes the folder of images, with a manifest; returns how many images there are, and where.
  /// - Throws: `PipelineError` or `DatasetError`.
  public func run() throws -> ModelTranslationSummary {
    try configuration.check()
    let (model, use) = try Self.load(configuration.modelPath)
    let path =
      configuration.outputPath ?? InputConfiguration.baseName(configuration.inputPath)
      + "-translated"
    let directory = try RunDirectory(
      path: path, replacesExisting: configuration.replacesExisting)
    defer { directory.discard() }
    let count = try make(model, use, into: directory)
    try directory.commit()
    return ModelTranslationSummary(
      model: model.configuration.family, count: count, output: directory.path,
      totalSeconds: clock.elapsedSeconds)
  }

  /// Writes the images and the manifest into a directory that is not published yet.
  private func make(
    _ model: TranslationModel, _ use: TranslationUse, into directory: RunDirectory
  ) throws -> Int {
    let team = ThreadTeam(threadCount: configuration.threadCount)
    let family = model.configuration.family
    if configuration.regionsPath != nil && family != .anonymize {
      throw PipelineError.unsuitableOption(name: "regions", input: "a model of \(family.rawValue)")
    }
    if configuration.direction == .back && model.directionCount < 2 {
      throw PipelineError.unsuitableOption(
        name: "direction BtoA", input: "a model that knows one direction")
    }
    let stored = try clock.run(.read, detail: { $0.images.count.counted("image") }) {
      try StoredImages(path: configuration.inputPath, team: team)
    }
    var regions: [String: [PixelRegion]] = [:]
    if family == .anonymize {
      guard let path = configuration.regionsPath else {
        throw PipelineError.invalidValue(
          name: "model", found: "of anonymize",
          expected: "--regions with the regions to be replaced")
      }
      regions = try RegionList(path: path).regions(of: stored.images, path: path)
    }
    let translation = ImageTranslation(
      model: model, fit: use.fit, seed: Stage.sample.seed(run: configuration.seed),
      threadCount: 1)
    try clock.run(.sample, detail: { stored.images.count.counted("image") }) {
      // Some at a time, so that not all of them are in memory.
      for start in stride(from: 0, to: stored.images.count, by: Self.imagesPerPiece) {
        let piece = stored.images[start..<min(stored.images.count, start + Self.imagesPerPiece)]
        let outputs = team.map(piece.count) { place in
          let image = piece[piece.startIndex + place]
          return StoredImage(
            name: image.name,
            raster: translation.output(
              image.raster, name: image.name,
              direction: configuration.direction == .back ? 1 : 0,
              regions: regions[image.name] ?? []))
        }
        try directory.write(outputs, below: "")
      }
    }
    let inputs = try configuration.jobInputs.map { try RequestInput($0, team: team) }
    let outputs = try directory.files().map { try ManifestFile($0, in: directory) }
    let manifest = Manifest(
      seed: configuration.seed, isPublished: true, request: try configuration.request(inputs),
      syntheticCount: stored.images.count, configuration: configuration,
      inputs: zip(configuration.jobInputs, inputs).map {
        ManifestFile(role: $0.role, path: $0.path, byteCount: $1.byteCount, sha256: $1.sha256)
      }, outputs: outputs)
    try directory.write(try manifest.encoded(), to: RunFile.manifest)
    return stored.images.count
  }

  private static let imagesPerPiece = 64

  /// The names of a saved model's files.
  static let fileNames = [
    ModelFiles.descriptionName, ModelFiles.weightsName, TranslationUse.name,
  ]

  /// The folder of a saved model.
  /// - Throws: `PipelineError.noModel`, `notAModel`.
  static func folder(_ path: String) throws(PipelineError) -> String {
    let path = RunDirectory.withoutTrailingSlashes(path)
    let manager = FileManager.default
    guard manager.fileExists(atPath: path) else {
      throw .noModel(path: path, reason: "no such file or directory")
    }
    let folders = [path, path + "/" + RunFile.model]
    if let found = folders.first(where: { folder in
      fileNames.allSatisfy { manager.fileExists(atPath: folder + "/" + $0) }
    }) {
      return found
    }
    let isOther = folders.contains {
      manager.fileExists(atPath: $0 + "/" + ModelFiles.descriptionName)
    }
    throw .notAModel(
      path: path,
      reason: isOther
        ? "this model makes rows or images from nothing, which augment sample does"
        : "there is no \(TranslationUse.name) in it or in its model/ folder")
  }

  private static func load(_ path: String) throws -> (TranslationModel, TranslationUse) {
    let folder = try folder(path)
    do {
      let files = try fileNames.map { try Data(contentsOf: URL(filePath: folder + "/" + $0)) }
      return (
        try TranslationModelFiles.decode(description: files[0], weights: files[1]),
        try JSONDecoder().decode(TranslationUse.self, from: files[2])
      )
    } catch let error as ImageTrainingError {
      throw PipelineError.unusableModel(path: path, reason: error.description)
    } catch {
      throw PipelineError.unusableModel(path: path, reason: "its files are damaged")
    }
  }
}

/// What a saved model has made of a folder of images.
public struct ModelTranslationSummary: Codable, Sendable, Equatable {
  /// The kind of networks.
  public var model: TranslationFamily
  /// Images made.
  public var count: Int
  /// The folder.
  public var output: String
  /// Seconds from start to end.
  public var totalSeconds: Double

  /// The text at the end, for a person.
  public var text: String {
    "Made \(count.counted("image")) with \(model.rawValue) in \(output)/ (\(totalSeconds.spokenSeconds)).\n"
  }

  /// The same as JSON.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }
}
