internal import Foundation
internal import Glibc

/// A model's folder, read as far as its kind is known.
struct SavedModel: Sendable {
  /// The folder, as far as it was named.
  let path: String
  /// The folder with the files.
  let folder: String
  let use: ModelUse

  /// The model in a run directory, or in its `model/` folder.
  /// - Throws: `PipelineError.noModel` where there is no such directory, `notAModel` where it holds no model of this release.
  init(path: String) throws(PipelineError) {
    let path = RunDirectory.withoutTrailingSlashes(path)
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw .noModel(path: path, reason: systemReason(errno))
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .notAModel(path: path, reason: "it is a file, and a directory is expected")
    }
    let inner = path + "/" + RunFile.model
    let holds = { (folder: String) in
      FileManager.default.fileExists(atPath: folder + "/" + ModelFiles.descriptionName)
    }
    guard let folder = [path, inner].first(where: holds) else {
      throw .notAModel(path: path, reason: "there is no model.json in it or in its model/ folder")
    }
    (self.path, self.folder) = (path, folder)
    if FileManager.default.fileExists(atPath: folder + "/" + TranslationUse.name) {
      throw .notAModel(
        path: path, reason: "this one turns images into images, which augment translate does")
    }
    guard FileManager.default.fileExists(atPath: folder + "/" + ModelUse.name) else {
      throw .notAModel(
        path: path,
        reason:
          "it has no \(ModelUse.name), which models of this release have; make the model again")
    }
    use = try Self.use(try Self.data(folder + "/" + ModelUse.name), path: path)
  }

  private static func use(_ data: Data, path: String) throws(PipelineError) -> ModelUse {
    struct Version: Decodable { var formatVersion: Int }
    do {
      let found = try JSONDecoder().decode(Version.self, from: data).formatVersion
      if found > ModelUse.formatVersion {
        throw ModelError.newerFormat(found: found, supported: ModelUse.formatVersion)
      }
      let use = try JSONDecoder().decode(ModelUse.self, from: data)
      let isWhole =
        !use.classNames.isEmpty && use.classCounts.count == use.classNames.count
        && use.classCounts.allSatisfy { (0...SamplingConfiguration.maximumRowCount).contains($0) }
        && (use.kind == .table ? use.table != nil : use.images != nil)
      if !isWhole {
        throw ModelError.invalidDescription(
          reason: "the parts of sampling.json do not fit together")
      }
      return use
    } catch let error as ModelError {
      throw .unusableModel(path: path, reason: error.description)
    } catch {
      throw .unusableModel(path: path, reason: "\(ModelUse.name) is damaged")
    }
  }

  /// The bytes of a file.
  private static func data(_ path: String) throws(PipelineError) -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
      throw .readFailed(
        path: path, reason: code.map { systemReason(Int32($0)) } ?? error.localizedDescription)
    }
  }

  private var files: (description: Data, weights: Data) {
    get throws(PipelineError) {
      (
        try Self.data(folder + "/" + ModelFiles.descriptionName),
        try Self.data(folder + "/" + ModelFiles.weightsName)
      )
    }
  }

  /// The networks and the encoder of a table.
  func table() throws -> (model: TableModel, encoder: TableEncoder) {
    let files = try files
    let (model, encoder) = try usable {
      try ModelFiles.decode(description: files.description, weights: files.weights)
    }
    let made = Set(model.plan.networks.flatMap(\.classes))
    if encoder.classNames != use.classNames
      || use.classCounts.indices.contains(where: { use.classCounts[$0] > 0 && !made.contains($0) })
    {
      throw PipelineError.unusableModel(
        path: path, reason: "model.json and sampling.json are of different models")
    }
    return (model, encoder)
  }

  /// The networks of images.
  func images() throws -> ImageModel {
    let files = try files
    let model = try usable {
      try ImageModelFiles.decode(description: files.description, weights: files.weights)
    }
    let made = Set(model.classes)
    let images = use.images
    let encoder = images.flatMap { images -> ImageEncoder? in
      let edges = 1...4_096
      guard edges.contains(images.width), edges.contains(images.height),
        (1...4).contains(images.channels)
      else { return nil }
      return ImageEncoder(width: images.width, height: images.height, channels: images.channels)
    }
    let size = model.imageSize
    let fits =
      encoder.map {
        $0.networkWidth == size.width && $0.networkHeight == size.height
          && $0.channels == size.channels
      } ?? false
    if !fits || use.classNames.count != model.classCount
      || use.classCounts.indices.contains(where: { use.classCounts[$0] > 0 && !made.contains($0) })
    {
      throw PipelineError.unusableModel(
        path: path, reason: "model.json and sampling.json are of different models")
    }
    return model
  }

  private func usable<Part>(_ body: () throws -> Part) throws -> Part {
    do {
      return try body()
    } catch let error as any CustomStringConvertible {
      throw PipelineError.unusableModel(path: path, reason: error.description)
    }
  }
}
