/// What `inspect` finds in images: the classes, the size, and what a run would do.
public struct ImageInspection: Codable, Sendable, Equatable {
  /// One class.
  public struct ClassFinding: Codable, Sendable, Equatable {
    /// The class.
    public var name: String
    /// Images learned from.
    public var trainingCount: Int
    /// Images held out.
    public var holdoutCount: Int
    /// Images that a run would make; nil where it would choose by what helps a classifier.
    public var plannedCount: Int?
  }

  /// The input.
  public var path: String
  /// How images and labels are stored.
  public var layout: String
  /// Images read.
  public var imageCount: Int
  /// Every image's size after fitting.
  public var imageSize: String
  /// 1 grey, 2 grey and opacity, 3 RGB, 4 RGBA.
  public var channels: Int
  /// The sizes as stored, the most frequent first, with their counts.
  public var storedSizes: [String: Int]
  /// The classes.
  public var classes: [ClassFinding]
  /// The size that the networks make before it is cut.
  public var networkSize: String
  /// Pairs of networks.
  public var networkCount: Int
  /// Optimizer steps of all networks; nil where a time budget decides.
  public var stepCount: Int?
  /// Seconds of training, where a time budget says so.
  public var trainingSeconds: Double?
  /// Threads that a run would use.
  public var threadCount: Int
  /// Files that cannot be read or were left out, with the reason.
  public var skipped: [String]
  /// What a person should know.
  public var notes: [String]

  init(
    _ input: ImageInput, _ parts: ImageParts, wanted: [Int], encoder: ImageEncoder,
    _ configuration: ImagePipelineConfiguration
  ) {
    let images = input.images
    path = configuration.input.path
    layout = images.source.layout.rawValue
    imageCount = images.count
    imageSize = images.size.description
    channels = images.channels
    storedSizes = Dictionary(
      images.source.sizes.map { ($0.size.description, $0.count) }, uniquingKeysWith: +)
    let (training, holdout) = (parts.training.classCounts, parts.holdout.classCounts)
    let isAutomatic = configuration.sampling.imageCount == .automatic
    classes = images.classNames.indices.map {
      ClassFinding(
        name: images.classNames[$0], trainingCount: training[$0], holdoutCount: holdout[$0],
        plannedCount: isAutomatic ? nil : wanted[$0])
    }
    networkSize = "\(encoder.networkWidth)x\(encoder.networkHeight)"
    networkCount =
      configuration.training.separatesClasses ? training.count { $0 > 0 } : 1
    trainingSeconds = configuration.training.timeBudgetSeconds
    stepCount =
      trainingSeconds == nil
      ? configuration.training.plannedSteps(imageCount: parts.training.count) : nil
    threadCount = configuration.threadCount
    skipped = images.skipped.map { $0.description.shown(300) }
    notes = input.notes
  }

  /// The findings as a JSON document, for scripts.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }

  /// The findings for a person.
  public var text: String {
    let kinds = [1: "grey", 2: "grey with opacity", 3: "RGB", 4: "RGBA"]
    let sizes = storedSizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let stored = sizes.prefix(5).map { "\($0.key) (\($0.value.grouped))" }.joined(separator: ", ")
    var lines = [
      "\(path): \(imageCount.counted("image")), \(kinds[channels] ?? "\(channels) channels"), \(imageSize)",
      "Stored as \(layout), sizes \(stored)\(sizes.count > 5 ? " and \(sizes.count - 5) more" : "")",
      "",
    ]
    let width = min(40, classes.map { $0.name.shown(40).count }.max() ?? 0)
    lines.append("\("class".padded(width))  learned from  held out  to make")
    for entry in classes.prefix(100) {
      let planned = entry.plannedCount.map(\.grouped) ?? "auto"
      lines.append(
        "\(entry.name.shown(40).padded(width))  \(Self.right(entry.trainingCount.grouped, 12))  "
          + "\(Self.right(entry.holdoutCount.grouped, 8))  \(Self.right(planned, 7))")
    }
    if classes.count > 100 { lines.append("and \(classes.count - 100) more classes") }
    let amount =
      stepCount.map { "\($0.grouped) steps" }
      ?? "\((trainingSeconds ?? 0).spokenSeconds) of training"
    lines += [
      "",
      "Plan: \(networkCount.counted("pair")) of networks for \(networkSize), \(amount), "
        + "\(threadCount.counted("thread")).",
    ]
    lines += notes.map { "Note: \($0)." }
    lines += skipped.prefix(20).map { "Skipped: \($0)" }
    if skipped.count > 20 { lines.append("and \(skipped.count - 20) more skipped files") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
