internal import Engine

/// Pairs of images of one size, enlarged a little, cut out at a random place and mirrored at random; both images of a pair alike.
/// - Source: Isola et al. (2017), arXiv 1611.07004, section 6.2: 256 pixels enlarged to 286.
struct JitteredPairs: Sendable {
  private let sources: [Picture]
  private let targets: [Picture]
  private let width: Int
  private let height: Int

  /// Pairs, in the order of both.
  init(_ sources: [Picture], _ targets: [Picture]) {
    let first = targets[0]
    (width, height) = (first.width, first.height)
    func enlarged(_ picture: Picture) -> Picture {
      picture.enlarged(
        width: (picture.width * 286 + 128) / 256, height: (picture.height * 286 + 128) / 256)
    }
    (self.sources, self.targets) = (sources.map(enlarged), targets.map(enlarged))
  }

  /// A batch in [-1, 1].
  func batch(_ count: Int, noise: Philox) -> (sources: Tensor, targets: Tensor) {
    let numbers = noise.uniform(count: 4 * count)
    var result: (sources: [Picture], targets: [Picture]) = ([], [])
    for row in 0..<count {
      let own = numbers[4 * row..<4 * row + 4].map { $0 }
      let place = index(own[0], sources.count)
      func cut(_ picture: Picture) -> Picture {
        let x = index(own[1], picture.width - width + 1)
        let y = index(own[2], picture.height - height + 1)
        let part = Picture(
          width: width, height: height, channels: picture.channels,
          pixels: picture.part(x: x, y: y, width: width, height: height))
        return own[3] < 0.5 ? part.mirrored : part
      }
      result.sources.append(cut(sources[place]))
      result.targets.append(cut(targets[place]))
    }
    return (Tensor(result.sources), Tensor(result.targets))
  }

  private func index(_ uniform: Float, _ count: Int) -> Int {
    min(count - 1, Int(uniform * Float(count)))
  }
}
