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
      let minimum = configuration.split.minimumRowCount
      if images.count < minimum {
        throw PipelineError.tooFewImages(path: path, found: images.count, expected: minimum)
      }
      var files = [ManifestFile(role: "images", path: path, images: images)]
      var holdout: ImageSet?
      if let path = configuration.input.holdoutPath {
        holdout = try readHoldout(path, like: images, team)
        files += holdout.map { [ManifestFile(role: "holdout", path: path, images: $0)] } ?? []
      }
      var inception: InceptionNetwork?
      if let path = configuration.input.inceptionPath {
        inception = try InceptionNetwork(path: path)
        files.append(
          ManifestFile(role: "inception", path: path, digest: try FileDigest(path: path)))
      }
      let notes = ImageNotes(
        images, hasHoldout: holdout != nil, configuration.input, team: team
      ).sentences
      for note in notes { clock.listener(.noted(note)) }
      return ImageInput(
        images: images, holdout: holdout, inception: inception, files: files, notes: notes)
    }
  }

  /// Further real images, of the size and channels of the input and of its classes.
  private func readHoldout(
    _ path: String, like images: ImageSet, _ team: ThreadTeam
  ) throws -> ImageSet {
    var options = configuration.input.readOptions
    options.size = images.size
    let byCount = [1: ImageChannels.grey, 2: .greyAlpha, 3: .rgb, 4: .rgba]
    options.channels = byCount[images.channels] ?? .auto
    if path == configuration.input.path { options.split = "test" }
    var holdout = try ImageFolderReader.read(path: path, options: options, team: team)
    let places = Dictionary(
      uniqueKeysWithValues: images.classNames.enumerated().map { ($1, Int32($0)) })
    let own = holdout.classNames.map { places[$0] }
    let unknown = zip(holdout.classNames, own).filter { $0.1 == nil }.map(\.0)
    if !unknown.isEmpty {
      throw PipelineError.unknownClasses(
        path: path, found: unknown, expected: images.classNames)
    }
    holdout.labels = holdout.labels.map { own[Int($0)] ?? 0 }
    holdout.classNames = images.classNames
    return holdout
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
  func wantedCounts(_ parts: ImageParts) throws(PipelineError) -> [Int] {
    try configuration.wantedCounts(
      training: parts.training.classCounts, classNames: parts.training.classNames)
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
