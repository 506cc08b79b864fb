/// What a file holds, by its first bytes.
enum FileFormat {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Endings of files that are meant to be images, in lower case.
  static let imageEndings: Set<String> = [
    "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "webp", "tif", "tiff", "avif", "heic",
    "heif",
    "jp2", "jxl", "ppm", "pgm", "pbm", "pnm", "tga", "ico", "dcm", "apng",
  ]

  /// Whether a file of this name is meant to be an image.
  static func isImageName(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return imageEndings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// What else a file holds that is not a PNG, as a noun phrase; `head` is its first 132 bytes or more.
  static func name(of head: [UInt8]) -> String {
    if head.isEmpty { return "an empty file" }
    for (start, name) in beginnings where head.starts(with: start) { return name }
    if head.count >= 12, head[4..<8].elementsEqual("ftyp".utf8) { return "HEIC or AVIF data" }
    if head.count >= 12, head[8..<12].elementsEqual("WEBP".utf8) { return "WebP data" }
    if head.count >= 132, head[128..<132].elementsEqual("DICM".utf8) { return "DICOM data" }
    if head.starts(with: signature.prefix(4)) || head.dropFirst().starts(with: signature[1..<4]) {
      return "a PNG signature damaged in transfer"
    }
    if head.allSatisfy({ $0 == 0 }) { return "zeros" }
    let isText = head.allSatisfy { $0 >= 0x20 || (0x09...0x0D).contains($0) }
    return isText ? "text" : "unknown data"
  }

  private static let beginnings: [(start: [UInt8], name: String)] = [
    ([0xFF, 0xD8, 0xFF], "JPEG data"), (Array("GIF8".utf8), "GIF data"),
    ([0x49, 0x49, 0x2A, 0x00], "TIFF data"), ([0x4D, 0x4D, 0x00, 0x2A], "TIFF data"),
    (Array("BM".utf8), "BMP data"), ([0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50], "JPEG 2000 data"),
    ([0x8A, 0x4D, 0x4E, 0x47], "MNG data"), ([0x8B, 0x4A, 0x4E, 0x47], "JNG data"),
    (Array("%PDF".utf8), "PDF data"), ([0x1F, 0x8B], "gzip data"),
    (Array("PK\u{3}\u{4}".utf8), "a zip archive"), (Array("<".utf8), "an HTML or XML page"),
    (Array("P5".utf8), "PGM data"), (Array("P6".utf8), "PPM data"),
    (Array("version https://git-lfs".utf8), "a Git LFS pointer"),
  ]
}
