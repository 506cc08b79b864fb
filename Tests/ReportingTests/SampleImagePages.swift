import Datasets
import Parallel
import Reporting
import Validation

/// Pages of small grey images: bright bars, one place for each class.
enum SampleImagePages {
  static let shape = ImageShape(width: 12, height: 10, channels: 1)
  static let names = ["left", "middle", "right"]

  /// Where every part of a page is.
  static func full() throws -> ImageReportPage {
    var page = ImageReportPage(
      title: "120 synthetic images for bars",
      outcome: "The images are in synthetic/, and beside the real ones in augmented/.",
      report: try report(synthetic: side([50, 40, 30], seed: 3)), program: "augment 0.1.0")
    page.facts = ["12×10 grey", "3 classes", "learned from 150 images", "seed 0"]
    page.notes = ["2 files were skipped: they are no pictures."]
    page.losses = [SamplePages.losses("images", 400)]
    page.sheets = try sheets(names)
    page.selection = [
      ImageSelection(className: "left", wanted: 50, drawn: 52, accepted: 50),
      ImageSelection(
        className: "right", wanted: 40, drawn: 1_310, accepted: 30,
        rejected: [
          .init(reason: "the classifier sees another class", count: 1_270),
          .init(reason: "too near to a training image", count: 10),
          .init(reason: "never met", count: 0),
        ]),
    ]
    page.provenance = [
      ProvenanceGroup(
        title: "Input",
        facts: [.init("folder", "bars"), .init("SHA-256", "0a0a", isCode: true)])
    ]
    page.files = [.init("report.json", "every measurement, per class")]
    return page
  }

  /// Where every text tries to be more than text.
  static func hostile() throws -> ImageReportPage {
    let text = "\u{600}<script>alert(7)</script>\" onclick=\"alert(8)"
    let names = [
      "\u{600}<img src=x onerror=alert(1)>", "a\"b' onload='alert(2)\u{202e}</title></style>",
      String(repeating: "endless", count: 60),
    ]
    var page = ImageReportPage(
      title: "{{title}} <script>alert(6)</script>", outcome: "<b>{{{style}}}</b>",
      report: try report(synthetic: side([40, 40, 0], seed: 3), names: names),
      program: "<program>")
    page.facts = [text]
    page.notes = [text]
    page.losses = [SamplePages.losses(text, 10)]
    page.sheets = try sheets(names)
    page.sheets[0].title = text
    page.sheets[1].caption = text
    page.selection = names.map {
      ImageSelection(
        className: $0, wanted: 3, drawn: 9, accepted: 1,
        rejected: [.init(reason: text + String(repeating: "x", count: 400), count: 8)])
    }
    page.provenance = [ProvenanceGroup(title: text, facts: [.init(text, text, isCode: true)])]
    page.files = [.init(text, text)]
    return page
  }

  /// Where hardly anything was measured, and nothing is shown.
  static func sparse() throws -> ImageReportPage {
    let comparison = try ImageComparison(
      training: side([4, 0, 0], seed: 1), holdout: side([0, 0, 0], seed: 2),
      synthetic: side([2, 0, 0], seed: 3), shape: shape, classNames: names)
    let report = try ImageValidation.compare(
      comparison, classifier: nil, configuration: configuration, team: ThreadTeam(threadCount: 1)
    ).report
    return ImageReportPage(
      title: "2 synthetic images", outcome: "Nothing was published.", report: report,
      program: "augment 0.1.0")
  }

  /// Where there are a thousand classes, the later ones recognised less.
  static func manyClasses() throws -> ImageReportPage {
    var page = ImageReportPage(
      title: "30,000 synthetic images for many", outcome: "The images are in synthetic/.",
      report: try report(synthetic: side([30, 30, 30], seed: 3)), program: "augment 0.1.0")
    let known = page.report.classes
    page.report.classes = (0..<1_000).map { index in
      var entry = known[index % known.count]
      entry.name = "class \(index)"
      for place in entry.metrics.indices where entry.metrics[place].name == "labelAccuracy" {
        entry.metrics[place].score = .value(1 - Double(index) / 1_000)
      }
      return entry
    }
    page.selection = page.report.classes.enumerated().map { index, entry in
      ImageSelection(
        className: entry.name, wanted: 30, drawn: 40, accepted: index == 700 ? 12 : 30,
        rejected: [.init(reason: "the classifier sees another class", count: 10)])
    }
    page.sheets = [try sheets((0..<100).map { "class \($0)" })[0]]
    return page
  }
}

extension SampleImagePages {
  private static var configuration: ImageValidationConfiguration {
    var configuration = ImageValidationConfiguration()
    configuration.kernelSubsetCount = 10
    configuration.kernelSubsetSize = 40
    configuration.pairCount = 20
    configuration.replicateCount = 100
    configuration.seedCount = 3
    return configuration
  }

  /// Everything measured of images of three classes, the last of which is rare.
  static func report(synthetic: ImageSide, names: [String] = names) throws -> ImageValidation {
    let comparison = try ImageComparison(
      training: side([60, 60, 30], seed: 1), holdout: side([40, 40, 40], seed: 2),
      synthetic: synthetic, shape: shape, classNames: names)
    return try ImageValidation.compare(
      comparison, classifier: BarClassifier(), configuration: configuration,
      team: ThreadTeam(threadCount: 2)
    ).report
  }

  /// So many images of each class: a bar of random brightness over noise, at times in a neighbour's place.
  static func side(_ counts: [Int], seed: UInt64) -> ImageSide {
    var generator = SeededGenerator(seed: seed, stream: "bars")
    var side = ImageSide(pixels: [], labels: [])
    for (label, count) in counts.enumerated() {
      for _ in 0..<count {
        let start = label * 4 + Int.random(in: -2...2, using: &generator)
        let brightness = Int.random(in: 90...220, using: &generator)
        for place in 0..<shape.byteCount {
          let isBar = (start..<start + 4).contains(place % shape.width)
          side.pixels.append(
            UInt8((isBar ? brightness : 10) + Int.random(in: 0...30, using: &generator)))
        }
        side.labels.append(Int32(label))
      }
    }
    return side
  }

  /// Real and synthetic images, a row for each name, and a sheet without a picture.
  private static func sheets(_ rowNames: [String]) throws -> [ImageSheet] {
    let counts = [12, 12, 12]
    func sheet(_ title: String, _ caption: String, seed: UInt64) throws -> ImageSheet {
      let side = side(counts, seed: seed)
      let set = ImageSet(
        pixels: side.pixels, width: shape.width, height: shape.height, channels: 1,
        labels: side.labels, classNames: names, names: side.labels.map { "\($0)" })
      let indices = rowNames.indices.flatMap { row in (0..<12).map { row % 3 * 12 + $0 } }
      let picture = ImageGrid(columnCount: 12).sheet(of: set, indices: indices)
      return ImageSheet(
        title: title, caption: caption, png: try PNGEncoder.encode(picture), width: picture.width,
        height: picture.height, rowNames: rowNames)
    }
    return [
      try sheet("Real images", "Twelve of each class.", seed: 1),
      try sheet("Synthetic images", "The first twelve of each class.", seed: 3),
      ImageSheet(title: "Nearest real images", caption: "None.", png: [], width: 0, height: 0),
    ]
  }
}

/// Sees the mean brightness of three upright parts of an image, and takes the class that is nearest in the mean.
struct BarClassifier: ImageClassifying, ImageClassifier {
  let name = "means of three parts"
  private var means: [[Float]] = []

  func train(
    _ examples: ImageExamples, imagesSeen: Int, seed: UInt64, threadCount: Int
  ) throws -> any ImageClassifier {
    let parts = Self.parts(examples.pixels)
    var trained = BarClassifier()
    trained.means = (0..<examples.classCount).map { label in
      let own = examples.labels.indices.filter { examples.labels[$0] == Int32(label) }
      return (0..<3).map { part in
        own.reduce(Float(own.isEmpty ? 9 : 0)) { $0 + parts[$1 * 3 + part] }
          / Float(max(own.count, 1))
      }
    }
    return trained
  }

  func predict(_ pixels: [UInt8], threadCount: Int) throws -> ImagePredictions {
    let parts = Self.parts(pixels)
    let count = parts.count / 3
    let probabilities = (0..<count).flatMap { image -> [Float] in
      let weights = means.map { mean in
        1 / (1e-4 + (0..<3).reduce(Float(0)) { $0 + abs(parts[image * 3 + $1] - mean[$1]) })
      }
      return weights.map { $0 / weights.reduce(0, +) }
    }
    return ImagePredictions(
      features: Features(count: count, dimension: 3, values: parts),
      probabilities: Features(count: count, dimension: means.count, values: probabilities))
  }

  /// `[image, 3]`, from 0 to 1.
  private static func parts(_ pixels: [UInt8]) -> [Float] {
    let shape = SampleImagePages.shape
    var parts = [Float](repeating: 0, count: pixels.count / shape.byteCount * 3)
    for (index, pixel) in pixels.enumerated() {
      let part = index % shape.width / 4
      parts[index / shape.byteCount * 3 + part] += Float(pixel) / 255 / 40
    }
    return parts
  }
}
