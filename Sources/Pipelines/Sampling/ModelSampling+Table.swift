internal import Glibc
internal import Parallel

extension ModelSampling {
  /// Draws rows piece by piece: as many pieces side by side as there are threads, while the ones before are written. Rows that have to
  /// meet something are drawn all together.
  func sampleTable(_ saved: SavedModel) throws -> SamplingSummary {
    guard let use = saved.use.table else {
      throw PipelineError.unusableModel(path: saved.path, reason: "sampling.json is damaged")
    }
    if configuration.truncation != nil {
      throw PipelineError.unsuitableOption(name: "truncation", input: "the model of a table")
    }
    let (path, format) = tablePlace
    try checkFree(path)
    let (model, encoder) = try clock.run(.read) { try saved.table() }
    let table = SavedTable(
      model: model, encoder: encoder, use: use, classCounts: saved.use.classCounts,
      constraints: try saved.constraints(use, encoder, seed: configuration.seed(of: .decode)))
    let counts = try configuration.classCounts(saved.use, isReal: encoder.isRealClass)
    let output = TableOutput(format, dialect: use.dialect, encoder: encoder)
    let filePath = path == "-" ? nil : path
    if hasDemands(table) {
      let made = try clock.run(.sample, detail: { $0.table.rowCount.counted("row") }) {
        try suitableRows(table, counts: counts)
      }
      try clock.run(.write) {
        try output.write(
          [CSVWriter.Part(made.table, source: "")], to: filePath,
          team: ThreadTeam(threadCount: configuration.threadCount))
      }
      var summary = summary(
        saved, made.encoded.classCounts(classCount: counts.count), kind: .rows, output: path)
      (summary.drawing, summary.completion) = (made.drawing, made.completion)
      summary.constraints = made.constraints
      return summary
    }
    let total = counts.reduce(0, +)
    let file = try output.open(path: filePath, rowCount: total)
    try clock.run(.sample, detail: { total.counted("row") }) {
      var drawing = TableDrawing(
        model, encoder, use: use, classCounts: counts, configuration: configuration)
      try drawing.run(output, into: file)
      try file.finish()
    }
    return summary(saved, counts, kind: .rows, output: path)
  }

  /// Where rows go, and in which format.
  private var tablePlace: (path: String, format: TableFormat) {
    guard let path = configuration.outputPath else {
      let format = configuration.format ?? .csv
      return (configuration.defaultName + "." + format.fileExtension, format)
    }
    return (path, configuration.format ?? TableFormat(fileName: path) ?? .csv)
  }

  private func checkFree(_ path: String) throws(PipelineError) {
    var status = stat()
    if path != "-", !configuration.replacesExisting, stat(path, &status) == 0 {
      throw .outputExists(path: path)
    }
  }
}

/// Draws, decodes and lays out the pieces of a table.
struct TableDrawing {
  /// A piece before it is drawn.
  private struct Piece: Sendable {
    var index: Int
    var classCounts: [Int]
    var decoding: PieceDecoder.Piece
  }

  private let model: TableModel
  private let use: ModelUse.Table
  private let seed: UInt64
  private let decodingSeed: UInt64
  private let threadCount: Int
  private var pieces: SamplePieces
  private var decoder: PieceDecoder

  init(
    _ model: TableModel, _ encoder: TableEncoder, use: ModelUse.Table, classCounts: [Int],
    configuration: ModelSamplingConfiguration
  ) {
    (self.model, self.use) = (model, use)
    (seed, decodingSeed) = (configuration.seed(of: .sample), configuration.seed(of: .decode))
    threadCount = configuration.threadCount
    pieces = SamplePieces(classCounts: classCounts)
    decoder = PieceDecoder(
      encoder, rowCount: classCounts.reduce(0, +), calibratesExtremes: use.calibratesExtremes)
  }

  /// Writes all pieces.
  mutating func run(_ output: TableOutput, into file: OpenTable) throws(DatasetError) {
    let team = ThreadTeam(threadCount: threadCount)
    var finished: [TableOutput.Rows] = []
    while true {
      let batch = nextBatch()
      if batch.isEmpty && finished.isEmpty { return }
      // The first iteration writes what the batch before has made.
      let (written, count) = (finished, batch.count)
      nonisolated(unsafe) let file = file
      let made = team.map(count + 1) { place -> Result<TableOutput.Rows?, DatasetError> in
        Result { () throws(DatasetError) in
          if place > 0 {
            return try rows(batch[place - 1], output, threadCount: max(1, threadCount / count))
          }
          for rows in written { try file.append(rows, source: "") }
          return nil
        }
      }
      finished = []
      for result in made {
        if let rows = try result.get() { finished.append(rows) }
      }
    }
  }

  /// At most this many pieces are in memory at a time; further threads work inside them.
  private static let maximumSideBySide = 8

  /// As many pieces as there are threads, up to a limit; none at the end.
  private mutating func nextBatch() -> [Piece] {
    var batch: [Piece] = []
    while batch.count < min(threadCount, Self.maximumSideBySide) {
      let index = pieces.takenCount
      guard let counts = pieces.next() else { break }
      let decoding = decoder.next(
        rowCount: counts.reduce(0, +), seed: SamplePieces.seed(decodingSeed, piece: index))
      batch.append(Piece(index: index, classCounts: counts, decoding: decoding))
    }
    return batch
  }

  private func rows(
    _ piece: Piece, _ output: TableOutput, threadCount: Int
  ) throws(DatasetError) -> TableOutput.Rows {
    let drawn = model.sample(
      classCounts: piece.classCounts, seed: SamplePieces.seed(seed, piece: piece.index),
      isStratified: use.isStratified, threadCount: threadCount)
    let table = decoder.decode(drawn, piece.decoding, threadCount: threadCount)
    return try output.rows(table, source: "", isFirst: piece.index == 0)
  }
}
