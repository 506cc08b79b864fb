internal import Glibc

/// Refuses sets that the machine cannot hold before anything is allocated for them.
struct MemoryCheck {
  private let limit: Int

  init(_ options: ImageReadOptions) {
    limit = options.maximumBytes ?? Self.physicalBytes
  }

  /// - Throws: `DatasetError.imagesTooLarge`.
  func check(
    path: String, count: Int, size: ImageSize, channels: Int
  ) throws(DatasetError) {
    var needed = (partialValue: count, overflow: false)
    for factor in [size.width, size.height, channels] where !needed.overflow {
      needed = needed.partialValue.multipliedReportingOverflow(by: factor)
    }
    let bytes = needed.overflow ? Int.max : needed.partialValue
    guard bytes <= limit else {
      throw .imagesTooLarge(path: path, count: count, size: size, needed: bytes, limit: limit)
    }
  }

  private static var physicalBytes: Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let pageBytes = sysconf(Int32(_SC_PAGESIZE))
    return pages > 0 && pageBytes > 0 ? pages * pageBytes : 1 << 32
  }
}
