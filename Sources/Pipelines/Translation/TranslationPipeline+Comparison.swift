internal import Parallel

extension TranslationPipeline {
  /// Judges the images in the terms of what they were made for.
  func compare(
    _ data: TranslationData, _ trained: TrainedTranslation, _ made: [TranslatedItem]
  ) -> TranslationFindings {
    clock.run(.compare, detail: { "gate: \($0.gate.outcome.rawValue)" }) {
      switch configuration.training.family {
      case .pix2pix: paired(data, made)
      case .cyclegan:
        .cycled(
          kinds: data.kinds,
          unseen: made.compactMap { item in
            item.returned.map { (item.item.raster.samples, $0.samples, item.item.direction) }
          }, training: trained.log.ends { $0.hasPrefix("cycle") })
      case .srgan:
        .enlarged(
          made.compactMap { item in
            item.item.truth.map { truth in
              let simpler = ImageEnlarging.enlarged(
                item.item.raster, by: configuration.training.scale)
              return TranslatedImage(
                shape: truth.shape, output: item.output.samples, truth: truth.samples,
                simpler: simpler.samples)
            }
          }, border: 4, gate: configuration.gate)
      case .anonymize: anonymised(made)
      }
    }
  }

  /// Beside the truth of the training pair whose input is nearest.
  private func paired(_ data: TranslationData, _ made: [TranslatedItem]) -> TranslationFindings {
    let team = ThreadTeam(threadCount: configuration.threadCount)
    let sources = data.examples.sources
    guard let first = sources.first, !made.isEmpty else {
      return .paired([], gate: configuration.gate)
    }
    let shape = ImageShape(width: first.width, height: first.height, channels: first.channels)
    let index = NearestImages(sources.flatMap(\.pixels), shape: shape, team: team)
    let nearest = index.nearest(to: made.flatMap(\.item.raster.samples), team: team)
    let images = zip(made, nearest).compactMap { item, nearest -> TranslatedImage? in
      guard let truth = item.item.truth, let nearest else { return nil }
      return TranslatedImage(
        shape: truth.shape, output: item.output.samples, truth: truth.samples,
        simpler: data.examples.targets[nearest.index].pixels)
    }
    return .paired(images, gate: configuration.gate)
  }

  /// Regions brought to one size, before and after.
  private func anonymised(_ made: [TranslatedItem]) -> TranslationFindings {
    func interpolated(_ item: TranslationItem) -> Raster<UInt8> {
      var result = item.raster
      for region in item.regions { result.interpolate(region, from: item.raster) }
      return result
    }
    func regions(_ raster: Raster<UInt8>, _ item: TranslationItem) -> [[UInt8]] {
      item.regions.map { region in
        raster.part(x: region.x, y: region.y, width: region.width, height: region.height)
          .fitted(
            to: ImageSize(width: 32, height: 32), fit: .stretch, channels: 3, resampling: .area
          ).samples
      }
    }
    return .anonymised(
      originals: made.flatMap { regions($0.item.raster, $0.item) },
      replaced: made.flatMap { regions($0.output, $0.item) },
      interpolated: made.flatMap { regions(interpolated($0.item), $0.item) },
      gate: configuration.gate)
  }
}

extension Raster<UInt8> {
  /// Fills a region by what stands on both sides of it, in rows and in columns.
  fileprivate mutating func interpolate(_ region: PixelRegion, from original: Raster) {
    func sample(_ x: Int, _ y: Int, _ channel: Int) -> Double {
      let (column, row) = (min(width - 1, max(0, x)), min(height - 1, max(0, y)))
      return Double(original.samples[(row * width + column) * channels + channel])
    }
    for y in 0..<region.height {
      let down = (Double(y) + 0.5) / Double(region.height)
      for x in 0..<region.width {
        let across = (Double(x) + 0.5) / Double(region.width)
        let (column, row) = (region.x + x, region.y + y)
        for channel in 0..<channels {
          let above = sample(column, region.y - 1, channel)
          let below = sample(column, region.y + region.height, channel)
          let left = sample(region.x - 1, row, channel)
          let right = sample(region.x + region.width, row, channel)
          let vertical = above * (1 - down) + below * down
          let horizontal = left * (1 - across) + right * across
          samples[(row * width + column) * channels + channel] = UInt8(
            ((vertical + horizontal) / 2).rounded())
        }
      }
    }
  }

  /// The image's size as metrics take it.
  var shape: ImageShape { ImageShape(width: width, height: height, channels: channels) }
}
