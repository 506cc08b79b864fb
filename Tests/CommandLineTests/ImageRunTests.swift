import Foundation
import Testing

@Suite("Runs on images, end to end with few steps")
struct ImageRunTests {
  private static func fixture(_ name: String) -> String {
    Command.root.appending(path: "fixtures/images/\(name)").path
  }
  private static let few = ["--steps", "6", "--no-gate", "--no-gain", "--quiet"]

  private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

  @Test("The run directory is complete, and every class has exactly as many images as asked for")
  func complete() throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      ["--input", Self.fixture("shapes"), "--rows", "31", "--balance", "--format", "npz"]
        + Self.few, in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.error.isEmpty)
    #expect(outcome.output.contains("Made 31 synthetic images of 16x16 from 120 real ones."))
    let made = "shapes-augmented"
    let all = scratch.entries.filter { $0.hasPrefix("\(made)/") }.map {
      $0.dropFirst(made.count + 1)
    }
    let top = Set(all.map { $0.prefix { $0 != "/" } })
    #expect(
      top == [
        "README.md", "augmented", "manifest.csv", "manifest.json", "model", "report.html",
        "report.json",
        "synthetic", "synthetic.npz", "timings.json", "training", "training.jsonl",
      ])
    for (name, count) in [("circle", 11), ("cross", 10), ("square", 10)] {
      #expect(all.count { $0.hasPrefix("synthetic/\(name)/") } == count, "\(name)")
      #expect(all.count { $0.hasPrefix("augmented/\(name)/") } == 40 + count, "\(name)")
    }
    #expect(!scratch.entries.contains { $0.hasSuffix(".checkpoint") })
    let list = lines(scratch.text("\(made)/manifest.csv"))
    #expect(list[0] == "file,class,seed,confidence,nearest_real_distance" && list.count == 32)
    #expect(list[1].hasPrefix("synthetic/circle/synthetic_000001.png,circle,0,"))
    #expect(all.count { $0.hasPrefix("training/images-") } == 6)
  }

  @Test("Same seed, same bytes, whatever the number of threads; another seed, other images")
  func repeatable() throws {
    let scratch = try Command.Scratch()
    for (name, threads, seed) in [("a", "1", "5"), ("b", "2", "5"), ("c", "2", "6")] {
      let outcome = try Command.run(
        [
          "--input", Self.fixture("colours"), "--rows", "9", "--threads", threads, "--seed", seed,
          "--output", name, "--steps", "6", "--no-gate", "--quiet",
        ], in: scratch.url)
      #expect(outcome.status == 0, "\(outcome.error)")
    }
    let files = scratch.entries.filter { $0.hasPrefix("a/") }.map { $0.dropFirst(2) }
    #expect(files.contains("report.html") && files.contains { $0.hasSuffix("000001.png") })
    for file in files where file != "timings.json" && scratch.data("a/\(file)") != nil {
      #expect(scratch.data("a/\(file)") == scratch.data("b/\(file)"), "\(file), 1 and 2 threads")
    }
    #expect(scratch.data("a/manifest.csv") != scratch.data("c/manifest.csv"))
  }

  @Test("A run that is interrupted and resumed gives the bytes of one that was not")
  func resumed() throws {
    let scratch = try Command.Scratch()
    let arguments =
      ["--input", Self.fixture("colours"), "--rows", "8", "--checkpoint-every", "20"]
      + ["--steps", "1500", "--no-gate", "--no-gain", "--quiet"]
    let whole = try Command.run(arguments + ["--output", "whole"], in: scratch.url)
    #expect(whole.status == 0, "\(whole.error)")

    let process = Command.process(arguments + ["--output", "made"], in: scratch.url)
    process.standardError = FileHandle.nullDevice
    try process.run()
    let state = scratch.url.appending(path: "made.checkpoint/state/trainer.json").path
    Command.wait { FileManager.default.fileExists(atPath: state) }
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 128 + 15)
    #expect(!scratch.entries.contains { $0.hasSuffix(".part") })

    let refused = try Command.run(arguments + ["--output", "made"], in: scratch.url)
    #expect(refused.status == 73 && refused.error.contains("augment resume"), "\(refused.error)")
    let other = try Command.run(
      arguments + ["--output", "made", "--resume", "--seed", "3"], in: scratch.url)
    #expect(other.status == 65 && other.error.contains("other"), "\(other.error)")
    let resumed = try Command.run(arguments + ["--output", "made", "--resume"], in: scratch.url)
    #expect(resumed.status == 0, "\(resumed.error)")
    let files = scratch.entries.filter { $0.hasPrefix("whole/") }.map { $0.dropFirst(6) }
    for file in files where file != "timings.json" && scratch.data("whole/\(file)") != nil {
      #expect(scratch.data("whole/\(file)") == scratch.data("made/\(file)"), "\(file)")
    }
    #expect(!scratch.entries.contains { $0.hasSuffix(".checkpoint") })
  }

  @Test(
    "Where the gate fails, the report and the model are there, but no images; the exit code is 1")
  func gate() throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      [
        "--input", Self.fixture("shapes"), "--steps", "1", "--no-gain", "--quiet", "--output",
        "made",
        "--gate", "labelAccuracyDrop=0.01",
      ], in: scratch.url)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("--gate labelAccuracyDrop="))
    #expect(scratch.data("made/report.html") != nil && scratch.data("made/model/model.json") != nil)
    #expect(!scratch.entries.contains { $0.contains("made/synthetic") })
    #expect(!scratch.entries.contains { $0.contains("made/augmented") })
    // What was trained is kept, and can be published without training again.
    #expect(outcome.output.contains("made.checkpoint"))
    let again = try Command.run(
      [
        "--input", Self.fixture("shapes"), "--steps", "1", "--no-gain", "--output", "made",
        "--no-gate",
        "--resume", "--force",
      ], in: scratch.url)
    #expect(again.status == 0, "\(again.error)")
    #expect(again.error.contains("going on from step 1"))
    #expect(scratch.entries.contains { $0.contains("made/synthetic") })
    #expect(!scratch.entries.contains { $0.hasSuffix(".checkpoint") })
  }

  @Test(
    "Folders, lists, IDX files and NumPy archives are read, with an own hold-out or without",
    arguments: [
      ["colours", "--holdout", "colours/test"], ["flat"], ["idx"],
      ["shapes.npz", "--per-class", "separate"],
      ["idx/train-images-idx3-ubyte.gz", "--image-size", "9x14", "--fit", "pad"],
      ["shapes", "--channels", "rgb", "--truncation", "1.2", "--reject-copies", "0.1"],
      ["shapes", "--per-class-rows", "circle=3,square=2", "--min-confidence", "0.05"],
    ])
  func layouts(arguments: [String]) throws {
    let scratch = try Command.Scratch()
    var all = ["--input", Self.fixture(arguments[0]), "--output", "made"]
    if !arguments.contains("--per-class-rows") { all += ["--rows", "12"] }
    for argument in arguments.dropFirst() {
      all.append(argument.contains("/") ? Self.fixture(argument) : argument)
    }
    let outcome = try Command.run(all + Self.few, in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(scratch.data("made/manifest.csv") != nil)
    #expect(scratch.entries.contains { $0.hasSuffix("/synthetic_000001.png") })
  }

  @Test("inspect says what a run would do, and writes nothing")
  func inspect() throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      ["inspect", "--input", Self.fixture("shapes"), "--rows", "30", "--steps", "50"],
      in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("120 images, grey, 16x16"))
    #expect(outcome.output.contains("1 pair of networks for 16x16, 50 steps"))
    #expect(scratch.entries.isEmpty)
  }
}

@Suite("validate judges folders of images")
struct ImageValidateTests {
  private static let images = Command.root.appending(path: "fixtures/images").path

  @Test(
    "Real images pass as their own kind, another class's images fail, and other classes are refused"
  )
  func judged() throws {
    let scratch = try Command.Scratch()
    let prepared = try Command.shell(
      """
      mkdir -p real made wrong other
      for c in circle cross square; do
        mkdir real/$c made/$c wrong/$c
        cp '\(Self.images)'/shapes/$c/0[012]*.png real/$c/
        cp '\(Self.images)'/shapes/$c/03*.png made/$c/
      done
      cp made/circle/* wrong/cross/ && cp made/cross/* wrong/square/ && cp made/square/* wrong/circle/
      mkdir other/disc && cp made/circle/* other/disc/
      """, in: scratch.url)
    #expect(prepared.status == 0, "\(prepared.error)")
    let good = try Command.run(
      ["validate", "--real", "real", "--synthetic", "made", "--quiet"], in: scratch.url)
    #expect(good.status == 0, "\(good.output)\(good.error)")
    #expect(
      good.output.contains("labelAccuracy") && good.output.contains("Report in made-validated/"))
    #expect(scratch.data("made-validated/report.html") != nil)
    let bad = try Command.run(
      [
        "validate", "--real", "real", "--synthetic", "wrong", "--holdout", "made", "--quiet",
        "--output", "bad",
      ],
      in: scratch.url)
    #expect(bad.status == 1 && bad.output.contains("Failed: "), "\(bad.output)")
    let other = try Command.run(
      ["validate", "--real", "real", "--synthetic", "other", "--quiet"], in: scratch.url)
    #expect(other.status == 65 && other.error.contains("'disc'"), "\(other.error)")
  }
}
