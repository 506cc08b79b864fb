internal import CPNG

/// Decodes PNG images: every colour type, bit depth and interlacing.
///
/// Samples are those that are stored, scaled to the full range of the type (16 bits to 8 by rounding, `round(v · 255 / 65535)`).
/// As Pillow and torchvision do, and unlike a viewer, no gamma, colour profile, background or
/// orientation is applied, so that equal files give equal numbers everywhere. Palettes become RGB; a transparent
/// colour or palette entry becomes an alpha channel. Of an animation the still image is read.
public enum PNGDecoder {
  /// The most pixels that are decoded when nothing else is said.
  public static let maximumPixelCount = 64_000_000

  /// Decodes the bytes of a PNG file.
  /// - Throws: `ImageFault.notPNG`, `damaged` or `tooManyPixels`; a file is taken whole or not at all.
  public static func decode<Sample: RasterSample>(
    _ bytes: [UInt8], as type: Sample.Type = UInt8.self,
    maximumPixelCount: Int = maximumPixelCount
  ) throws(ImageFault) -> Raster<Sample> {
    // What is too large or something else is told before libpng sees it.
    _ = try PNGHeader(byteCount: bytes.count, maximumPixelCount: maximumPixelCount) {
      (offset, count) in
      Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
    }
    var raster = Raster<Sample>(width: 0, height: 0, channels: 0, samples: [])
    var fault: ImageFault?
    bytes.withUnsafeBufferPointer { bytes in
      do throws(ImageFault) {
        let reader = try Reader(bytes, maximumPixelCount, bitCount: Sample.bitWidth)
        raster = try reader.read()
      } catch { fault = error }
    }
    if let fault { throw fault }
    return raster
  }

  /// Decodes a PNG file.
  /// - Throws: `DatasetError.unusableImage`.
  public static func read<Sample: RasterSample>(
    path: String, as type: Sample.Type = UInt8.self, maximumPixelCount: Int = maximumPixelCount
  ) throws(DatasetError) -> Raster<Sample> {
    do throws(ImageFault) {
      let file = try OpenFile(path: path)
      let bytes = try file.bytes(at: 0, count: file.byteCount)
      return try decode(bytes, as: type, maximumPixelCount: maximumPixelCount)
    } catch { throw .unusableImage(path: path, reason: error) }
  }
}

/// libpng at work on one image.
private final class Reader {
  private let handle: OpaquePointer
  private let info: cpng_info
  private var message = [CChar](repeating: 0, count: Int(CPNG_MESSAGE_SIZE))

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, _ maximumPixelCount: Int, bitCount: Int
  ) throws(ImageFault) {
    var info = cpng_info()
    var reader: OpaquePointer?
    let status = cpng_open(
      bytes.baseAddress, bytes.count, UInt64(maximumPixelCount), Int32(bitCount), &reader, &info,
      &message)
    guard status == CPNG_OK, let reader else {
      if status == CPNG_TOO_LARGE {
        let size = ImageSize(width: Int(info.width), height: Int(info.height))
        throw .tooManyPixels(size: size, limit: maximumPixelCount)
      }
      throw .damaged(reason: Self.text(message))
    }
    handle = reader
    self.info = info
  }

  deinit { cpng_close(handle) }

  func read<Sample: RasterSample>() throws(ImageFault) -> Raster<Sample> {
    let count = Int(info.width) * Int(info.height) * Int(info.channels)
    var status = CPNG_OK
    let samples = [Sample](unsafeUninitializedCapacity: count) { buffer, initialized in
      status = cpng_read(handle, buffer.baseAddress, &message)
      initialized = status == CPNG_OK ? count : 0
    }
    guard status == CPNG_OK else { throw .damaged(reason: Self.text(message)) }
    return Raster(
      width: Int(info.width), height: Int(info.height), channels: Int(info.channels),
      samples: samples)
  }

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
