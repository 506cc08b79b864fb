internal import Foundation

/// The networks of an earlier run in the place of the output, where they learned from the same rows in the same way.
///
/// Equal keys give equal networks, so taking them gives the bytes that training again would.
struct EarlierTraining: Sendable {
  let model: TableModel
  let log: [TrainingLog.Line]

  /// What of a manifest matters here.
  private struct Record: Decodable {
    var trainingKey: String?
    var outputs: [ManifestFile]
  }

  /// Looks into a run directory; nil where there is none, or one of other networks, or one that is damaged.
  init?(at directory: String, key: String) {
    guard let data = try? Data(contentsOf: URL(filePath: directory + "/" + RunFile.manifest)),
      let record = try? JSONDecoder().decode(Record.self, from: data), record.trainingKey == key
    else { return nil }
    /// The bytes of an output, if they are those that were written.
    func bytes(_ name: String) -> Data? {
      guard let known = record.outputs.first(where: { $0.path == name }),
        let data = try? Data(contentsOf: URL(filePath: directory + "/" + name))
      else { return nil }
      var digest = ByteDigest()
      digest.add(data)
      return digest.value.sha256 == known.sha256 ? data : nil
    }
    guard let description = bytes(RunFile.model + "/" + ModelFiles.descriptionName),
      let weights = bytes(RunFile.model + "/" + ModelFiles.weightsName),
      let lines = bytes(RunFile.training),
      let (model, _) = try? ModelFiles.decode(description: description, weights: weights),
      let log = try? lines.split(separator: UInt8(ascii: "\n")).map({
        try JSONDecoder().decode(TrainingLog.Line.self, from: $0)
      })
    else { return nil }
    (self.model, self.log) = (model, log)
  }
}

extension Pipeline {
  /// What the networks are trained on, as one number: the program's version, the real rows and how they are read,
  /// split, encoded and learned.
  func trainingKey(_ dataset: Dataset) throws -> String {
    var learned = PipelineConfiguration(inputPath: "")
    learned.input = configuration.input
    learned.split = configuration.split
    learned.encoding = configuration.encoding
    learned.training = configuration.training
    learned.seed = configuration.seed
    // Rows to be completed are not learned from.
    let files = dataset.input.files.filter { $0.role != "like" }
    return try learned.request(files.map(RequestInput.init))
  }

  /// The networks of an earlier run, if they may be taken instead of trained.
  func earlierTraining(_ dataset: Dataset) throws -> TableModel? {
    guard configuration.output.reusesTraining,
      let earlier = EarlierTraining(
        at: configuration.outputDirectory, key: try trainingKey(dataset))
    else { return nil }
    log.restore(earlier.log)
    clock.listener(
      .noted("the networks of the earlier run are taken: what they learn from has not changed"))
    return earlier.model
  }
}
