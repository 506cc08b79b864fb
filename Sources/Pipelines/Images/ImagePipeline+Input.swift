internal import Foundation
internal import Parallel

/// Images as they were read.
struct ImageInput: Sendable {
  var images: ImageSet
  /// Real images given for the comparison; nil when they are to be held out.
  var holdout: ImageSet?
  /// The user's network for comparable distances; nil for none.
  var inception: InceptionNetwork?
  /// Everything that was read, for the manifest.
  var files: [ManifestFile]
  /// The same by the bytes as they are stored.
  var requestInputs: [RequestInput]
  /// What a person should know, sentence by sentence.
  var notes: [String]
}

/// The images to learn from and the images to judge by, with the same classes.
struct ImageParts: Sendable {
  var training: ImageSet
  var holdout: ImageSet

  /// The size of every image.
  var shape: ImageShape {
    ImageShape(width: training.width, height: training.height, channels: training.channels)
  }
}

extension ImagePipeline {
  /// Reads the images and says what a person should know about them.
  func read() throws -> ImageInput {
    try clock.run(
      .read,
      detail: {
        "\($0.images.count.counted("image")) of \($0.images.size), "
          + $0.images.classNames.count.counted("class", plural: "classes")
      }
    ) {
      let team = ThreadTeam(threadCount: configuration.threadCount)
      let path = configuration.input.path
      let images = try ImageFolderReader.read(
        path: path, options: configuration.input.readOptions, team: team)
      var requestInputs = [try RequestInput(role: "images", images: path, team: team)]
      let minimum = configuration.split.minimumRowCount
      if images.count < minimum {
        throw PipelineError.tooFewImages(path: path, found: images.count, expected: minimum)
      }
      var files = [ManifestFile(role: "images", path: path, images: images)]
      var holdout: ImageSet?
      if let path = configuration.input.holdoutPath {
        let found = try configuration.input.readBeside(
          path, like: images, team, isHoldout: true)
        if found.shareIn(images) > 0.5 { throw PipelineError.holdoutIsInput(path: path) }
        holdout = found
        files += holdout.map { [ManifestFile(role: "holdout", path: path, images: $0)] } ?? []
        requestInputs.append(try RequestInput(role: "holdout", images: path, team: team))
      }
      var inception: InceptionNetwork?
      if let path = configuration.input.inceptionPath {
        inception = try InceptionNetwork(path: path)
        let file = ManifestFile(
          role: "inception", path: path, digest: try FileDigest(path: path))
        files.append(file)
        requestInputs.append(RequestInput(file))
      }
      var notes = ImageNotes(
        images, hasHoldout: holdout != nil, configuration.input, team: team
      ).sentences
      let lost = holdout?.skipped.filter(\.reason.isLoss) ?? []
      if let first = lost.first {
        notes.append(
          "of the hold-out, \(lost.count.counted("file")) skipped, such as \(first.description.shown(160))"
        )
      }
      for note in notes { clock.listener(.noted(note)) }
      return ImageInput(
        images: images, holdout: holdout, inception: inception, files: files,
        requestInputs: requestInputs, notes: notes)
    }
  }

  /// Holds out real images that nothing but the comparison sees.
  func split(_ input: ImageInput) throws -> ImageParts {
    clock.run(
      .split,
      detail: {
        "\($0.training.count.grouped) to learn from, \($0.holdout.count.grouped) held out"
      }
    ) {
      if let holdout = input.holdout {
        return ImageParts(training: input.images, holdout: holdout)
      }
      let split = Split(
        strata: input.images.labels, configuration: configuration.split,
        seed: configuration.seed(of: .split))
      return ImageParts(
        training: input.images.images(at: split.training),
        holdout: input.images.images(at: split.holdout))
    }
  }

  /// How many images of each class are asked for.
  ///
  /// What could only fail after the training is refused here.
  func wantedCounts(_ parts: ImageParts) throws(PipelineError) -> [Int] {
    let (training, path) = (parts.training, configuration.input.path)
    try checkSize(training.size)
    if configuration.sampling.imageCount == .automatic {
      if training.classNames.count < 2 {
        throw .imagesNotJudged(path: path, reason: "there is a single class")
      }
      if parts.holdout.count == 0 {
        throw .imagesNotJudged(path: path, reason: "no image could be held out")
      }
    }
    let counts = try configuration.wantedCounts(
      training: training.classCounts, classNames: training.classNames)
    // Drawn, decoded, judged and written, images exist about six times over.
    let affordable = Int(ProcessInfo.processInfo.physicalMemory) / (6 * training.sampleCount)
    let total = counts.reduce(0, +)
    if total > affordable {
      throw .invalidValue(
        name: "rows", found: total.grouped,
        expected:
          "at most \(affordable.grouped) images of \(training.size) in this machine's memory")
    }
    if configuration.input.inceptionPath != nil,
      parts.holdout.count <= InceptionNetwork.featureCount
    {
      clock.listener(
        .noted(
          "the Fréchet inception distance needs more than \(InceptionNetwork.featureCount.grouped) unseen images, "
            + "there are \(parts.holdout.count.grouped)"))
    }
    return counts
  }

  /// Refuses sizes whose networks no common machine could hold.
  private func checkSize(_ size: ImageSize) throws(PipelineError) {
    let limit = configuration.training.family == .dcgan ? 128 : 512
    if max(size.width, size.height) > limit {
      throw .invalidValue(
        name: "image-size", found: size.description,
        expected:
          "at most \(limit) pixels\(limit == 128 ? " with --model dcgan" : ""), for the networks' memory,"
      )
    }
  }
}

extension ImageInputConfiguration {
  /// Further images, of the size and channels of the input and of its classes.
  func readBeside(
    _ path: String, like images: ImageSet, _ team: ThreadTeam, isHoldout: Bool = false
  ) throws -> ImageSet {
    var options = readOptions
    options.size = images.size
    let byCount = [1: ImageChannels.grey, 2: .greyAlpha, 3: .rgb, 4: .rgba]
    options.channels = byCount[images.channels] ?? .auto
    if isHoldout, path.resolvedPath == self.path.resolvedPath { options.split = "test" }
    var further = try ImageFolderReader.read(path: path, options: options, team: team)
    if images.classNames.count == 1 && further.classNames.count == 1 {
      further.classNames = images.classNames
    }
    let places = Dictionary(
      uniqueKeysWithValues: images.classNames.enumerated().map { ($1, Int32($0)) })
    let own = further.classNames.map { places[$0] }
    let unknown = zip(further.classNames, own).filter { $0.1 == nil }.map(\.0)
    if !unknown.isEmpty {
      throw PipelineError.unknownClasses(
        path: path, found: unknown, expected: images.classNames)
    }
    further.labels = further.labels.map { own[Int($0)] ?? 0 }
    further.classNames = images.classNames
    return further
  }
}

extension ManifestFile {
  /// Images by the digest of what they show: bytes of all pixels, then labels and names, whatever files they came in.
  init(role: String, path: String, images: ImageSet) {
    var digest = ByteDigest()
    digest.add(images.pixels)
    digest.add(images.labels.flatMap { label in (0..<4).map { UInt8(label >> ($0 * 8) & 255) } })
    digest.add(Array((images.classNames + images.names).joined(separator: "\n").utf8))
    self.init(role: role, path: path, digest: digest.value)
  }
}

extension ImageSet {
  /// The share of these images that equal one of others, which have the same size.
  func shareIn(_ others: ImageSet) -> Double {
    let known = Set((0..<others.count).map { Array(others.image(at: $0)) })
    return Double((0..<count).count { known.contains(Array(image(at: $0))) })
      / Double(max(1, count))
  }
}

extension String {
  /// The path without links and dots; itself where there is nothing.
  fileprivate var resolvedPath: String { URL(filePath: self).resolvingSymlinksInPath().path }
}
