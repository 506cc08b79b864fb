internal import Synchronization

/// The training that can be taken up if the program ends now, so that whoever ends it can say so.
public enum UnfinishedTraining {
  private static let path = Mutex<String?>(nil)

  /// Where its state is; nil where there is none.
  public static var current: String? { path.withLock { $0 } }

  static func set(_ new: String?) { path.withLock { $0 = new } }
}
