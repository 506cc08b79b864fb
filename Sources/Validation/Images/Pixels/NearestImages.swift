public import Parallel

/// An image of a set and how far it is from another image.
public struct NearestImage: Codable, Sendable, Equatable {
  /// Its index in the set.
  public var index: Int
  /// The sum of squared differences of bytes; 0 for equal images.
  public var squaredDistance: Int

  /// An image at a distance.
  public init(index: Int, squaredDistance: Int) {
    self.index = index
    self.squaredDistance = squaredDistance
  }

  /// The root mean squared difference of the bytes, 0 to 255.
  public func meanDistance(_ shape: ImageShape) -> Double {
    (Double(squaredDistance) / Double(max(shape.byteCount, 1))).squareRoot()
  }
}

/// Finds the image of a set that is nearest to another one, exactly, by the Euclidean distance of their pixels.
///
/// Short vectors (`FrequencyProjection`) tell for most images that they are farther than one already found; the others are
/// compared pixel by pixel, until their sum of squares is too large. On photographs and digits that costs a tenth of comparing
/// everything; on noise nothing is saved.
public struct NearestImages: Sendable {
  /// The number of images in the set.
  public let count: Int

  private let pixels: [UInt8]
  private let shape: ImageShape
  private let projection: FrequencyProjection
  /// Vectors of eight images at a time: `[block, length]`, one image per lane; their squared lengths come first.
  private let blocks: [SIMD8<Float>]
  private let longest: Float

  private static let blockStride = FrequencyProjection.length + 1
  /// Images that one task looks for, a multiple of 4.
  private static let chunk = 16
  /// Blocks of the set that are met together by a chunk, so that they stay in the cache.
  private static let tile = 32

  /// Prepares a set of at least one image.
  public init(_ pixels: [UInt8], shape: ImageShape, team: ThreadTeam) {
    precondition(shape.byteCount > 0 && pixels.count >= shape.byteCount, "the set has no image")
    let count = pixels.count / shape.byteCount
    self.pixels = pixels
    self.shape = shape
    self.count = count
    let projection = FrequencyProjection(pixels, shape: shape, team: team)
    self.projection = projection
    let parts = pixels.withUnsafeBufferPointer { pixels in
      nonisolated(unsafe) let pixels = pixels
      return team.map((count + 7) / 8) { block in
        Self.block(block, projection, pixels, count, shape.byteCount)
      }
    }
    blocks = Array(parts.joined())
    var longest: Float = 0
    for part in parts {
      for lane in 0..<8 where part[0][lane].isFinite { longest = max(longest, part[0][lane]) }
    }
    self.longest = longest
  }

  /// The vectors of eight images; places after the last one are infinitely far.
  private static func block(
    _ block: Int, _ projection: FrequencyProjection, _ pixels: UnsafeBufferPointer<UInt8>,
    _ count: Int, _ byteCount: Int
  ) -> [SIMD8<Float>] {
    var result = [SIMD8<Float>](repeating: .zero, count: blockStride)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: FrequencyProjection.length) { vector in
      guard let base = vector.baseAddress else { return }
      for lane in 0..<8 {
        let index = block * 8 + lane
        if index >= count {
          result[0][lane] = .infinity
          continue
        }
        result[0][lane] = projection.vector(pixels, index * byteCount, into: base)
        for place in 0..<FrequencyProjection.length { result[1 + place][lane] = vector[place] }
      }
    }
    return result
  }

  /// For each of these images the nearest of the set; of equally near ones the first.
  ///
  /// - Parameters:
  ///   - queries: The images, one after another.
  ///   - excluded: For each of them an index of the set that does not count, or nil.
  ///   - team: The threads to use.
  /// - Returns: One per image; nil where nothing is left to choose from.
  public func nearest(
    to queries: [UInt8], excluding excluded: [Int]? = nil, team: ThreadTeam
  ) -> [NearestImage?] {
    let queryCount = queries.count / shape.byteCount
    let found = queries.withUnsafeBufferPointer { queries in
      nonisolated(unsafe) let queries = queries
      return team.map((queryCount + Self.chunk - 1) / Self.chunk) { index in
        nearest(
          to: queries, index * Self.chunk..<min((index + 1) * Self.chunk, queryCount), excluded)
      }
    }
    return Array(found.joined())
  }

  private func nearest(
    to queries: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ excluded: [Int]?
  ) -> [NearestImage?] {
    let length = FrequencyProjection.length
    let paddedCount = blocks.count / Self.blockStride * 8
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.chunk * paddedCount) {
      bounds in
      // Vectors times −2, so that adding squared lengths gives squared distances.
      var factors = [Float](repeating: 0, count: Self.chunk * length)
      var lengths: [Float] = []
      factors.withUnsafeMutableBufferPointer { factors in
        guard let base = factors.baseAddress else { return }
        for (place, query) in range.enumerated() {
          let vector = base + place * length
          lengths.append(projection.vector(queries, query * shape.byteCount, into: vector))
          for element in 0..<length { vector[element] *= -2 }
        }
      }
      fill(bounds, paddedCount, factors)
      return range.enumerated().map { place, query in
        let own = UnsafeMutableBufferPointer(
          rebasing: bounds[place * paddedCount..<(place + 1) * paddedCount])
        if let excluded { own[excluded[query]] = .infinity }
        return search(queries, query, length: lengths[place], UnsafeRawBufferPointer(own))
      }
    }
  }

  /// Squared distances of vectors, less the squared length of the one looked for: `[chunk, paddedCount]`.
  private func fill(
    _ bounds: UnsafeMutableBufferPointer<Float>, _ paddedCount: Int, _ factors: [Float]
  ) {
    let length = FrequencyProjection.length
    let blockCount = paddedCount / 8
    guard let results = UnsafeMutableRawPointer(bounds.baseAddress) else { return }
    blocks.withUnsafeBufferPointer { blocks in
      factors.withUnsafeBufferPointer { factors in
        for start in stride(from: 0, to: blockCount, by: Self.tile) {
          for first in stride(from: 0, to: Self.chunk, by: 4) {
            for block in start..<min(start + Self.tile, blockCount) {
              let source = block * Self.blockStride
              var sum0 = blocks[source]
              var sum1 = sum0
              var sum2 = sum0
              var sum3 = sum0
              for place in 0..<length {
                let elements = blocks[source + 1 + place]
                sum0 += elements * factors[first * length + place]
                sum1 += elements * factors[(first + 1) * length + place]
                sum2 += elements * factors[(first + 2) * length + place]
                sum3 += elements * factors[(first + 3) * length + place]
              }
              let target = results + (first * paddedCount + block * 8) * 4
              target.storeBytes(of: sum0, as: SIMD8<Float>.self)
              target.storeBytes(of: sum1, toByteOffset: paddedCount * 4, as: SIMD8<Float>.self)
              target.storeBytes(of: sum2, toByteOffset: paddedCount * 8, as: SIMD8<Float>.self)
              target.storeBytes(of: sum3, toByteOffset: paddedCount * 12, as: SIMD8<Float>.self)
            }
          }
        }
      }
    }
  }

  /// The nearest image by pixels, given that no squared distance is below `length` plus its bound, rounding aside.
  private func search(
    _ queries: UnsafeBufferPointer<UInt8>, _ query: Int, length: Float,
    _ bounds: UnsafeRawBufferPointer
  ) -> NearestImage? {
    // Many times what sums of 48 products in single precision may be off by.
    let margin = 1e-5 * (length + longest)
    return pixels.withUnsafeBufferPointer { pixels in
      var best: NearestImage?
      var limit = Float.infinity
      func compare(_ index: Int) {
        // One more, so that an equally near image with a smaller index is noticed.
        let reach = best.map { $0.squaredDistance + (index < $0.index ? 1 : 0) } ?? .max
        let own = distance(
          queries, query * shape.byteCount, pixels, index * shape.byteCount, below: reach)
        if own >= reach { return }
        best = NearestImage(index: index, squaredDistance: own)
        limit = Float(own) - length + margin
      }
      // The images of the eight smallest bounds, one per lane, are mostly near enough to rule out nearly all others.
      var least = SIMD8<Float>(repeating: .infinity)
      for offset in stride(from: 0, to: bounds.count, by: 32) {
        least = pointwiseMin(least, bounds.load(fromByteOffset: offset, as: SIMD8<Float>.self))
      }
      for offset in stride(from: 0, to: bounds.count, by: 32) {
        let values = bounds.load(fromByteOffset: offset, as: SIMD8<Float>.self)
        guard any(values .== least) else { continue }
        for lane in 0..<8 where values[lane] == least[lane] && values[lane].isFinite {
          compare(offset / 4 + lane)
        }
      }
      for offset in stride(from: 0, to: bounds.count, by: 32) {
        let values = bounds.load(fromByteOffset: offset, as: SIMD8<Float>.self)
        guard any(values .<= limit) else { continue }
        for lane in 0..<8 where values[lane] <= limit && values[lane].isFinite {
          compare(offset / 4 + lane)
        }
      }
      return best
    }
  }

  /// The sum of squared differences; some number of at least `limit` where it is not below that.
  private func distance(
    _ left: UnsafeBufferPointer<UInt8>, _ leftStart: Int, _ right: UnsafeBufferPointer<UInt8>,
    _ rightStart: Int, below limit: Int
  ) -> Int {
    var total = 0
    var place = 0
    while place + 64 <= shape.byteCount {
      var sum: Int32 = 0
      for index in place..<place + 64 {
        let difference = Int32(left[leftStart &+ index]) &- Int32(right[rightStart &+ index])
        sum &+= difference &* difference
      }
      total += Int(sum)
      if total >= limit { return total }
      place += 64
    }
    while place < shape.byteCount {
      let difference = Int(left[leftStart + place]) - Int(right[rightStart + place])
      total += difference * difference
      place += 1
    }
    return total
  }
}
