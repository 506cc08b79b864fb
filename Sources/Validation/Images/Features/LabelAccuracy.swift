/// Label accuracy: the share of images in which a classifier sees the class that their label names.
///
/// On synthetic images, with a classifier that learned from real ones, it says whether images show what was asked for
/// (also known as GAN-test). Compare with the classifier's share on unseen real images: it is wrong about some of these, too.
/// - Range: 0 to 1.
/// - Source: Shmelkov, Schmid, Alahari (2018), "How good is my GAN?", arXiv 1807.09499, §3.
public struct LabelAccuracy: Sendable, Equatable {
  /// Images of each class.
  public var counts: [Int]
  /// Images of each class in which that class is seen.
  public var rightCounts: [Int]

  /// Counts predictions that equal their labels; labels outside of the classes are left out.
  public init(predictions: [Int32], labels: [Int32], classCount: Int) {
    counts = [Int](repeating: 0, count: classCount)
    rightCounts = counts
    for (predicted, label) in zip(predictions, labels) where counts.indices.contains(Int(label)) {
      counts[Int(label)] += 1
      if predicted == label { rightCounts[Int(label)] += 1 }
    }
  }

  /// Counts images whose most probable class is their label.
  public init(probabilities: Features, labels: [Int32]) {
    self.init(
      predictions: probabilities.largestPositions, labels: labels,
      classCount: probabilities.dimension)
  }

  /// The share over all images.
  public var overall: Score {
    Score(
      Double(rightCounts.reduce(0, +)) / Double(counts.reduce(0, +)),
      whenUndefined: "there are no images")
  }

  /// The share of one class's images.
  public func within(_ index: Int) -> Score {
    guard counts.indices.contains(index) else { return .notApplicable("there is no such class") }
    return Score(
      Double(rightCounts[index]) / Double(counts[index]),
      whenUndefined: "there are no images of the class")
  }

  /// The mean over the classes that have images, each weighing the same.
  public var classMean: Score {
    Score.mean(counts.indices.map(within), whenEmpty: "there are no images")
  }
}
