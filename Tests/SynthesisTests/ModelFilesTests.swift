import Datasets
import Encoding
import Engine
import Foundation
import Synthesis
import TestSupport
import Testing

/// A saved model samples what it did before; damaged and hostile files are refused, and never stop the program.
@Suite struct ModelFilesTests {
  /// A trained toy model as files.
  private static let files: Result<[String: Data], any Error> = Result {
    let toy = try ToyTable(rowCount: 300)
    let model = try toy.train {
      $0.steps = 5
      $0.hiddenWidth = 12
      $0.embeddingWidth = 6
      $0.classSharing = .separate
    }
    return try ModelFiles.encode(model, encoder: toy.encoder)
  }

  private func parts() throws -> (description: Data, weights: Data) {
    let files = try Self.files.get()
    return (
      try #require(files[ModelFiles.descriptionName]), try #require(files[ModelFiles.weightsName])
    )
  }

  private func decode(_ description: Data, _ weights: Data) throws -> (TableModel, TableEncoder) {
    try ModelFiles.decode(description: description, weights: weights)
  }

  @Test(arguments: ClassSharing.allCases)
  func `a round trip gives the same samples and the same bytes`(sharing: ClassSharing) throws {
    let toy = try ToyTable(rowCount: 300)
    let model = try toy.train {
      $0.steps = 10
      $0.classSharing = sharing
    }
    let files = try ModelFiles.encode(model, encoder: toy.encoder)
    #expect(files.keys.sorted() == ["model.json", "model.safetensors"])
    let (read, encoder) = try decode(
      try #require(files[ModelFiles.descriptionName]), try #require(files[ModelFiles.weightsName]))
    #expect(read.plan == model.plan)
    let samples = [model, read].map { $0.sample(classCounts: [200, 300], seed: 4, threadCount: 2) }
    #expect(samples[0] == samples[1])
    #expect(encoder.decode(samples[1], seed: 1) == toy.encoder.decode(samples[0], seed: 1))
    #expect(try ModelFiles.encode(read, encoder: encoder) == files)
  }

  @Test func `weights that were cut off are refused`() throws {
    let (description, weights) = try parts()
    for count in stride(from: 0, to: weights.count, by: 997) {
      #expect(throws: TensorFileError.self) { try decode(description, weights.prefix(count)) }
    }
  }

  @Test func `a description that was cut off is refused`() throws {
    let (description, weights) = try parts()
    for count in stride(from: 0, to: description.count - 1, by: 197) {
      #expect(throws: ModelError.self) { try decode(description.prefix(count), weights) }
    }
  }

  @Test func `a tensor that is missing or has another shape is named`() throws {
    let (description, weights) = try parts()
    var tensors = try TensorFile.decode(weights)
    let whole = try #require(tensors["generator.1.heads"])
    tensors["generator.1.heads"] = Tensor(
      repeating: 0, shape: [whole.shape[0], whole.shape[1] + 1])
    let wide = try TensorFile.encode(tensors)
    #expect(
      throws: ModelError.wrongShape(
        name: "generator.1.heads", expected: whole.shape,
        found: [whole.shape[0], whole.shape[1] + 1])
    ) { try decode(description, wide) }
    tensors["generator.1.heads"] = nil
    let without = try TensorFile.encode(tensors)
    #expect(throws: ModelError.missingTensor(name: "generator.1.heads")) {
      try decode(description, without)
    }
  }

  @Test func `files of a newer release are refused by name`() throws {
    let (description, weights) = try parts()
    let newer = try changed(description, "\"formatVersion\":1", "\"formatVersion\":2")
    #expect(throws: ModelError.newerFormat(found: 2, supported: 1)) { try decode(newer, weights) }
  }

  @Test(arguments: [
    ("\"hiddenWidth\":12", "\"hiddenWidth\":-12"), ("\"hiddenWidth\":12", "\"hiddenWidth\":0"),
    ("\"hiddenWidth\":12", "\"hiddenWidth\":4611686018427387904"),
    ("\"hiddenWidth\":12", "\"hiddenWidth\":1000000000"),
    ("\"embeddingWidth\":6", "\"embeddingWidth\":-1"),
    ("\"embeddingWidth\":6", "\"embeddingWidth\":9223372036854775807"),
    ("\"size\":3", "\"size\":-3"), ("\"size\":3", "\"size\":9223372036854775807"),
    ("\"size\":17", "\"size\":18"), ("\"classes\":[0]", "\"classes\":[7]"),
    ("\"classes\":[0]", "\"classes\":[-1]"), ("\"classes\":[0]", "\"classes\":[1]"),
    ("\"formatVersion\":1", "\"formatVersion\":\"1\""), ("\"plan\":", "\"plans\":"),
  ])
  func `a description with numbers that cannot be is refused`(part: String, bad: String) throws {
    let (description, weights) = try parts()
    let damaged = try changed(description, part, bad)
    #expect(throws: ModelError.self) { try decode(damaged, weights) }
  }

  @Test func `a plan without networks is refused`() throws {
    let (description, weights) = try parts()
    var object = try #require(
      JSONSerialization.jsonObject(with: description) as? [String: Any])
    object["plan"] = ["networks": [Any]()]
    let damaged = try JSONSerialization.data(withJSONObject: object)
    #expect(throws: ModelError.self) { try decode(damaged, weights) }
  }

  /// The description with the last occurrence of a part replaced: a column's encoder comes before the list of tokens.
  private func changed(_ description: Data, _ part: String, _ bad: String) throws -> Data {
    let text = try #require(String(data: description, encoding: .utf8))
    let range = try #require(
      text.range(of: part, options: .backwards), "the description has no \(part)")
    return Data(text.replacingCharacters(in: range, with: bad).utf8)
  }

  @Test(arguments: UInt64(1)...6)
  func `random damage to weights is refused or sampled, and never stops the program`(seed: UInt64)
    throws
  {
    let (description, weights) = try parts()
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      var damaged = weights
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        damaged[Int.random(in: 0..<damaged.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      do {
        let (model, encoder) = try decode(description, damaged)
        let sample = model.sample(classCounts: [5, 5], seed: seed, threadCount: 1)
        #expect(encoder.decode(sample, seed: seed).rowCount == 10)
      } catch {
        #expect(error is ModelError || error is TensorFileError, "seed \(seed): \(error)")
      }
    }
  }
}
