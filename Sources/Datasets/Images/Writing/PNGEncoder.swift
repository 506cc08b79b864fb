internal import CPNG

/// Encodes images as PNG: 8 or 16 bits per sample, not interlaced, without anything but the pixels.
///
/// Filters are chosen per row and compressed at level 6, both fixed, so equal images give equal bytes
/// wherever libpng and zlib are the same.
public enum PNGEncoder {
  /// The bytes of a PNG file.
  /// - Precondition: the raster has at least one pixel and as many samples as it says.
  /// - Throws: `DatasetError.writeFailed` when memory runs out.
  public static func encode<Sample: RasterSample>(
    _ raster: Raster<Sample>
  ) throws(DatasetError) -> [UInt8] {
    var failure: DatasetError?
    let bytes = raster.samples.withUnsafeBytes { samples -> [UInt8] in
      do throws(DatasetError) {
        return try encode(
          samples, width: raster.width, height: raster.height, channels: raster.channels,
          bitCount: Sample.bitWidth)
      } catch {
        failure = error
        return []
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The bytes of a PNG file of samples that lie one after the other.
  static func encode(
    _ samples: UnsafeRawBufferPointer, width: Int, height: Int, channels: Int, bitCount: Int = 8
  ) throws(DatasetError) -> [UInt8] {
    precondition(
      width > 0 && height > 0 && (1...4).contains(channels)
        && samples.count == width * height * channels * bitCount / 8, "samples of another size")
    var message = [CChar](repeating: 0, count: Int(CPNG_MESSAGE_SIZE))
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = cpng_encode(
      samples.baseAddress, UInt32(width), UInt32(height), UInt32(channels), Int32(bitCount), &bytes,
      &count, &message)
    guard status == CPNG_OK, let bytes else {
      let reason = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw .writeFailed(path: "PNG", reason: String(decoding: reason, as: UTF8.self))
    }
    defer { cpng_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
