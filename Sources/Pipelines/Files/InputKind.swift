internal import Glibc

/// What a run learns from, by the looks of its input.
public enum InputKind: Sendable, Equatable {
  /// A table, or what is to be refused as one.
  case table
  /// A folder of images, or a file that holds many.
  case images

  /// Looks at a path: folders, zip archives and IDX files are images, all else a table.
  public init(path: String) {
    var status = stat()
    guard path != "-", stat(path, &status) == 0 else {
      self = .table
      return
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      self = .images
      return
    }
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    self = name.hasSuffix(".npz") || Self.isArray(path, name: name) ? .images : .table
  }

  /// Whether a file begins as an IDX file; a compressed one is told by its name.
  private static func isArray(_ path: String, name: String) -> Bool {
    if name.hasSuffix(".gz") { return name.contains("idx") && name.contains("ubyte") }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var head = [UInt8](repeating: 255, count: 4)
    // Two zeros, the type of a byte, and the number of dimensions.
    return read(file, &head, 4) == 4 && head[0] == 0 && head[1] == 0 && head[2] == 8
      && (3...4).contains(head[3])
  }
}
