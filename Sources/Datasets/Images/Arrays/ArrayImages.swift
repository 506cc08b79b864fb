internal import Parallel

/// Images that one array holds, with a number for the class of each.
struct ArrayImages {
  /// `[count, height, width, channels]`.
  var pixels: [UInt8]
  var count: Int
  var size: ImageSize
  var channels: Int
  /// One number per image; nil where there are none, so that all are one class.
  var labels: [Int]?
  /// What images are called: `name#0`, `name#1`, ….
  var name: String

  /// The set at the size and with the channels wanted; classes are named by their numbers, in order.
  func set(
    _ options: ImageReadOptions, source: ImageSource, team: ThreadTeam
  ) throws(DatasetError) -> ImageSet {
    guard count > 0 else { throw .noImages(path: source.path, otherFormat: nil) }
    if let labels, labels.count != count {
      throw .differentCounts(path: source.path, images: count, labels: labels.count)
    }
    let values = Set(labels ?? []).sorted()
    let indices = Dictionary(uniqueKeysWithValues: zip(values, Int32(0)...))
    var source = source
    source.sizes = [ImageSource.SizeCount(size: size, count: count)]
    let wanted = options.size(found: size)
    source.fittedCount = wanted == size ? 0 : count
    var set = ImageSet(
      pixels: [], width: wanted.width, height: wanted.height,
      channels: options.channels.count ?? (channels == 2 ? 4 : channels),
      labels: labels.map { $0.map { indices[$0] ?? 0 } } ?? [Int32](repeating: 0, count: count),
      classNames: labels == nil ? [source.path.lastPathComponent] : values.map(String.init),
      names: (0..<count).map { "\(name)#\($0)" }, source: source)
    set.pixels = try fitted(to: set, options, team: team)
    if options.channels == .auto { set.dropNeedlessChannels() }
    return set
  }

  private func fitted(
    to set: ImageSet, _ options: ImageReadOptions, team: ThreadTeam
  ) throws(DatasetError) -> [UInt8] {
    if set.size == size && set.channels == channels { return pixels }
    try MemoryCheck(options).check(
      path: set.source.path, count: count, size: set.size, channels: set.channels)
    let fitter = ImageFitter(
      size: set.size, fit: options.fit, resampling: options.resampling,
      background: options.background, channels: set.channels)
    let stored = size.pixelCount * channels
    let total = count * fitter.sampleCount
    return [UInt8](unsafeUninitializedCapacity: total) { buffer, initialized in
      nonisolated(unsafe) let base = buffer.baseAddress
      team.forEach(count) { index in
        guard let base else { return }
        let raster = Raster(
          width: size.width, height: size.height, channels: channels,
          samples: Array(pixels[(index * stored)..<((index + 1) * stored)]))
        fitter.place(raster, at: base + index * fitter.sampleCount)
      }
      initialized = total
    }
  }
}
