public import Parallel

/// How many images of a set are pixel for pixel equal to an earlier one.
public struct DuplicateImages: Sendable, Equatable {
  /// The images that equal an earlier one of the set.
  public var count: Int
  /// Those among them that equal an earlier one of another class: at most one of the labels is right.
  public var acrossClassesCount: Int

  /// Counts the duplicates of a set.
  public init(of set: ImageSet, team: ThreadTeam) {
    let digests = set.pixels.withUnsafeBytes { all in
      nonisolated(unsafe) let base = all
      return team.map(set.count) { index in
        var hasher = Hasher()
        let start = index * set.sampleCount
        hasher.combine(
          bytes: UnsafeRawBufferPointer(rebasing: base[start...].prefix(set.sampleCount)))
        return hasher.finalize()
      }
    }
    // Images that differ may share a digest, so equality is decided by the pixels.
    var seen: [Int: [Int]] = [:]
    count = 0
    acrossClassesCount = 0
    for (index, digest) in digests.enumerated() {
      let candidates = seen[digest] ?? []
      guard let first = candidates.first(where: { set.image(at: $0) == set.image(at: index) })
      else {
        seen[digest, default: []].append(index)
        continue
      }
      count += 1
      if set.labels[first] != set.labels[index] { acrossClassesCount += 1 }
    }
  }
}
