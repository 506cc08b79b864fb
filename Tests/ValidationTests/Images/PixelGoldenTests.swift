import Parallel
import Testing
import Validation

/// Similarities against scikit-image, and the search for nearest images against brute force with SciPy.
@Suite struct PixelGoldenTests {
  private let golden: ImageGolden
  private let team = ThreadTeam(threadCount: 2)

  init() throws {
    golden = try ImageGolden.read()
  }

  @Test func similaritiesEqualScikitImages() {
    #expect(golden.images.count >= 3)
    for expected in golden.images {
      let shape = ImageShape(
        width: expected.shape[0], height: expected.shape[1], channels: expected.shape[2])
      let image = Draws.pattern(shape, across: expected.across, down: expected.down)
      let other = Draws.disturbed(image, shape, amount: expected.amount)
      let similarity = StructuralSimilarity(shape: shape).score(image[...], other[...])
      #expect(isNear(similarity, expected.similarity), "\(expected.shape)")
      let multiScale = MultiScaleSSIM(shape: shape).score(image[...], other[...])
      #expect(isNear(multiScale, expected.multiScale), "\(expected.shape)")
      let ratio = PeakSignalToNoise.score(image[...], other[...])
      #expect(isNear(ratio, expected.signalToNoise), "\(expected.shape)")
    }
  }

  @Test func nearestImagesEqualBruteForce() {
    #expect(golden.searches.count >= 3)
    for expected in golden.searches {
      let shape = ImageShape(
        width: expected.shape[0], height: expected.shape[1], channels: expected.shape[2])
      let sides = sides(expected, shape)
      let found = Memorisation().findings(
        training: sides[0], holdout: sides[1], synthetic: sides[2], shape: shape, team: team)
      let all = Array(0..<expected.counts[2])
      #expect(found.nearest.map { $0?.index } == expected.nearest, "\(expected.name)")
      #expect(
        found.nearest.map { $0?.squaredDistance } == expected.squaredDistances,
        "\(expected.name)")
      #expect(isNear(found.threshold, expected.threshold), "\(expected.name)")
      #expect(isNear(found.copies(at: all), expected.copies), "\(expected.name)")
      #expect(isNear(found.exactCopies(at: all), expected.exactCopies), "\(expected.name)")
      #expect(isNear(found.authenticity(at: all), expected.authenticity), "\(expected.name)")
      let unseen = Array(0..<expected.counts[1])
      #expect(
        isNear(found.holdoutAuthenticity(at: unseen), expected.holdoutAuthenticity),
        "\(expected.name)")
      #expect(
        isNear(found.distanceShift(at: all, holdout: unseen), expected.distanceShift),
        "\(expected.name)")
    }
  }

  /// Training, unseen and synthetic images; the first synthetic ones equal training images.
  private func sides(_ expected: ImageGolden.Search, _ shape: ImageShape) -> [[UInt8]] {
    var sides = zip(["training", "holdout", "synthetic"], expected.counts).map { side, count in
      let bytes = Draws.bytes("\(side) \(expected.name)", count * shape.byteCount)
      return expected.name == "coarse" ? bytes.map { $0 / 64 * 64 } : bytes
    }
    let size = shape.byteCount
    for index in 0..<expected.copied {
      sides[2].replaceSubrange(
        index * size..<(index + 1) * size, with: sides[0][7 * index * size..<(7 * index + 1) * size]
      )
    }
    return sides
  }
}
