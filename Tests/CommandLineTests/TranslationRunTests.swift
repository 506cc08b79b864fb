import Foundation
import Testing

@Suite("Runs that turn images into images, end to end with few steps")
struct TranslationRunTests {
  private static let images = Command.root.appending(path: "fixtures/images").path
  private static let few = ["--steps", "4", "--no-gate", "--quiet"]

  @Test("pix2pix writes a complete run directory, the same for any number of threads")
  func pairs() throws {
    let scratch = try Command.Scratch()
    for (name, threads) in [("a", "1"), ("b", "2")] {
      let outcome = try Command.run(
        [
          "--model", "pix2pix", "--input", Self.images + "/pairs", "--direction", "BtoA",
          "--threads", threads, "--output", name, "--seed", "3",
        ] + Self.few, in: scratch.url)
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(outcome.output.contains("learned from 22 images"), "\(outcome.output)")
    }
    let files = scratch.entries.filter { $0.hasPrefix("a/") }.map { String($0.dropFirst(2)) }
    let top = Set(files.map { $0.prefix { $0 != "/" } })
    #expect(
      top == [
        "images", "manifest.json", "model", "report.html", "report.json", "timings.json",
        "training.jsonl",
      ])
    #expect(files.count { $0.hasPrefix("images/") } == 2)
    for file in files where file != "timings.json" {
      #expect(scratch.data("a/\(file)") == scratch.data("b/\(file)"), "\(file)")
    }
    #expect(scratch.text("a/report.html").contains("<h2 id=\"sheets-head\">Images</h2>"))
    #expect(!scratch.entries.contains { $0.hasSuffix(".checkpoint") })
  }

  @Test("A run that is interrupted and resumed gives the bytes of one that was not")
  func resumed() throws {
    let scratch = try Command.Scratch()
    let arguments = [
      "--model", "pix2pix", "--input", Self.images + "/pairs", "--checkpoint-every", "20",
      "--steps", "300", "--no-gate", "--quiet",
    ]
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
    let resumed = try Command.run(["resume", "made", "--quiet"], in: scratch.url)
    #expect(resumed.status == 0, "\(resumed.error)")
    let files = scratch.entries.filter { $0.hasPrefix("whole/") }.map { $0.dropFirst(6) }
    for file in files where file != "timings.json" && scratch.data("whole/\(file)") != nil {
      #expect(scratch.data("whole/\(file)") == scratch.data("made/\(file)"), "\(file)")
    }
  }

  @Test("cyclegan turns both ways, and its saved model goes either way")
  func cycles() throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      ["--model", "cyclegan", "--input", Self.images + "/pairs", "--output", "made"] + Self.few,
      in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    for folder in ["to-filled", "to-outline"] {
      #expect(scratch.entries.contains { $0.hasPrefix("made/images/\(folder)/") })
    }
    let back = try Command.run(
      [
        "translate", "--model", "made", "--input", Self.images + "/pairs/outline", "--direction",
        "BtoA", "--output", "back", "--quiet",
      ], in: scratch.url)
    #expect(back.status == 0, "\(back.error)")
    #expect(scratch.entries.count { $0.hasPrefix("back/") && $0.hasSuffix(".png") } == 24)
  }

  /// A refused case: arguments, the exit code, and words of the message.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    var arguments: [String]
    var status: Int32
    var words: [String]
    var testDescription: String { name }
  }

  private static let refusals = [
    Refusal(
      name: "folders without counterparts",
      script: "cp -r $IMAGES/pairs in && rm in/filled/03.png",
      arguments: ["--model", "pix2pix"], status: 65,
      words: ["'outline/03.png'", "without a counterpart in 'filled'", "cyclegan"]),
    Refusal(
      name: "a single folder", script: "cp -r $IMAGES/pairs/filled in",
      arguments: ["--model", "pix2pix"], status: 65,
      words: ["'00.png' of 32x32", "twice as wide as high", "cyclegan"]),
    Refusal(
      name: "a single folder for two kinds", script: "cp -r $IMAGES/pairs/filled in",
      arguments: ["--model", "cyclegan"], status: 65, words: ["single folder", "two folders"]),
    Refusal(
      name: "three folders", script: "cp -r $IMAGES/shapes in", arguments: ["--model", "cyclegan"],
      status: 65, words: ["'circle', 'cross', 'square'", "--model conditional"]),
    Refusal(
      name: "sizes that cannot be halved", script: "cp -r $IMAGES/pairs in",
      arguments: ["--model", "pix2pix", "--image-size", "30"], status: 65,
      words: ["30x30", "multiples of 16", "--image-size 16x16"]),
    Refusal(
      name: "a table", script: "echo a,b > in", arguments: ["--model", "pix2pix"], status: 65,
      words: ["a file where a folder of PNG images", "tables are learned without --model"]),
    Refusal(
      name: "nothing", script: "true", arguments: ["--model", "srgan"], status: 66,
      words: ["no such file"]),
    Refusal(
      name: "one image", script: "mkdir in && cp $IMAGES/pairs/filled/00.png in/",
      arguments: ["--model", "anonymize", "--regions", "r.csv"], status: 65,
      words: ["regions in 1 image", "at least 4 images"]),
    Refusal(
      name: "anonymize without regions", script: "cp -r $IMAGES/pairs/filled in",
      arguments: ["--model", "anonymize"], status: 64, words: ["--regions"]),
    Refusal(
      name: "a region outside of its image",
      script: "cp -r $IMAGES/pairs/filled in && echo '01.png,28,0,10,10' >> r.csv",
      arguments: ["--model", "anonymize", "--regions", "r.csv"], status: 65,
      words: ["r.csv line 3", "10x10 at 28,0", "of 32x32", "inside of its image"]),
    Refusal(
      name: "a region of a missing image",
      script: "cp -r $IMAGES/pairs/filled in && echo '99.png,1,1,5,5' >> r.csv",
      arguments: ["--model", "anonymize", "--regions", "r.csv"], status: 65,
      words: ["r.csv line 3", "no image '99.png'"]),
    Refusal(
      name: "a bad number",
      script: "cp -r $IMAGES/pairs/filled in && echo '01.png,1,x,5,5' >> r.csv",
      arguments: ["--model", "anonymize", "--regions", "r.csv"], status: 65,
      words: ["r.csv line 3", "y is 'x'", "a whole number of pixels"]),
    Refusal(
      name: "images smaller than a crop", script: "cp -r $IMAGES/pairs/filled in",
      arguments: ["--model", "srgan"], status: 65,
      words: ["24 images smaller than a crop", "of 32x32", "at least 48 pixels"]),
    Refusal(
      name: "a wrong scale", script: "cp -r $IMAGES/pairs/filled in",
      arguments: ["--model", "srgan", "--scale", "3"], status: 64, words: ["--scale 3", "2 or 4"]),
    Refusal(
      name: "an option of another model", script: "cp -r $IMAGES/pairs in",
      arguments: ["--model", "pix2pix", "--loss", "dualgan"], status: 64,
      words: ["--loss", "pix2pix"]),
    Refusal(
      name: "an option of models that draw", script: "cp -r $IMAGES/pairs in",
      arguments: ["--model", "pix2pix", "--rows", "5"], status: 64, words: ["--rows", "pix2pix"]),
    Refusal(
      name: "an option of these models for others", script: "cp -r $IMAGES/shapes in",
      arguments: ["--scale", "4"], status: 64, words: ["--scale"]),
  ]

  @Test("What cannot be learned from is refused before the training", arguments: refusals)
  func refused(refusal: Refusal) throws {
    let scratch = try Command.Scratch()
    try "file,x,y,width,height\n00.png,8,8,10,10\n".write(
      to: scratch.url.appending(path: "r.csv"), atomically: true, encoding: .utf8)
    let prepared = try Command.shell(
      "IMAGES='\(Self.images)'; \(refusal.script)", in: scratch.url)
    #expect(prepared.status == 0, "\(prepared.error)")
    let outcome = try Command.run(
      ["--input", "in", "--output", "made", "--steps", "2", "--quiet"] + refusal.arguments,
      in: scratch.url)
    #expect(outcome.status == refusal.status, "\(outcome.error)")
    for word in refusal.words { #expect(outcome.error.contains(word), "\(outcome.error)") }
    #expect(!scratch.entries.contains { $0.hasPrefix("made") })
  }

  @Test("Models of images from images and models that draw are not mistaken for each other")
  func models() throws {
    let scratch = try Command.Scratch()
    let made = try Command.run(
      ["train", "--model", "pix2pix", "--input", Self.images + "/pairs", "--output", "m"]
        + ["--steps", "2", "--quiet"], in: scratch.url)
    #expect(made.status == 0, "\(made.error)")
    let sampled = try Command.run(["sample", "--model", "m"], in: scratch.url)
    #expect(sampled.status == 65 && sampled.error.contains("augment translate"))
    let back = try Command.run(
      ["translate", "--model", "m", "--input", Self.images + "/pairs/outline"]
        + ["--direction", "BtoA"], in: scratch.url)
    #expect(back.status == 64, "\(back.error)")
    let missing = try Command.run(
      ["translate", "--model", "nowhere", "--input", Self.images], in: scratch.url)
    #expect(missing.status == 66, "\(missing.error)")
  }
}
