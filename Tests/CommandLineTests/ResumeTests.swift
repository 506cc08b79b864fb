import Foundation
import Testing

/// A run that is interrupted, at any moment and in any way, is taken up and ends at the bytes of one that was not.
@Suite("Interrupted runs and those that go on")
struct ResumeTests {
  static let table = [
    "--input", Command.root.appending(path: "fixtures/tables/loans.csv").path, "--rows", "300",
    "--steps", "150", "--no-gate", "--quiet",
  ]
  static let images = [
    "--input", Command.root.appending(path: "fixtures/images/colours/train").path, "--rows", "8",
    "--steps", "300", "--checkpoint-every", "20", "--no-gate", "--no-gain", "--quiet",
  ]

  /// Every file of a run directory but for the one that holds times.
  static func files(_ name: String, in scratch: Command.Scratch) -> [String: Data] {
    var files: [String: Data] = [:]
    for entry in scratch.entries
    where entry.hasPrefix(name + "/") && !entry.hasSuffix("timings.json") {
      files[String(entry.dropFirst(name.count + 1))] = scratch.data(entry)
    }
    return files
  }

  /// Begins a run, ends it after so many seconds, and says whether it was still going on.
  static func interrupt(
    _ arguments: [String], in scratch: Command.Scratch, after seconds: Double, by signal: Int32
  ) throws -> Int32? {
    let process = Command.process(arguments, in: scratch.url)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    usleep(UInt32(seconds * 1e6))
    guard process.isRunning else { return nil }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Kills a run after each of these shares of its time and takes it up; the results that differ.
  static func differences(
    _ arguments: [String], shares: [Double]
  ) throws -> [String] {
    let scratch = try Command.Scratch()
    let clock = ContinuousClock()
    var whole: Command.Outcome?
    let time = try clock.measure {
      whole = try Command.run(arguments + ["--output", "whole"], in: scratch.url)
    }
    #expect(whole?.status == 0, "\(whole?.error ?? "")")
    let expected = files("whole", in: scratch)
    var found: [String] = []
    for (index, share) in shares.enumerated() {
      let name = "made\(index)"
      _ = try interrupt(
        arguments + ["--output", name], in: scratch, after: share * (time / .seconds(1)),
        by: SIGKILL)
      let resumed = try Command.run(["resume", name, "--quiet"], in: scratch.url)
      // Killed before anything was written: there is nothing to take up, and the run begins as if it had never been.
      if resumed.status == 66 && !scratch.entries.contains(where: { $0.hasPrefix(name) }) {
        continue
      }
      let made = files(name, in: scratch)
      let left = scratch.entries.filter {
        $0.hasPrefix(name + ".") || $0.hasPrefix("." + name + ".")
      }
      if resumed.status != 0 || made != expected || !left.isEmpty {
        found.append("killed at \(share): \(resumed.status) \(resumed.error) \(left)")
      }
      try? FileManager.default.removeItem(at: scratch.url.appending(path: name))
    }
    return found
  }

  @Test(
    "A run that is killed at any moment goes on to the same bytes",
    arguments: [table, images])
  func killed(arguments: [String]) throws {
    #expect(try Self.differences(arguments, shares: [0.02, 0.3, 0.6, 0.95]) == [])
  }

  @Test(
    "A training that is asked to end keeps its state and says how to go on",
    arguments: [SIGINT, SIGTERM])
  func asked(signal: Int32) throws {
    let scratch = try Command.Scratch()
    let arguments = Self.table + ["--steps", "1000000", "--output", "made"]
    let process = Command.process(arguments.filter { $0 != "--quiet" }, in: scratch.url)
    let log = scratch.url.appending(path: "log")
    try Data().write(to: log)
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    Command.wait { scratch.text("log").contains("train: begins") }
    usleep(300_000)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == 128 + signal)
    #expect(scratch.text("log").contains("go on with: augment resume made"))
    #expect(!scratch.entries.contains { $0.hasSuffix(".part") })
    #expect(scratch.data("made.checkpoint/state-network-0/trainer.json") != nil)

    let refused = try Command.run(Self.table + ["--output", "made"], in: scratch.url)
    #expect(refused.status == 73 && refused.error.contains("augment resume made"))
    let request = scratch.data("made.checkpoint/request.json")
    let other = try Command.run(Self.table + ["--output", "made", "--resume"], in: scratch.url)
    #expect(scratch.data("made.checkpoint/request.json") == request)
    #expect(other.status == 65 && other.error.contains("other data or options"), "\(other.error)")
    let anew = try Command.run(
      Self.table + ["--output", "made", "--force", "--steps", "2"], in: scratch.url)
    #expect(anew.status == 0, "\(anew.error)")
    #expect(!scratch.entries.contains { $0.hasPrefix("made.checkpoint") })
  }

  @Test("Two processes do not make the same run directory at once")
  func twoAtOnce() throws {
    let scratch = try Command.Scratch()
    let process = Command.process(
      Self.table + ["--steps", "1000000", "--output", "made"], in: scratch.url)
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { process.waitUntilExit() }
    defer { kill(process.processIdentifier, SIGKILL) }
    Command.wait { scratch.data("made.checkpoint/lock")?.isEmpty == false }
    for more in [[], ["--force"], ["--resume"]] {
      let second = try Command.run(Self.table + ["--output", "made"] + more, in: scratch.url)
      #expect(second.status == 73)
      #expect(second.error.contains("process \(process.processIdentifier)"), "\(second.error)")
    }
  }

  @Test("Where nothing was interrupted, that is said")
  func nothing() throws {
    let scratch = try Command.Scratch()
    let none = try Command.run(["resume", "made"], in: scratch.url)
    #expect(none.status == 66 && none.error.contains("no interrupted run"))
    _ = try Command.run(Self.table + ["--steps", "2", "--output", "made"], in: scratch.url)
    let complete = try Command.run(["resume", "made"], in: scratch.url)
    #expect(complete.status == 0 && complete.error.contains("made is complete"))
  }

  @Test("A training alone keeps the model that a whole run makes", arguments: [table, images])
  func trained(arguments: [String]) throws {
    let scratch = try Command.Scratch()
    var own = arguments.filter { !["--no-gate", "--no-gain"].contains($0) }
    if let rows = own.firstIndex(of: "--rows") { own.removeSubrange(rows...rows + 1) }
    let training = try Command.run(["train"] + own + ["--output", "trained"], in: scratch.url)
    #expect(training.status == 0, "\(training.error)")
    #expect(training.output.contains("trained/model/"))
    _ = try Command.run(arguments + ["--output", "made"], in: scratch.url)
    let (trained, made) = (
      Self.files("trained", in: scratch), Self.files("made", in: scratch)
    )
    #expect(trained["model/model.safetensors"] != nil)
    for (name, data) in trained where name != "manifest.json" {
      #expect(data == made[name], "\(name)")
    }
    #expect(!trained.keys.contains { $0.hasSuffix(".csv") || $0.hasPrefix("synthetic") })
  }
}

/// The same at fifty moments for each kind of data.
@Suite struct ResumeSlow {
  @Test("A run that is killed at any moment goes on to the same bytes", arguments: 0..<2)
  func killed(kind: Int) throws {
    var generator = SystemRandomNumberGenerator()
    let shares = (0..<50).map { _ in Double.random(in: 0..<1, using: &generator) }
    let arguments = kind == 0 ? ResumeTests.table : ResumeTests.images
    #expect(try ResumeTests.differences(arguments, shares: shares) == [])
  }
}
