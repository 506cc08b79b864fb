internal import Foundation
internal import Reporting

extension TranslationPage {
  /// The page of a run.
  init(
    _ results: TranslationResults, _ configuration: TranslationPipelineConfiguration,
    isPublished: Bool
  ) throws {
    let (data, family) = (results.data, configuration.training.family)
    let made = results.made.count.counted("image")
    let input = (configuration.input.path as NSString).lastPathComponent
    self.init(
      title: "\(family.rawValue): \(made) from \(input.isEmpty ? "images" : input)"
        + (isPublished ? "" : ", not published"),
      outcome: isPublished
        ? "The images are in \(RunFile.images)/; the model turns further images with augment translate."
        : "Nothing was published: there is this report and the model, but no images.",
      findings: results.findings, program: "augment \(augmentVersion)")
    facts = [
      data.size, "learned from \(data.trainingCount.counted("image"))",
      "\(data.holdoutCount.counted("unseen image"))", "seed \(configuration.seed)",
    ]
    notes =
      data.notes.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
      + results.trained.log.events.map { "Training, \($0)." }
    losses = results.trained.log.curves
    sheets = try TranslationSheets(results).sheets
    let training = results.trained.model.configuration
    let architecture = results.trained.model.architecture
    provenance = [
      ProvenanceGroup(
        title: "Input",
        facts: data.files.flatMap { file in
          [
            ProvenanceGroup.Fact(
              file.role ?? "file", (file.path as NSString).lastPathComponent),
            ProvenanceGroup.Fact("SHA-256", file.sha256, isCode: true),
          ]
        }),
      ProvenanceGroup(
        title: "Training",
        facts: [
          ProvenanceGroup.Fact("model", family.rawValue),
          ProvenanceGroup.Fact(
            "loss", family == .cyclegan ? training.loss.rawValue : "that of the model"),
          ProvenanceGroup.Fact("steps", (training.steps ?? 0).grouped),
          ProvenanceGroup.Fact("channels of the first layer", "\(architecture.featureWidth)"),
          ProvenanceGroup.Fact("halvings or blocks", "\(architecture.depth)"),
          ProvenanceGroup.Fact("program", "augment \(augmentVersion)"),
        ]),
    ]
    files = TranslationSummary.files(isPublished: isPublished)
      .filter { $0.name != RunFile.page }.map { ProvenanceGroup.Fact($0.name, $0.detail) }
  }
}

/// The pictures of a report: images, what was made of them, and the truth where it is known.
struct TranslationSheets {
  private(set) var sheets: [ImageSheet] = []

  private static let rowCount = 8
  /// Larger images are shown by a part in their middle.
  private static let longestEdge = 160
  /// A sheet's images are enlarged to at least this edge.
  private static let leastEdge = 96

  init(_ results: TranslationResults) throws(DatasetError) {
    let kinds = results.data.kinds
    switch results.trained.model.architecture.family {
    case .pix2pix:
      try add(
        "Unseen pairs", "The input, what was made of it, and the truth.", results.made,
        columns: { [$0.item.raster, $0.output, $0.item.truth] })
    case .cyclegan:
      for direction in 0...1 {
        try add(
          "From '\(kinds[direction].shown(30))' to '\(kinds[1 - direction].shown(30))'",
          "Unseen images, what was made of them, and what the way back makes of that.",
          results.made.filter { $0.item.direction == direction },
          columns: { [$0.item.raster, $0.output, $0.returned] })
      }
    case .srgan:
      let scale = results.trained.model.architecture.scale
      try add(
        "Unseen images", "Bicubic interpolation, the network, and the truth: a part of each.",
        results.made,
        columns: {
          [ImageEnlarging.enlarged($0.item.raster, by: scale), $0.output, $0.item.truth]
        })
    case .anonymize:
      try add(
        "Regions", "The window around the first region of an image before, and after.",
        results.made,
        columns: { item in
          guard let region = item.item.regions.first else { return [] }
          let place = RegionWindow.place(around: region, in: item.output.size)
          return [item.item.raster, item.output].map {
            $0.part(x: place.x, y: place.y, width: place.width, height: place.height)
          }
        })
    }
  }

  private mutating func add(
    _ title: String, _ caption: String, _ made: [TranslatedItem],
    columns images: (TranslatedItem) -> [Raster<UInt8>?]
  ) throws(DatasetError) {
    let shown = made.prefix(Self.rowCount)
    let rows = shown.map(images)
    let columns = rows.map(\.count).max() ?? 1
    let all = rows.flatMap { $0.compactMap { $0 } }
    if all.isEmpty { return }
    let edge = (
      width: min(Self.longestEdge, all.map(\.width).max() ?? 1),
      height: min(Self.longestEdge, all.map(\.height).max() ?? 1)
    )
    let cells = all.map { Self.cell($0, edge) }
    let set = ImageSet(
      pixels: cells.flatMap(\.samples), width: edge.width, height: edge.height, channels: 3,
      labels: cells.map { _ in 0 }, classNames: [""], names: cells.map { _ in "" })
    var (indices, next): ([Int?], Int) = ([], 0)
    for row in rows {
      for cell in row + [Raster?](repeating: nil, count: max(0, columns - row.count)) {
        indices.append(cell == nil ? nil : next)
        if cell != nil { next += 1 }
      }
    }
    let grid = ImageGrid(
      columnCount: columns,
      magnification: max(1, Self.leastEdge / max(1, min(edge.width, edge.height))))
    let sheet = grid.sheet(of: set, indices: indices)
    sheets.append(
      ImageSheet(
        title: title, caption: caption, png: try PNGEncoder.encode(sheet), width: sheet.width,
        height: sheet.height, rowNames: shown.map(\.item.name)))
  }

  /// The middle of an image at full size, or the whole of a smaller one, in colour.
  private static func cell(
    _ raster: Raster<UInt8>, _ edge: (width: Int, height: Int)
  ) -> Raster<UInt8> {
    let (width, height) = (min(raster.width, edge.width), min(raster.height, edge.height))
    let part = raster.part(
      x: (raster.width - width) / 2, y: (raster.height - height) / 2, width: width, height: height
    ).converted(toChannels: 3)
    if part.width == edge.width && part.height == edge.height { return part }
    return part.fitted(
      to: ImageSize(width: edge.width, height: edge.height), fit: .pad, channels: 3)
  }
}
