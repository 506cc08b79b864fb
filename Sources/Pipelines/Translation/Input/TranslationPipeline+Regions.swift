internal import Foundation
internal import Parallel

/// The inputs of models that learn from parts of images of any size.
extension TranslationPipeline {
  func enlargements(_ team: ThreadTeam) throws -> TranslationData {
    let (input, scale) = (configuration.input, configuration.training.scale)
    let edge = configuration.training.exampleEdge ?? 1
    let found = try StoredImages(path: input.path, team: team)
    let channels = input.channels.count ?? found.colourChannels
    let small = found.images.filter { min($0.raster.width, $0.raster.height) < edge }
    if let first = small.first {
      throw PipelineError.unsuitableImages(
        path: input.path,
        found:
          "\(small.count.counted("image")) smaller than a crop, such as '\(first.name.shown(40))' of \(first.raster.size)",
        expected: "at least \(edge) pixels on each edge",
        advice: configuration.training.scale == 4
          ? "remove them, or pass --scale 2, which takes smaller crops" : "remove them")
    }
    let split = try split(found.images.count, minimum: 2)
    // Both edges a multiple of the scale, so that pixels of the small image stand for whole squares.
    func whole(_ raster: Raster<UInt8>) -> Raster<UInt8> {
      raster.converted(toChannels: channels).part(
        x: 0, y: 0, width: raster.width / scale * scale, height: raster.height / scale * scale)
    }
    let larges = team.map(split.training.count) { whole(found.images[split.training[$0]].raster) }
    let smalls = team.map(larges.count) { ImageEnlarging.reduced(larges[$0], by: scale) }
    let bases = team.map(smalls.count) { ImageEnlarging.enlarged(smalls[$0], by: scale) }
    let folders = found.images.map {
      $0.name.split(separator: "/").dropLast().joined(separator: "/")
    }
    let classes = Array(Set(folders)).sorted()
    let labels = split.training.map { Int32(classes.firstIndex(of: folders[$0]) ?? 0) }
    let held =
      try input.holdoutPath.map { try StoredImages(path: $0, team: team).images }
      ?? split.holdout.map { found.images[$0] }
    let items = held.map { image in
      let truth = whole(image.raster)
      return TranslationItem(
        name: image.name, raster: ImageEnlarging.reduced(truth, by: scale), truth: truth)
    }
    return TranslationData(
      examples: TranslationExamples(
        sources: smalls.map(\.picture), targets: larges.map(\.picture),
        bases: bases.map(\.picture), labels: labels),
      items: items, trainingCount: larges.count, holdoutCount: items.count, kinds: [],
      size: "any size", skipped: found.skipped,
      notes: [
        classes.count > 1
          ? "images are compared in the features of a small classifier of their \(classes.count) folders"
          : "images are compared in the features of a small classifier that tells from which image a crop is, as there are no classes"
      ])
  }

  func regions(_ team: ThreadTeam) throws -> TranslationData {
    let input = configuration.input
    let found = try StoredImages(path: input.path, team: team)
    let channels = input.channels.count ?? found.colourChannels
    let path = input.regionsPath ?? ""
    let regions = try RegionList(path: path).regions(of: found.images, path: path)
    let marked = found.images.filter { regions[$0.name] != nil }
    let count = regions.values.reduce(0) { $0 + $1.count }
    if marked.count < 4 {
      throw PipelineError.unsuitableImages(
        path: path, found: "regions in \(marked.count.counted("image"))",
        expected: "regions in at least 4 images",
        advice: "add regions; what others look like is learned from them")
    }
    let window = RegionWindow(
      edge: configuration.training.exampleEdge ?? 64, channels: channels)
    var generator = SeededGenerator(seed: configuration.seed(of: .split), stream: "regions")
    var (targets, masks): ([Picture], [Picture]) = ([], [])
    for image in marked {
      for region in regions[image.name] ?? [] {
        let others = (0..<3).map { _ in
          RegionWindow.moved(region, within: image.raster.size, using: &generator)
        }
        for own in [region] + others {
          let example = window.example(of: image.raster, own)
          targets.append(example.picture)
          masks.append(example.mask)
        }
      }
    }
    let items = marked.map {
      TranslationItem(name: $0.name, raster: $0.raster, regions: regions[$0.name] ?? [])
    }
    let unmarked = found.images.count - marked.count
    return TranslationData(
      examples: TranslationExamples(sources: targets, targets: targets, masks: masks),
      items: items, trainingCount: marked.count, holdoutCount: 0, kinds: [],
      size: "any size", skipped: found.skipped,
      notes: ["\(count.counted("region")) in \(marked.count.counted("image"))"]
        + (unmarked > 0 ? ["\(unmarked.counted("image")) without a region left out"] : []))
  }
}
