internal import CKernels

/// Numbers too small for a normal float: processors take a hundred cycles for each, and to training they are zero.
public enum Denormals {
  /// Runs `body` with denormals flushed to zero on the calling thread, as it was before afterwards.
  public static func flushed<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mode = ck_floating_point_mode()
    ck_flush_denormals()
    defer { ck_set_floating_point_mode(mode) }
    return try body()
  }

  /// Flushes denormals on the calling thread from now on; for threads that only train.
  public static func flush() { ck_flush_denormals() }
}
