/// How wide and how high an image is, in pixels.
public struct ImageSize: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int

  /// A size.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The longest side that images are brought to.
  public static let longestSide = 16_384

  /// A size as a user writes it: `64` for a square, `64x48` for width and height, each from 1 to
  /// `longestSide`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { part -> Int? in
      guard !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(part).flatMap { (1...Self.longestSide).contains($0) ? $0 : nil }
    }
    guard parts.count <= 2, let width = parts.first ?? nil, let height = parts.last ?? nil else {
      return nil
    }
    self.init(width: width, height: height)
  }

  /// The number of pixels.
  public var pixelCount: Int { width * height }

  /// `64x48`.
  public var description: String { "\(width)x\(height)" }

  /// The sizes that occur with their counts: the most frequent first, and of equally frequent ones
  /// the smallest.
  static func counted(_ sizes: some Sequence<ImageSize>) -> [ImageSource.SizeCount] {
    var counts: [ImageSize: Int] = [:]
    for size in sizes { counts[size, default: 0] += 1 }
    return counts.map { ImageSource.SizeCount(size: $0.key, count: $0.value) }.sorted {
      ($1.count, $0.size.pixelCount, $0.size.width)
        < ($0.count, $1.size.pixelCount, $1.size.width)
    }
  }
}
