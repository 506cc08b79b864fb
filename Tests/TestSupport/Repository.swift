public import Foundation

/// Where the repository and what lies beside it are, whatever link a test was compiled through.
public enum Repository {
  /// The root: two folders above this file's, unless `AUGMENT_ROOT` names it.
  public static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["AUGMENT_ROOT"] { return URL(filePath: path) }
    var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder
  }()

  /// The decoded content of a file in `fixtures/golden`.
  public static func golden<Content: Decodable>(_ name: String, as type: Content.Type) throws
    -> Content
  {
    let file = root.appending(path: "fixtures/golden").appending(path: name)
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }

  /// A file of the data that are shared between checkouts; nil where this machine has none.
  public static func sharedFile(_ path: String) -> URL? {
    let environment = ProcessInfo.processInfo.environment["AUGMENT_SHARED_DATA"]
    let folder = environment.map { URL(filePath: $0) } ?? root.appending(path: "../shared/data")
    let file = folder.appending(path: path).standardizedFileURL
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }
}
