/// A number about images that were made from others, with what it is to be compared with.
public struct TranslationMeasure: Codable, Sendable, Equatable {
  /// A stable key.
  public var name: String
  /// What it is, for a reader.
  public var title: String
  /// The number.
  public var value: Double
  /// What something simpler, or chance, reaches; nil where nothing does.
  public var reference: Double?
  /// What `reference` is of.
  public var referenceName: String
  /// How it is counted.
  public var meaning: String

  /// A number.
  public init(
    name: String, title: String, value: Double, reference: Double? = nil,
    referenceName: String = "", meaning: String
  ) {
    (self.name, self.title, self.value) = (name, title, value)
    (self.reference, self.referenceName, self.meaning) = (reference, referenceName, meaning)
  }
}

/// How good images are that were made from others, in the terms of what they are made for.
public struct TranslationFindings: Codable, Sendable, Equatable {
  /// The numbers, the most important first.
  public var measures: [TranslationMeasure]
  /// What they mean, sentence by sentence.
  public var verdict: [String]
  /// Whether the images may be published.
  public var gate: Gate

  init(measures: [TranslationMeasure], verdict: [String], gate: Gate) {
    (self.measures, self.verdict, self.gate) = (measures, verdict, gate)
  }

  /// Findings without anything to check.
  public init(measures: [TranslationMeasure], verdict: [String]) {
    self.init(measures: measures, verdict: verdict, gate: Gate(isEnabled: true, checks: []))
  }

  /// The measure of this key.
  public subscript(name: String) -> TranslationMeasure? { measures.first { $0.name == name } }
}

/// The limits of the gate for images made from others, before they are widened by chance.
public struct TranslationGateThresholds: Codable, Sendable, Equatable {
  /// Whether a failed check keeps the images from being published.
  public var isEnabled = true
  /// The error on unseen pairs, divided by that of the nearest training pair's image.
  public var distanceShare = GateLimit(warning: 1, failure: 1)
  /// The signal-to-noise ratio of bicubic interpolation, divided by that of the network.
  public var signalShare = GateLimit(warning: 1, failure: 1)
  /// The share of regions whose nearest original is their own.
  public var reidentification = GateLimit(warning: 0, failure: 0.25)

  /// The usual limits.
  public init() {}
}

/// An image as it came out beside the one that it should be.
public struct TranslatedImage: Sendable {
  /// The size of both.
  public var shape: ImageShape
  /// What came out.
  public var output: [UInt8]
  /// What it should be.
  public var truth: [UInt8]
  /// What something simpler makes of the same image.
  public var simpler: [UInt8]

  /// An image.
  public init(shape: ImageShape, output: [UInt8], truth: [UInt8], simpler: [UInt8]) {
    (self.shape, self.output, self.truth, self.simpler) = (shape, output, truth, simpler)
  }
}

extension TranslationFindings {
  /// The mean absolute difference of two images' bytes.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Double {
    Double(zip(a, b).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(max(1, a.count))
  }

  /// A check that a share of a simpler way's error is below one.
  static func check(
    _ name: String, _ limit: GateLimit, _ share: Double?, missing: String,
    _ reason: @escaping (Double, String) -> String
  ) -> Gate.Check {
    Gate.Check(
      name: name, key: name, limit: limit, value: share,
      missing: missing, spelled: decimal, reason: reason)
  }
}

extension TranslationFindings {
  /// Images made from images of the same place; `simpler` is the truth of the training pair whose input is nearest.
  public static func paired(_ images: [TranslatedImage], gate thresholds: TranslationGateThresholds)
    -> TranslationFindings
  {
    let count = Double(max(1, images.count))
    let own = images.reduce(0) { $0 + distance($1.output, $1.truth) } / count
    let nearest = images.reduce(0) { $0 + distance($1.simpler, $1.truth) } / count
    let similarity =
      images.reduce(0) {
        $0
          + StructuralSimilarity(shape: $1.shape).score($1.output[...], $1.truth[...])
      } / count
    let nearestSimilarity =
      images.reduce(0) {
        $0
          + StructuralSimilarity(shape: $1.shape).score($1.simpler[...], $1.truth[...])
      } / count
    let share = images.isEmpty || nearest == 0 ? nil : own / nearest
    let gate = Gate(
      isEnabled: thresholds.isEnabled,
      checks: [
        check(
          "distanceShare", thresholds.distanceShare, share,
          missing: "no pair was held out, so nothing is compared"
        ) {
          "the mean absolute error on unseen pairs is \(decimal($0)) of that of the nearest training pair's image, \($1)"
        }
      ])
    return TranslationFindings(
      measures: images.isEmpty
        ? []
        : [
          TranslationMeasure(
            name: "distance", title: "Mean absolute error", value: own, reference: nearest,
            referenceName: "the nearest training pair's image",
            meaning: "of bytes, 0 to 255, on unseen pairs"),
          TranslationMeasure(
            name: "similarity", title: "Structural similarity", value: similarity,
            reference: nearestSimilarity, referenceName: "the nearest training pair's image",
            meaning: "1 for equal images, on unseen pairs"),
        ],
      verdict: images.isEmpty
        ? ["No pair was held out, so how good the images are was not measured."]
        : [
          "On \(images.count) unseen \(images.count == 1 ? "pair" : "pairs") the images miss the true ones by \(significant(own)) of 255 on average; the image "
            + "of the training pair whose input is nearest misses them by \(significant(nearest))."
        ], gate: gate)
  }

  /// Enlarged images; `simpler` is the enlargement by bicubic interpolation. Borders of `border` pixels do not count.
  public static func enlarged(
    _ images: [TranslatedImage], border: Int, gate thresholds: TranslationGateThresholds
  ) -> TranslationFindings {
    let scores = images.map { image -> (ratio: [Double], similarity: [Double]) in
      let luma = LumaPlane(shape: image.shape, border: border)
      let truth = luma.bytes(image.truth)
      let others = [image.output, image.simpler].map(luma.bytes)
      return (
        others.map { PeakSignalToNoise.score($0[...], truth[...]).value ?? 100 },
        others.map { StructuralSimilarity(shape: luma.inner).score($0[...], truth[...]) }
      )
    }
    func mean(_ numbers: [Double]) -> Double {
      numbers.reduce(0, +) / Double(max(1, numbers.count))
    }
    let ratios = (0...1).map { place in mean(scores.map { $0.ratio[place] }) }
    let similarities = (0...1).map { place in mean(scores.map { $0.similarity[place] }) }
    let share = images.isEmpty ? nil : ratios[1] / max(ratios[0], 1e-9)
    let gate = Gate(
      isEnabled: thresholds.isEnabled,
      checks: [
        check(
          "signalShare", thresholds.signalShare, share,
          missing: "no image was held out, so nothing is compared"
        ) {
          "bicubic interpolation reaches \(decimal($0)) of the peak signal-to-noise ratio of the network on unseen images, \($1)"
        }
      ])
    if images.isEmpty {
      return TranslationFindings(
        measures: [],
        verdict: ["No image was held out, so how good the images are was not measured."],
        gate: gate)
    }
    return TranslationFindings(
      measures: [
        TranslationMeasure(
          name: "signalToNoise", title: "Peak signal-to-noise ratio", value: ratios[0],
          reference: ratios[1], referenceName: "bicubic interpolation",
          meaning: "in decibels, of brightness, \(border) pixels from the border on"),
        TranslationMeasure(
          name: "similarity", title: "Structural similarity", value: similarities[0],
          reference: similarities[1], referenceName: "bicubic interpolation",
          meaning: "of brightness, 1 for equal images"),
      ],
      verdict: [
        "On \(images.count) unseen \(images.count == 1 ? "image" : "images") the peak signal-to-noise ratio is \(fixed(ratios[0])) dB where bicubic "
          + "interpolation reaches \(fixed(ratios[1])) dB."
      ], gate: gate)
  }

  private static func fixed(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

/// The brightness of images without their borders.
private struct LumaPlane {
  let shape: ImageShape
  let border: Int

  var inner: ImageShape {
    let cut = min(border, (min(shape.width, shape.height) - 1) / 2)
    return ImageShape(
      width: shape.width - 2 * cut, height: shape.height - 2 * cut, channels: 1)
  }

  /// Y′ of ITU-R BT.601, 16 to 235, as papers on super-resolution measure.
  func bytes(_ pixels: [UInt8]) -> [UInt8] {
    let cut = (shape.width - inner.width) / 2
    var result: [UInt8] = []
    result.reserveCapacity(inner.byteCount)
    for y in cut..<shape.height - cut {
      for x in cut..<shape.width - cut {
        let place = (y * shape.width + x) * shape.channels
        if shape.channels < 3 {
          result.append(pixels[place])
          continue
        }
        let (r, g, b) = (
          Double(pixels[place]), Double(pixels[place + 1]), Double(pixels[place + 2])
        )
        result.append(UInt8((16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255).rounded()))
      }
    }
    return result
  }
}
