internal import Engine

/// Images made earlier, which a discriminator sees beside those just made.
///
/// Until it is full an image is kept and shown; then, every other time, an earlier one is shown in its place and the new one kept.
/// - Source: Shrivastava et al. (2017), arXiv 1612.07828, section 2.3, with the numbers of Zhu et al. (2017), arXiv 1703.10593.
struct ImagePool {
  /// `[count, …]`; nil while there are none.
  private(set) var images: Tensor?
  private static let size = 50

  init(_ images: Tensor?) { self.images = images }

  /// These images, some of them exchanged for earlier ones.
  mutating func exchanged(_ new: Tensor, noise: Philox) -> Tensor {
    let numbers = noise.uniform(count: 2 * new.shape[0])
    let shown = new.copy()
    let length = new.count / max(1, new.shape[0])
    for row in 0..<new.shape[0] {
      let own = new.rows(row..<row + 1)
      guard let pool = images, pool.shape[0] >= Self.size else {
        images = images.map { Tensor.stacked($0, own) } ?? own
        continue
      }
      if numbers[2 * row] < 0.5 { continue }
      let place = min(pool.shape[0] - 1, Int(numbers[2 * row + 1] * Float(pool.shape[0])))
      (shown.pointer + row * length).update(from: pool.pointer + place * length, count: length)
      // Whoever holds the state of an earlier step has another copy.
      let changed = pool.copy()
      (changed.pointer + place * length).update(from: own.pointer, count: length)
      images = changed
    }
    return shown
  }
}
