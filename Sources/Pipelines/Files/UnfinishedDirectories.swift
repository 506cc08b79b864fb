internal import Foundation
internal import Synchronization

/// The temporary directories of runs that are not finished, so that whoever ends the program can remove them.
public enum UnfinishedDirectories {
  private static let paths = Mutex<Set<String>>([])

  static func add(_ path: String) { _ = paths.withLock { $0.insert(path) } }

  static func forget(_ path: String) { _ = paths.withLock { $0.remove(path) } }

  /// Removes one, if it is unfinished.
  static func remove(_ path: String) {
    if paths.withLock({ $0.remove(path) }) != nil { erase(path) }
  }

  /// Removes all of them.
  ///
  /// Threads that are still writing into one only delay its end.
  public static func removeAll() {
    let all = paths.withLock { paths in
      defer { paths = [] }
      return paths
    }
    for path in all { erase(path) }
  }

  private static func erase(_ path: String) {
    for _ in 0..<20 {
      try? FileManager.default.removeItem(atPath: path)
      if !FileManager.default.fileExists(atPath: path) { return }
    }
  }
}
