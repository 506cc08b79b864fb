internal import Parallel

/// Decodes files side by side and fits them into one set.
///
/// Headers are read first: they say the size, the channels and the memory that the set needs. Then each file is
/// decoded to a place of its own, so the result does not depend on the number of threads.
struct ImageLoader {
  var layout: FolderLayout
  var options: ImageReadOptions
  /// The path that errors name.
  var path: String

  /// - Throws: `DatasetError.noImages`, `tooManyDamaged`, `classWithoutImages`, `imagesTooLarge`.
  func load(team: ThreadTeam) throws(DatasetError) -> ImageSet {
    let headers = team.map(layout.items.count, header)
    var readable = layout.items.indices.filter { (try? headers[$0].get()) != nil }
    var set = try emptySet(headers: readable.compactMap { try? headers[$0].get() })
    let faults = try decode(readable, into: &set, team: team)
    set.skipped = layout.skipped
    for (index, item) in layout.items.enumerated() {
      if case .failure(let fault) = headers[index] { set.skip(item.name, fault) }
      if let fault = faults[index] { set.skip(item.name, fault) }
    }
    readable.removeAll { faults[$0] != nil }
    try check(set, readCount: readable.count)
    set.labels = readable.map { layout.items[$0].label }
    set.names = readable.map { layout.items[$0].name }
    for (label, count) in set.classCounts.enumerated() where count == 0 {
      let name = layout.classNames[label]
      let files = Set(layout.items.filter { $0.label == label }.map(\.name))
      throw .classWithoutImages(
        path: path, name: name,
        skipped: set.skipped.filter { files.contains($0.file) || $0.file.hasPrefix(name + "/") })
    }
    set.skipped.sort { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
    if options.channels == .auto { set.dropNeedlessChannels() }
    return set
  }

  private func header(_ index: Int) -> Result<PNGHeader, ImageFault> {
    do throws(ImageFault) {
      let file = try OpenFile(path: layout.source.path + "/" + layout.items[index].name)
      return .success(
        try PNGHeader(
          byteCount: file.byteCount, maximumPixelCount: options.maximumPixelCount,
          read: file.bytes(at:count:)))
    } catch { return .failure(error) }
  }

  /// A set without pixels yet, but of the size and channels that it will have.
  private func emptySet(headers: [PNGHeader]) throws(DatasetError) -> ImageSet {
    var source = layout.source
    source.sizes = ImageSize.counted(headers.lazy.map(\.size))
    let size = options.size(
      found: source.sizes.first?.size ?? ImageSize(width: 1, height: 1))
    source.fittedCount = headers.count { $0.size != size }
    let widest = headers.map(\.channels).max() ?? 1
    let hasAlpha = headers.contains { $0.channels % 2 == 0 }
    let channels = options.channels.count ?? (hasAlpha ? 4 : widest)
    try MemoryCheck(options).check(path: path, count: headers.count, size: size, channels: channels)
    return ImageSet(
      pixels: [], width: size.width, height: size.height, channels: channels, labels: [],
      classNames: layout.classNames, names: [], source: source)
  }

  /// Fills the set's pixels with those of the items that can be decoded.
  /// - Returns: For every item, what was wrong with it; nil also for those not asked for.
  private func decode(
    _ items: [Int], into set: inout ImageSet, team: ThreadTeam
  ) throws(DatasetError) -> [ImageFault?] {
    let fitter = ImageFitter(
      size: set.size, fit: options.fit, resampling: options.resampling,
      background: options.background, channels: set.channels)
    var found: [ImageFault?] = []
    set.pixels = [UInt8](
      unsafeUninitializedCapacity: items.count * fitter.sampleCount
    ) { buffer, initialized in
      nonisolated(unsafe) let base = buffer.baseAddress
      found = team.map(items.count) { index -> ImageFault? in
        guard let base else { return nil }
        return decode(items[index], fitter, at: base + index * fitter.sampleCount)
      }
      // Close the gaps that images leave which could not be decoded.
      var kept = 0
      for index in items.indices where found[index] == nil {
        if let base, kept < index {
          (base + kept * fitter.sampleCount).update(
            from: base + index * fitter.sampleCount, count: fitter.sampleCount)
        }
        kept += 1
      }
      initialized = kept * fitter.sampleCount
    }
    var faults = [ImageFault?](repeating: nil, count: layout.items.count)
    for (index, item) in items.enumerated() { faults[item] = found[index] }
    return faults
  }

  private func decode(
    _ item: Int, _ fitter: ImageFitter, at place: UnsafeMutablePointer<UInt8>
  ) -> ImageFault? {
    do throws(ImageFault) {
      let file = try OpenFile(path: layout.source.path + "/" + layout.items[item].name)
      let bytes = try file.bytes(at: 0, count: file.byteCount)
      let raster: Raster<UInt8> = try PNGDecoder.decode(
        bytes, maximumPixelCount: options.maximumPixelCount)
      fitter.place(raster, at: place)
      return nil
    } catch { return error }
  }

  /// Refuses a folder of which too much is lost.
  private func check(_ set: ImageSet, readCount: Int) throws(DatasetError) {
    let lost = set.skipped.filter(\.reason.isLoss)
    let total = readCount + lost.count
    if readCount == 0 {
      var formats = Set(lost.map(\.reason))
      if formats.count == 1, case .notPNG(let found)? = formats.popFirst() {
        throw .noImages(path: path, otherFormat: found)
      }
      guard total > 0 else { throw .noImages(path: path, otherFormat: nil) }
    }
    if readCount == 0 || Double(lost.count) > options.maximumDamagedFraction * Double(total) {
      throw .tooManyDamaged(path: path, skipped: lost, total: total)
    }
  }
}

extension ImageSet {
  fileprivate mutating func skip(_ file: String, _ fault: ImageFault) {
    skipped.append(SkippedImage(file: file, reason: fault))
  }
}
