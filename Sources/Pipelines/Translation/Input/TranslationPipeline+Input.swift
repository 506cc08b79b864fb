internal import Foundation
internal import Parallel

extension TranslationPipeline {
  /// Reads the images, brings them to what the networks take, and holds some out.
  func read() throws -> TranslationData {
    try clock.run(
      .read,
      detail: {
        "\($0.trainingCount.grouped) images to learn from, \($0.holdoutCount.grouped) held out"
      }
    ) {
      let team = ThreadTeam(threadCount: configuration.threadCount)
      let input = configuration.input
      try checkPlace(input.path)
      var data: TranslationData =
        switch configuration.training.family {
        case .pix2pix: try pairs(team)
        case .cyclegan: try kinds(team)
        case .srgan: try enlargements(team)
        case .anonymize: try regions(team)
        }
      for place in input.jobInputs {
        let request = try RequestInput(place, team: team)
        data.requestInputs.append(request)
        data.files.append(
          ManifestFile(
            role: place.role, path: place.path, byteCount: request.byteCount,
            sha256: request.sha256))
      }
      let lost = data.skipped.filter(\.reason.isLoss)
      if let first = lost.first {
        data.notes.append(
          "\(lost.count.counted("file")) skipped, such as \(first.description.shown(160))")
      }
      for note in data.notes { clock.listener(.noted(note)) }
      return data
    }
  }

  /// Refuses what is not a folder, in the words of what would be.
  private func checkPlace(_ path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DatasetError.notFound(path: path)
    }
    if !isFolder.boolValue {
      throw PipelineError.unsuitableImages(
        path: path, found: "a file", expected: "a folder of PNG images",
        advice:
          "--model \(configuration.training.family.rawValue) turns images into images; tables are learned without --model"
      )
    }
  }

  /// Which of so many images are held out.
  func split(_ count: Int, minimum: Int, stream: Int = 0) throws(PipelineError) -> Split {
    if count < minimum {
      throw .tooFewImages(path: configuration.input.path, found: count, expected: minimum)
    }
    if configuration.input.holdoutPath != nil {
      var none = configuration.split
      none.holdoutFraction = 0
      return Split(strata: [Int32](repeating: 0, count: count), configuration: none, seed: 0)
    }
    var own = configuration.split
    own.smallestClassRowCount = 2
    // Of few images one, unless none is wanted.
    if own.holdoutFraction > 0 { own.holdoutFraction = max(own.holdoutFraction, 1 / Double(count)) }
    return Split(
      strata: [Int32](repeating: 0, count: count), configuration: own,
      seed: configuration.seed(of: .split) &+ UInt64(stream))
  }

  /// The size that images are brought to, once it is known that the networks take it.
  private func size(_ images: StoredImages, channels: Int) throws -> ImageSize {
    let input = configuration.input
    let size = ImageReadOptions(size: input.size, longestEdge: input.longestEdge)
      .size(found: images.usualSize)
    try configuration.training.check(
      width: size.width, height: size.height, inputChannels: channels, outputChannels: channels)
    return size
  }

  private func channels(_ images: StoredImages) -> Int {
    configuration.input.channels.count ?? images.colourChannels
  }

  private func fittedNote(_ images: [StoredImages], _ size: ImageSize) -> [String] {
    let count = images.reduce(0) { $0 + $1.images.count { $0.raster.size != size } }
    return count == 0
      ? [] : ["\(count.counted("image")) brought to \(size) (\(configuration.input.fit.rawValue))"]
  }

  private func pairs(_ team: ThreadTeam) throws -> TranslationData {
    let input = configuration.input
    func read(_ path: String) throws -> PairedImages {
      var found = try PairedImages(
        path: path, pairs: input.pairs, family: .pix2pix, team: team)
      if input.direction == .back {
        found.sides.reverse()
        found.kinds.reverse()
      }
      return found
    }
    let found = try read(input.path)
    let split = try split(found.sides[0].images.count, minimum: 10)
    let channels = found.sides.map(channels)
    let size = try size(found.sides[1], channels: max(channels[0], channels[1]))
    func fitted(_ images: PairedImages, _ side: Int, _ place: Int) -> Raster<UInt8> {
      images.sides[side].images[place].raster.fitted(
        to: size, fit: input.fit, channels: channels[side])
    }
    let examples = TranslationExamples(
      sources: split.training.map { fitted(found, 0, $0).picture },
      targets: split.training.map { fitted(found, 1, $0).picture })
    let unseen = try input.holdoutPath.map(read)
    let held = unseen ?? found
    let places = unseen == nil ? split.holdout : Array(held.sides[0].images.indices)
    let items = places.map {
      TranslationItem(
        name: held.sides[0].images[$0].name, raster: fitted(held, 0, $0),
        truth: fitted(held, 1, $0))
    }
    return TranslationData(
      examples: examples, items: items, trainingCount: split.training.count,
      holdoutCount: items.count, kinds: found.kinds, size: size.description,
      skipped: found.sides.flatMap(\.skipped), notes: fittedNote(found.sides, size))
  }

  private func kinds(_ team: ThreadTeam) throws -> TranslationData {
    let input = configuration.input
    func read(_ path: String) throws -> PairedImages {
      try PairedImages(path: path, pairs: .folders, family: .cyclegan, team: team)
    }
    let found = try read(input.path)
    let channels = found.sides.map(channels)
    let size = try size(found.sides[0], channels: max(channels[0], channels[1]))
    let splits = try found.sides.enumerated().map {
      try split($1.images.count, minimum: 10, stream: $0)
    }
    func fitted(_ images: PairedImages, _ side: Int, _ place: Int) -> Raster<UInt8> {
      images.sides[side].images[place].raster.fitted(
        to: size, fit: input.fit, channels: channels[side])
    }
    let sides = splits.enumerated().map { side, split in
      split.training.map { fitted(found, side, $0).picture }
    }
    let unseen = try input.holdoutPath.map(read)
    let held = unseen ?? found
    let items = splits.enumerated().flatMap { side, split in
      (unseen == nil ? split.holdout : Array(held.sides[side].images.indices)).map {
        TranslationItem(
          name: held.sides[side].images[$0].name, raster: fitted(held, side, $0), direction: side)
      }
    }
    return TranslationData(
      examples: TranslationExamples(sources: sides[0], targets: sides[1]), items: items,
      trainingCount: sides.reduce(0) { $0 + $1.count }, holdoutCount: items.count,
      kinds: found.kinds, size: size.description, skipped: found.sides.flatMap(\.skipped),
      notes: fittedNote(found.sides, size))
  }
}
