/// What a PNG file says about its pixels before they begin.
/// - Source: PNG specification, third edition, W3C (2025), sections 5.2 and 11.2.
struct PNGHeader: Equatable, Sendable {
  var size: ImageSize
  /// What decoding gives: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
  var channels: Int

  /// How much of a file is read first; the pixels of most begin in there.
  static let headBytes = 4_096
  /// The most chunks that are passed over in search of the pixels.
  private static let maximumChunkCount = 10_000
  private static let maximumSide = 1_000_000
  /// What DEFLATE can at most make of one byte, 258 bytes by two bits.
  private static let maximumInflation = 1_032

  /// Reads the header of a file of `byteCount` bytes, of which `read` gives any piece.
  init(
    byteCount: Int, maximumPixelCount: Int,
    read: (_ offset: Int, _ count: Int) throws(ImageFault) -> [UInt8]
  ) throws(ImageFault) {
    let head = try read(0, Self.headBytes)
    guard head.starts(with: FileFormat.signature) else {
      throw .notPNG(found: FileFormat.name(of: head))
    }
    guard head.count >= 33, head[12..<16].elementsEqual("IHDR".utf8) else {
      throw .damaged(reason: "the header is missing")
    }
    size = ImageSize(width: Self.integer(head, at: 16), height: Self.integer(head, at: 20))
    let bitDepth = Int(head[24])
    guard size.width > 0, size.height > 0, [1, 2, 4, 8, 16].contains(bitDepth),
      let colour = Self.channels(colourType: head[25])
    else { throw .damaged(reason: "the header is invalid") }
    channels = colour.decoded
    guard size.width <= Self.maximumSide, size.height <= Self.maximumSide,
      size.pixelCount <= maximumPixelCount
    else { throw .tooManyPixels(size: size, limit: maximumPixelCount) }
    guard size.pixelCount * bitDepth * colour.stored / 8 <= byteCount * Self.maximumInflation else {
      throw .damaged(reason: "\(byteCount) bytes cannot hold \(size) pixels")
    }
    if try Self.hasTransparency(head, read) { channels += channels % 2 }
  }

  private static func channels(colourType: UInt8) -> (stored: Int, decoded: Int)? {
    switch colourType {
    case 0: (1, 1)
    case 2: (3, 3)
    case 3: (1, 3)
    case 4: (2, 2)
    case 6: (4, 4)
    default: nil
    }
  }

  /// Whether one colour, or entries of the palette, are transparent: a tRNS chunk before the pixels.
  private static func hasTransparency(
    _ head: [UInt8], _ read: (Int, Int) throws(ImageFault) -> [UInt8]
  ) throws(ImageFault) -> Bool {
    var offset = 8
    for _ in 0..<maximumChunkCount {
      let start =
        offset + 8 <= head.count ? Array(head[offset..<(offset + 8)]) : try read(offset, 8)
      // A file that ends here is told by the decoder.
      guard start.count == 8 else { return false }
      let name = start[4..<8]
      if name.elementsEqual("tRNS".utf8) { return true }
      if name.elementsEqual("IDAT".utf8) || name.elementsEqual("IEND".utf8) { return false }
      offset += 12 + integer(start, at: 0)
    }
    throw .damaged(reason: "more than \(maximumChunkCount) chunks before the pixels")
  }

  /// Four bytes, the highest first.
  private static func integer(_ bytes: [UInt8], at index: Int) -> Int {
    bytes[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
  }
}
