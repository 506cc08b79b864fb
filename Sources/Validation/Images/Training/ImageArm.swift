/// The ways of training a classifier that are compared; raw values are the keys in the report.
public enum ImageArm: String, Codable, Sendable, CaseIterable {
  /// The real images alone.
  case real
  /// The synthetic images alone, in the real ones' numbers as far as there are enough: the classification accuracy score.
  case synthetic
  /// The real images and synthetic ones: as many as bring every class to the largest, or as many as there are real ones where
  /// classes are balanced.
  case added = "synthetic.added"
  /// The same, but no more than half of a rare class is synthetic: the rest are copies of real images.
  case mixed = "synthetic.half"
  /// The same with every image, real or synthetic, changed at every look (`ClassicalAugmentation`): beside `classical` it tells what is left to
  /// gain where training changes its images anyway.
  case mixedChanged = "synthetic.half.changed"
  /// As many changed copies of real images as `added` has synthetic ones. Where classes are rare, `oversampling` with every image of every
  /// class changed at every look, as the change would be taken for the class otherwise.
  case classical
  /// As many plain copies of real images.
  case oversampling

  /// The arms that synthetic images have to beat, as they need none.
  static let rivals: [ImageArm] = [.real, .classical, .oversampling]
}

/// How many images of each class an arm has, and where they come from.
package struct ImageAmounts: Sendable, Equatable {
  /// Real images of each class.
  package let real: [Int]
  /// Synthetic images of each class that exist.
  package let available: [Int]
  /// Synthetic images of each class that `added` takes.
  package let added: [Int]
  /// Whether no class lacks a tenth of the largest.
  package let isBalanced: Bool

  /// Amounts for classes of these sizes.
  package init(real: [Int], available: [Int]) {
    self.real = real
    self.available = available
    let largest = real.max() ?? 0
    let isBalanced = real.allSatisfy { 10 * (largest - $0) < largest }
    self.isBalanced = isBalanced
    added = zip(real, available).map { count, available in
      min(isBalanced ? count : largest - count, available)
    }
  }

  /// The parts of a training set, by class.
  package struct Parts: Sendable, Equatable {
    /// Whether the real images themselves are part of it.
    package var hasReal = true
    /// Synthetic images.
    package var synthetic: [Int]
    /// Changed copies of real images.
    package var changed: [Int]
    /// Plain copies of real images.
    package var copied: [Int]
    /// Whether all images, synthetic ones as well, are changed at every look.
    package var changesAll = false
  }

  /// What an arm consists of.
  ///
  /// A class without a real image has no copies.
  package func parts(_ arm: ImageArm) -> Parts {
    let none = [Int](repeating: 0, count: real.count)
    var parts = Parts(synthetic: none, changed: none, copied: none)
    let copies = zip(real, added).map { $0 > 0 ? $1 : 0 }
    switch arm {
    case .real: break
    case .synthetic:
      parts.hasReal = false
      parts.synthetic = zip(real, available).map { min($0, $1) }
    case .added: parts.synthetic = added
    case .mixed, .mixedChanged:
      parts.changesAll = arm == .mixedChanged
      for index in real.indices {
        let total = real[index] + added[index]
        parts.synthetic[index] = real[index] == 0 ? added[index] : min(added[index], total / 2)
        parts.copied[index] = total - real[index] - parts.synthetic[index]
      }
    case .classical:
      if isBalanced { parts.changed = copies } else { parts.copied = copies }
      parts.changesAll = !isBalanced
    case .oversampling: parts.copied = copies
    }
    return parts
  }

  /// The number of images of an arm.
  package func count(_ arm: ImageArm) -> Int {
    let parts = parts(arm)
    let own = parts.hasReal ? real.reduce(0, +) : 0
    return own + (parts.synthetic + parts.changed + parts.copied).reduce(0, +)
  }

  /// Why an arm is not run; a phrase in lower case.
  package func reason(_ arm: ImageArm) -> String? {
    switch arm {
    case .real: nil
    case .synthetic:
      available.allSatisfy { $0 == 0 } ? "there are no synthetic images" : nil
    case .oversampling where isBalanced: "classes are balanced, so copies would change nothing"
    case .added, .classical, .oversampling:
      added.allSatisfy { $0 == 0 } ? "no class that needs images has synthetic ones" : nil
    case .mixed, .mixedChanged:
      isBalanced
        ? "no class is rare"
        : added.allSatisfy { $0 == 0 } ? "no class that needs images has synthetic ones" : nil
    }
  }
}
