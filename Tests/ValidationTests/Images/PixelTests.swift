import Parallel
import Testing
import Validation

/// Similarities, the search for nearest images and diversity: laws and limits.
@Suite struct PixelTests {
  private let team = ThreadTeam(threadCount: 2)

  @Test(arguments: [(28, 28, 1, 2), (64, 48, 3, 3), (8, 9, 1, 1), (1, 1, 1, 1), (200, 180, 1, 5)])
  func equalImagesAreFullySimilar(width: Int, height: Int, channels: Int, scaleCount: Int) {
    let shape = ImageShape(width: width, height: height, channels: channels)
    let image = Draws.bytes("image", shape.byteCount)
    let measure = MultiScaleSSIM(shape: shape)
    #expect(measure.weights.count == scaleCount)
    #expect(isNear(measure.weights.reduce(0, +), 1))
    #expect(isNear(measure.score(image[...], image[...]), 1))
    #expect(isNear(StructuralSimilarity(shape: shape).score(image[...], image[...]), 1))
    #expect(PeakSignalToNoise.score(image[...], image[...]).reason == "the images are equal")
  }

  @Test func oppositeImagesAreNotSimilar() {
    let shape = ImageShape(width: 32, height: 32, channels: 1)
    let image = Draws.bytes("image", shape.byteCount)
    let negative = image.map { 255 - $0 }
    #expect(MultiScaleSSIM(shape: shape).score(image[...], negative[...]) == 0)
    #expect(StructuralSimilarity(shape: shape).score(image[...], negative[...]) < -0.5)
  }

  /// Smooth images like photographs, which most bounds rule out, and noise, which none does.
  @Test(arguments: [(16, 16, 1, true), (13, 7, 3, true), (20, 21, 4, false), (30, 1, 1, true)])
  func theNearestImageIsTheOneOfBruteForce(
    width: Int, height: Int, channels: Int, isSmooth: Bool
  ) {
    let shape = ImageShape(width: width, height: height, channels: channels)
    let (count, queryCount) = (203, 37)
    let sides = [count, queryCount].enumerated().map { side, count -> [UInt8] in
      if !isSmooth { return Draws.bytes("noise \(side)", count * shape.byteCount) }
      return (0..<count).flatMap { index in
        Draws.pattern(shape, across: 1 + (index * 7 + side) % 29, down: 1 + (index * 3 + side) % 31)
      }
    }
    let index = NearestImages(sides[0], shape: shape, team: team)
    let found = index.nearest(to: sides[1], team: team)
    let own = index.nearest(to: sides[0], excluding: Array(0..<count), team: team)
    let size = shape.byteCount
    func distance(_ query: ArraySlice<UInt8>, _ other: Int) -> Int {
      zip(query, sides[0][other * size..<(other + 1) * size]).reduce(0) {
        $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1))
      }
    }
    for query in 0..<queryCount {
      let distances = (0..<count).map {
        distance(sides[1][query * size..<(query + 1) * size], $0)
      }
      let least = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      #expect(found[query] == NearestImage(index: least, squaredDistance: distances[least]))
    }
    for query in 0..<count {
      let others = (0..<count).filter { $0 != query }
      let distances = others.map { distance(sides[0][query * size..<(query + 1) * size], $0) }
      #expect(own[query]?.squaredDistance == distances.min())
      #expect(own[query]?.index != query)
    }
  }

  @Test func aSetOfOneImageHasNoOther() {
    let shape = ImageShape(width: 3, height: 3, channels: 1)
    let image = Draws.bytes("one", 9)
    let index = NearestImages(image, shape: shape, team: team)
    #expect(index.nearest(to: image, team: team) == [NearestImage(index: 0, squaredDistance: 0)])
    #expect(index.nearest(to: image, excluding: [0], team: team) == [nil])
    #expect(index.nearest(to: [], team: team).isEmpty)
  }

  @Test func constantImagesAreCompared() {
    let shape = ImageShape(width: 5, height: 4, channels: 3)
    let set = [0, 255, 100].flatMap { [UInt8](repeating: $0, count: shape.byteCount) }
    let index = NearestImages(set, shape: shape, team: team)
    let query = [UInt8](repeating: 90, count: shape.byteCount)
    #expect(
      index.nearest(to: query, team: team) == [NearestImage(index: 2, squaredDistance: 100 * 60)])
    #expect(NearestImage(index: 2, squaredDistance: 100 * 60).meanDistance(shape) == 10)
  }

  @Test func theSearchIsCappedAndSaysWhatItLookedAt() {
    let shape = ImageShape(width: 4, height: 4, channels: 1)
    var search = Memorisation()
    search.syntheticLimit = 40
    search.workLimit = 0
    let pixels = Draws.bytes("set", 900 * 16)
    let found = search.findings(
      training: pixels, holdout: pixels, synthetic: pixels, shape: shape, team: team)
    #expect(found.nearest.count { $0 != nil } == 40)
    // At least 500 images, whatever the work.
    #expect(found.holdoutNearest.count { $0 != nil } == 500)
    #expect(found.exactCopies(at: Array(0..<900)) == .value(1))
    #expect(found.authenticity(at: Array(0..<900)) == .value(0))
    #expect(found.copies(at: []).reason != nil)
    let alone = search.findings(
      training: pixels, holdout: [], synthetic: pixels, shape: shape, team: team)
    #expect(alone.copies(at: Array(0..<900)).reason == "there are no unseen real images")
    #expect(alone.exactCopies(at: Array(0..<900)) == .value(1))
  }

  @Test func imagesThatLookAlikeAreSimilar() throws {
    let shape = ImageShape(width: 12, height: 12, channels: 1)
    let varied = Draws.bytes("varied", 30 * shape.byteCount)
    let alike = (0..<30).flatMap { Draws.pattern(shape, across: 9, down: 20 + $0 / 25) }
    let measure = ClassDiversity(pairCount: 60)
    let indices = Array(0..<30)
    let low = measure.similarity(varied, at: indices, shape: shape, team: team)
    let high = measure.similarity(alike, at: indices, shape: shape, team: team)
    #expect(try #require(low.value) < 0.5)
    #expect(try #require(high.value) > 0.8)
    #expect(measure.similarity(varied, at: [3], shape: shape, team: team).reason != nil)
    #expect(isNear(measure.similarity(varied, at: [3, 3], shape: shape, team: team), 1))
  }

  @Test func ranksShiftWithTheirSample() throws {
    #expect(isNear(RankShift.score([1, 2, 3], over: [1, 2, 3]), 0))
    let up = try #require(RankShift.score(Array(50..<90), over: Array(0..<40)).value)
    #expect(up > 7)
    #expect(isNear(RankShift.score(Array(0..<40), over: Array(50..<90)), -up))
    #expect(RankShift.score([4, 4], over: [4, 4]).reason == "all distances are equal")
    #expect(RankShift.score([], over: [1]).reason != nil)
  }
}
