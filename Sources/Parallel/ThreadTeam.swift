internal import Synchronization
internal import Glibc

/// A fixed group of threads that share out the iterations of a loop.
///
/// Every thread begins with its own part of the iterations, the same one in loops of equal length, so that what it touched is still in
/// its cache; whoever is done helps the others, one iteration at a time, so uneven ones balance themselves. A body writes only to places that
/// belong to its index; results then do not depend on the number of threads. A team is used by one caller
/// at a time; a `forEach` inside a body of the same team runs on the calling thread.
public final class ThreadTeam: Sendable {
  /// The number of threads that work, the calling one included; at least 1.
  public let threadCount: Int

  private let state: TeamState
  private let workers: [pthread_t]

  /// Starts `threadCount - 1` waiting threads; each runs `prepare` before anything else.
  public init(threadCount: Int, prepare: @escaping @Sendable () -> Void = {}) {
    let count = max(1, threadCount)
    self.threadCount = count
    let state = TeamState(threadCount: count, prepare: prepare)
    self.state = state
    var workers: [pthread_t] = []
    for place in 1..<max(count, 1) {
      var handle = pthread_t()
      let pointer = Unmanaged.passRetained(TeamPlace(state: state, place: place)).toOpaque()
      let status = pthread_create(
        &handle, nil,
        { argument in
          guard let argument else { return nil }
          let own = Unmanaged<TeamPlace>.fromOpaque(argument).takeRetainedValue()
          own.state.work(place: own.place)
          return nil
        }, pointer)
      if status == 0 {
        workers.append(handle)
      } else {
        Unmanaged<TeamPlace>.fromOpaque(pointer).release()
      }
    }
    self.workers = workers
  }

  deinit {
    state.stop()
    for worker in workers { pthread_join(worker, nil) }
  }

  /// Runs `body(0)`, …, `body(count - 1)`, each once, and returns when all have finished.
  public func forEach(_ count: Int, _ body: (Int) -> Void) {
    if workers.isEmpty || count <= 1 {
      for index in 0..<max(count, 0) { body(index) }
      return
    }
    state.run(count: count, helpers: workers.count, body)
  }

  /// `[transform(0), …, transform(count - 1)]`, computed side by side.
  public func map<Result: Sendable>(_ count: Int, _ transform: (Int) -> Result) -> [Result] {
    [Result?](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let base = buffer.baseAddress
      forEach(count) { index in
        if let base { (base + index).initialize(to: transform(index)) }
      }
      initialized = count
    }.compactMap { $0 }
  }
}

/// One thread's place in its team.
private final class TeamPlace: Sendable {
  let state: TeamState
  let place: Int

  init(state: TeamState, place: Int) { (self.state, self.place) = (state, place) }
}

/// What the threads of one team share: the loop at hand and who has finished it.
private final class TeamState: @unchecked Sendable {
  private var mutex = pthread_mutex_t()
  private var started = pthread_cond_t()
  private var finished = pthread_cond_t()
  /// For every thread the next iteration of its part, each in a cache line of its own.
  private let next: UnsafeMutablePointer<Atomic<Int>>
  private let threadCount: Int
  private static let spacing = 8
  private let generation = Atomic<Int>(0)
  private let remaining = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let isCallerAsleep = Atomic<Bool>(false)
  private var isBusy = false
  private var isStopping = false
  private var count = 0
  private var body: UnsafeRawPointer?

  private let prepare: @Sendable () -> Void

  init(threadCount: Int, prepare: @escaping @Sendable () -> Void) {
    self.prepare = prepare
    self.threadCount = threadCount
    next = .allocate(capacity: threadCount * Self.spacing)
    for place in 0..<threadCount * Self.spacing { (next + place).initialize(to: Atomic(0)) }
    pthread_mutex_init(&mutex, nil)
    pthread_cond_init(&started, nil)
    pthread_cond_init(&finished, nil)
  }

  deinit {
    next.deinitialize(count: threadCount * Self.spacing)
    next.deallocate()
    pthread_cond_destroy(&finished)
    pthread_cond_destroy(&started)
    pthread_mutex_destroy(&mutex)
  }

  /// Looks this often (some 50 µs) before going to sleep: the loops of a training step follow within microseconds,
  /// and a machine that is shared loses no more than this per loop.
  private static let spinCount = 20_000

  func run(count: Int, helpers: Int, _ body: (Int) -> Void) {
    if isBusy {
      for index in 0..<count { body(index) }
      return
    }
    isBusy = true
    withoutActuallyEscaping(body) { escaping in
      var held = escaping
      withUnsafePointer(to: &held) { pointer in
        self.count = count
        self.body = UnsafeRawPointer(pointer)
        for place in 0..<threadCount {
          next[place * Self.spacing].store(part(place).lowerBound, ordering: .relaxed)
        }
        remaining.store(helpers, ordering: .releasing)
        generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
        wakeSleepers()
        drain(escaping, from: 0)
        waitForHelpers()
      }
    }
    isBusy = false
  }

  private func wakeSleepers() {
    guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    pthread_mutex_lock(&mutex)
    pthread_cond_broadcast(&started)
    pthread_mutex_unlock(&mutex)
  }

  /// The iterations that a thread begins with.
  private func part(_ place: Int) -> Range<Int> {
    place * count / threadCount..<(place + 1) * count / threadCount
  }

  /// Runs iterations of the own part, then what is left of the others'.
  private func drain(_ body: (Int) -> Void, from own: Int) {
    for step in 0..<threadCount {
      let place = (own + step) % threadCount
      let end = part(place).upperBound
      while true {
        let index = next[place * Self.spacing].wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= end { break }
        body(index)
      }
    }
  }

  private func waitForHelpers() {
    for _ in 0..<Self.spinCount where remaining.load(ordering: .acquiring) == 0 { return }
    pthread_mutex_lock(&mutex)
    isCallerAsleep.store(true, ordering: .sequentiallyConsistent)
    while remaining.load(ordering: .sequentiallyConsistent) > 0 {
      pthread_cond_wait(&finished, &mutex)
    }
    isCallerAsleep.store(false, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(&mutex)
  }

  func work(place: Int) {
    prepare()
    var seen = 0
    while true {
      var current = generation.load(ordering: .acquiring)
      var spins = 0
      while current == seen && spins < Self.spinCount {
        spins += 1
        current = generation.load(ordering: .acquiring)
      }
      if current == seen {
        pthread_mutex_lock(&mutex)
        sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
        while generation.load(ordering: .sequentiallyConsistent) == seen {
          pthread_cond_wait(&started, &mutex)
        }
        sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        current = generation.load(ordering: .acquiring)
        pthread_mutex_unlock(&mutex)
      }
      seen = current
      if isStopping { return }
      if let body { drain(body.assumingMemoryBound(to: ((Int) -> Void).self).pointee, from: place) }
      if remaining.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue == 0,
        isCallerAsleep.load(ordering: .sequentiallyConsistent)
      {
        pthread_mutex_lock(&mutex)
        pthread_cond_signal(&finished)
        pthread_mutex_unlock(&mutex)
      }
    }
  }

  func stop() {
    pthread_mutex_lock(&mutex)
    isStopping = true
    generation.wrappingAdd(1, ordering: .releasing)
    pthread_cond_broadcast(&started)
    pthread_mutex_unlock(&mutex)
  }
}
