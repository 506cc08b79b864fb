internal import Glibc

/// Makes two paths change places in one step, so that at no moment either is missing.
///
/// The system call behind it is found at run time, as its header hides it; on file systems without it, three renames do
/// the same in three steps.
func exchangePaths(_ first: String, _ second: String) throws(PipelineError) {
  typealias Exchange =
    @convention(c) (
      Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
    ) -> Int32
  let currentDirectory: Int32 = -100
  let exchangeFlag: UInt32 = 2
  if let symbol = dlsym(nil, "renameat2") {
    let exchange = unsafeBitCast(symbol, to: Exchange.self)
    if exchange(currentDirectory, first, currentDirectory, second, exchangeFlag) == 0 { return }
  }
  let aside = first + ".old"
  guard rename(second, aside) == 0 else {
    throw .writeFailed(path: second, reason: systemReason(errno))
  }
  guard rename(first, second) == 0 else {
    let code = errno
    rename(aside, second)
    throw .writeFailed(path: second, reason: systemReason(code))
  }
  rename(aside, first)
}
