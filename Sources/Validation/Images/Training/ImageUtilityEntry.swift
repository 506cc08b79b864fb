/// What a classifier learns from the images: on real, on synthetic ones alone, and on both, tested on unseen real ones.
///
/// Every way of training is repeated with each seed and looks at equally many images. Numbers are means over the
/// seeds; gains have intervals from resampling seeds and unseen images (`ImageGainBootstrap`).
public struct ImageUtilityEntry: Codable, Sendable, Equatable {
  /// The classifier's name.
  public var classifier: String
  /// How often each way was trained.
  public var seedCount: Int
  /// How many images each training looked at.
  public var imagesSeen: Int
  /// Unseen real images that the classifiers were tested on.
  public var testCount: Int
  /// Whether no class lacks a tenth of the largest class's training images.
  public var isBalanced: Bool
  /// The class with the fewest training images, if it can be tested; nil where classes are balanced.
  public var rarestClass: String?
  /// Every way of training.
  public var arms: [Arm]
  /// The way of adding synthetic images that is judged: `synthetic.half` where classes are rare, `synthetic.added` otherwise.
  public var headline: String
  /// The best way of training without synthetic images.
  public var rival: String
  /// What the headline gains in class mean accuracy over the rival: the augmentation gain; nil where it was not measured.
  public var gain: GainInterval?

  /// One way of training; numbers are nil where it was not run.
  public struct Arm: Codable, Sendable, Equatable {
    /// The key, as in `ImageArm`.
    public var name: String
    /// Images that were trained on.
    public var imageCount: Int
    /// The share of test images classified right.
    public var accuracy: Double?
    /// The mean over classes of the share classified right; equals `accuracy` where test images are balanced.
    public var classMeanAccuracy: Double?
    /// The share of each class classified right, in the order of the classes; nil for one without test images.
    public var classAccuracies: [Double?]
    /// The gain in class mean accuracy over training on the real images alone.
    public var gain: GainInterval?
    /// Why this way was not run; a phrase in lower case.
    public var reason: String?
  }

  /// An arm.
  public subscript(arm: ImageArm) -> Arm? { arms.first { $0.name == arm.rawValue } }
}
