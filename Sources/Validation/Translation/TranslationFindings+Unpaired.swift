extension TranslationFindings {
  /// Images turned into another kind and back: how far they come back from what they were, in the beginning and in the end of the training, and on
  /// unseen images of both kinds.
  public static func cycled(
    kinds: [String], unseen: [(truth: [UInt8], returned: [UInt8], direction: Int)],
    training: (first: Double, last: Double)?
  ) -> TranslationFindings {
    var measures = kinds.indices.compactMap { direction -> TranslationMeasure? in
      let own = unseen.filter { $0.direction == direction }
      if own.isEmpty { return nil }
      let error = own.reduce(0) { $0 + distance($1.returned, $1.truth) } / Double(own.count)
      return TranslationMeasure(
        name: "cycle.\(direction == 0 ? "there" : "back")",
        title: "Error of '\(kinds[direction])' there and back", value: error,
        meaning: "mean absolute difference of bytes, 0 to 255, on unseen images")
    }
    var verdict = measures.map {
      "\($0.title): \(significant($0.value)) of 255 on unseen images."
    }
    if let training {
      measures.append(
        TranslationMeasure(
          name: "cycle.training", title: "Cycle loss at the end of the training",
          value: training.last, reference: training.first,
          referenceName: "its beginning", meaning: "weighted, both directions together"))
      verdict.append(
        "In training the cycle loss went from \(significant(training.first)) to \(significant(training.last))."
      )
    }
    verdict.append(
      "Without pairs there is no truth to compare with: whether the images show the other kind is for eyes to judge."
    )
    return TranslationFindings(measures: measures, verdict: verdict)
  }

  /// Regions with other contents: whether the nearest of the original contents is that of the same region.
  public static func anonymised(
    originals: [[UInt8]], replaced: [[UInt8]], interpolated: [[UInt8]],
    gate thresholds: TranslationGateThresholds
  ) -> TranslationFindings {
    let count = originals.count
    let hits = found(replaced, originals)
    let told = Double(found(interpolated, originals)) / Double(max(1, count))
    let chance = 1 / Double(max(1, count))
    let rate = Double(hits) / Double(max(1, count))
    let noise = (chance * (1 - chance) / Double(max(1, count))).squareRoot()
    let change =
      zip(originals, replaced).reduce(0) { $0 + distance($1.0, $1.1) } / Double(max(1, count))
    let usual = thresholds.reidentification
    let limit = GateLimit(
      warning: max(usual.warning, chance + 2 * noise),
      failure: max(usual.failure, chance + 4 * noise, 2 * told))
    let gate = Gate(
      isEnabled: thresholds.isEnabled,
      checks: [
        Gate.Check(
          name: "reidentification", key: "reidentification", limit: limit,
          value: count > 1 ? rate : nil,
          missing: "there is a single region, so none can be mistaken for another"
        ) {
          "\(percent($0)) of the regions are nearest to what stood there before (by chance \(percent(chance)), by what surrounds them \(percent(told))), \($1)"
        }
      ])
    return TranslationFindings(
      measures: [
        TranslationMeasure(
          name: "reidentification", title: "Regions found again", value: rate, reference: chance,
          referenceName: "chance",
          meaning: "share whose nearest original content is its own, by pixels of 32x32"),
        TranslationMeasure(
          name: "surroundings", title: "Found again by what surrounds them", value: told,
          reference: chance, referenceName: "chance",
          meaning: "the same where regions are filled by interpolation from their border"),
        TranslationMeasure(
          name: "change", title: "Change inside of regions", value: change,
          meaning: "mean absolute difference of bytes, 0 to 255"),
      ],
      verdict: [
        "Of \(count) \(count == 1 ? "region" : "regions"), \(hits) \(hits == 1 ? "is" : "are") nearest to what stood there before; chance finds "
          + "\(significant(chance * Double(count))), and what surrounds a region tells \(percent(told)) of them apart.",
        "A nearest pixel is a weak pursuer: a network trained to recognise people may find more.",
      ], gate: gate)
  }

  /// How many are nearest to the original of the same place.
  private static func found(_ replaced: [[UInt8]], _ originals: [[UInt8]]) -> Int {
    replaced.indices.count { place in
      let distances = originals.map { squares($0, replaced[place]) }
      return distances.indices.min { (distances[$0], $0) < (distances[$1], $1) } == place
    }
  }

  private static func squares(_ a: [UInt8], _ b: [UInt8]) -> Int {
    zip(a, b).reduce(0) {
      let difference = Int($1.0) - Int($1.1)
      return $0 + difference * difference
    }
  }
}
