internal import Glibc

/// 64-byte-aligned memory that returns to its pool when the last tensor using it is gone.
final class Buffer: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Float>
  private let capacity: Int

  init(pointer: UnsafeMutablePointer<Float>, capacity: Int) {
    self.pointer = pointer
    self.capacity = capacity
  }

  deinit { BufferPool.shared.give(back: pointer, capacity: capacity) }
}

/// Buffers kept for reuse by size: a training step asks for the same sizes again and again.
final class BufferPool: @unchecked Sendable {
  static let shared = BufferPool()
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var free: [Int: [UnsafeMutablePointer<Float>]] = [:]

  /// What the pool keeps at most, in floats (256 MiB); more is given back to the system.
  private static let keptCount = 64 << 20
  private var kept = 0

  private init() { pthread_mutex_init(lock, nil) }

  /// A buffer for at least this many floats.
  func take(count: Int) -> Buffer {
    let capacity = max(16, (count + 15) / 16 * 16)
    pthread_mutex_lock(lock)
    let reused = free[capacity]?.popLast()
    if reused != nil { kept -= capacity }
    pthread_mutex_unlock(lock)
    if let reused { return Buffer(pointer: reused, capacity: capacity) }
    let raw = UnsafeMutableRawPointer.allocate(byteCount: capacity * 4, alignment: 64)
    return Buffer(
      pointer: raw.bindMemory(to: Float.self, capacity: capacity), capacity: capacity)
  }

  fileprivate func give(back pointer: UnsafeMutablePointer<Float>, capacity: Int) {
    pthread_mutex_lock(lock)
    let keeps = kept + capacity <= Self.keptCount
    if keeps {
      free[capacity, default: []].append(pointer)
      kept += capacity
    }
    pthread_mutex_unlock(lock)
    if !keeps { UnsafeMutableRawPointer(pointer).deallocate() }
  }
}
