import Foundation
import Testing

@Suite("Images that cannot be learned from, and odd ones that can")
struct ImageInputTests {
  private static let shapes = Command.root.appending(path: "fixtures/images/shapes").path
  private static let invalid = Command.root.appending(path: "fixtures/images/invalid").path

  /// A refused case: what prepares the folder `in`, further arguments, the exit code, and words of the message.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    var arguments: [String] = []
    var status: Int32
    var words: [String]
    var testDescription: String { name }
  }

  private static let refusals = [
    Refusal(name: "an empty folder", script: "mkdir in", status: 65, words: ["no PNG image"]),
    Refusal(
      name: "a single image", script: "mkdir -p in/a && cp $SHAPES/circle/000.png in/a/",
      status: 65,
      words: ["1 image where at least 10"]),
    Refusal(
      name: "damaged images",
      script: "mkdir in && cp -r $SHAPES/circle in/ && cp $INVALID/*.png in/circle/",
      status: 65, words: ["cannot be read", "huge_header.png", "zero_bytes.png"]),
    Refusal(
      name: "photographs of another format",
      script: "mkdir -p in/a && for i in $(seq 12); do cp $INVALID/jpeg.png in/a/$i.png; done",
      status: 65, words: ["JPEG", "only PNG"]),
    Refusal(
      name: "an unreadable folder", script: "mkdir -p in/a && ln -s /nowhere/at/all in/b",
      status: 65,
      words: ["no PNG image"]),
    Refusal(
      name: "an option of tables", script: "cp -r $SHAPES in", arguments: ["--objective", "joint"],
      status: 64, words: ["--objective", "images"]),
    Refusal(
      name: "an unknown class", script: "cp -r $SHAPES in",
      arguments: ["--per-class-rows", "circel=5"], status: 64, words: ["'circel'", "'circle'"]),
    Refusal(
      name: "two ways to count", script: "cp -r $SHAPES in",
      arguments: ["--rows", "5", "--per-class-rows", "5"], status: 64, words: ["--rows 5"]),
    Refusal(
      name: "an impossible size", script: "cp -r $SHAPES in", arguments: ["--image-size", "0x8"],
      status: 64, words: ["a size is expected"]),
    Refusal(
      name: "a hold-out of other classes",
      script: "cp -r $SHAPES in && mkdir -p other && cp -r $SHAPES/circle other/disc",
      arguments: ["--holdout", "other"], status: 65, words: ["'disc'", "'circle'"]),
    Refusal(
      name: "absurd counts", script: "cp -r $SHAPES in",
      arguments: ["--per-class-rows", "9223372036854775807"], status: 64, words: ["too many"]),
    Refusal(
      name: "more images than memory holds", script: "cp -r $SHAPES in",
      arguments: ["--rows", "100000000", "--image-size", "128"], status: 64, words: ["memory"]),
    Refusal(
      name: "balance beside counts", script: "cp -r $SHAPES in",
      arguments: ["--balance", "--per-class-rows", "5"], status: 64, words: ["--balance"]),
    Refusal(
      name: "endless time", script: "cp -r $SHAPES in", arguments: ["--time-budget", "1e18"],
      status: 64, words: ["at most a year"]),
    Refusal(
      name: "networks beyond memory", script: "cp -r $SHAPES in",
      arguments: ["--image-size", "2000"], status: 64, words: ["at most 512 pixels"]),
    Refusal(
      name: "fewer images than a batch that compares them",
      script: "mkdir -p in/circle && cp $(ls $SHAPES/circle/* | head -12) in/circle",
      arguments: ["--model", "progressive"], status: 65, words: ["too few", "conditional"]),
    Refusal(
      name: "a hold-out that is the input by another name",
      script: "cp -r $SHAPES in && ln -s in again",
      arguments: ["--holdout", "again"], status: 64, words: ["'test'"]),
    Refusal(
      name: "a hold-out that repeats the input", script: "cp -r $SHAPES in && cp -r in again",
      arguments: ["--holdout", "again"], status: 65, words: ["unseen"]),
    Refusal(
      name: "no classes to choose a mix for", script: "mkdir in && cp -r $SHAPES/circle in/",
      arguments: ["--rows", "auto"], status: 65, words: ["single class"]),
    Refusal(
      name: "somebody's folder in the checkpoint's place",
      script: "cp -r $SHAPES in && mkdir made.checkpoint && echo x > made.checkpoint/thesis",
      status: 73, words: ["made.checkpoint"]),
    Refusal(
      name: "weights that are none", script: "cp -r $SHAPES in && echo no > w.safetensors",
      arguments: ["--inception", "w.safetensors"], status: 65,
      words: ["w.safetensors", "convert-inception"]),
  ]

  @Test("A folder is refused with exit code and sentence, and nothing stays", arguments: refusals)
  func refuses(_ refusal: Refusal) throws {
    let scratch = try Command.Scratch()
    let prepared = try Command.shell(
      "export SHAPES='\(Self.shapes)' INVALID='\(Self.invalid)'; \(refusal.script)", in: scratch.url
    )
    #expect(prepared.status == 0, "\(prepared.error)")
    let before = scratch.entries
    let outcome = try Command.run(
      ["--input", "in", "--output", "made", "--quiet"] + refusal.arguments, in: scratch.url)
    #expect(outcome.status == refusal.status, "\(outcome.error)")
    #expect(outcome.output.isEmpty && outcome.error.hasPrefix("augment: error: "))
    #expect(outcome.error.split(separator: "\n").count == 1)
    for word in refusal.words { #expect(outcome.error.contains(word), "\(outcome.error)") }
    #expect(scratch.entries == before)
  }

  @Test("An option of images is refused for a table")
  func table() throws {
    let scratch = try Command.Scratch()
    let table = Command.root.appending(path: "fixtures/tables/loans.csv").path
    let outcome = try Command.run(["--input", table, "--image-size", "28"], in: scratch.url)
    #expect(
      outcome.status == 64 && outcome.error.contains("--image-size does not apply to a table"))
  }

  @Test(
    "Classes of any name, size and kind are learned, and a few damaged files are skipped and told")
  func odd() throws {
    let scratch = try Command.Scratch()
    let long = String(repeating: "long ", count: 50)
    let prepared = try Command.shell(
      """
      mkdir -p in && cd in && mkdir 'con' 'a=b, "c"' '😀' '\(long)' one
      cp '\(Self.shapes)'/circle/00*.png con/ && cp '\(Self.shapes)'/cross/00*.png 'a=b, "c"/'
      cp '\(Self.shapes)'/square/00*.png '😀/' && cp '\(Self.shapes)'/square/01*.png '\(long)/'
      cp '\(Self.shapes)'/circle/020.png one/ && cp '\(Self.invalid)/truncated.png' con/
      ln -s .. con/loop
      """, in: scratch.url)
    #expect(prepared.status == 0, "\(prepared.error)")
    let outcome = try Command.run(
      [
        "--input", "in", "--output", "made", "--rows", "15", "--balance", "--steps", "4",
        "--no-gate", "--no-gain",
      ],
      in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("1 damaged file skipped"))
    #expect(
      outcome.error.contains("con/truncated.png") && outcome.error.contains("('one' has 1 image)"))
    #expect(scratch.text("made/report.json").contains("con/truncated.png"))
    let folders = Set(
      scratch.entries.filter { $0.hasPrefix("made/synthetic/") && $0.hasSuffix(".png") }
        .map { $0.split(separator: "/")[2] })
    #expect(folders.count == 5)
    #expect(folders.allSatisfy { $0.utf8.count <= 255 && $0 != ".." && $0.lowercased() != "con" })
  }

  @Test("Images of one pixel and of a long shape are learned")
  func shapes() throws {
    let scratch = try Command.Scratch()
    for size in ["1", "70x3"] {
      let outcome = try Command.run(
        [
          "--input", Self.shapes, "--image-size", size, "--fit", "stretch", "--output",
          "made-\(size)",
          "--rows", "6", "--steps", "3", "--no-gate", "--no-gain", "--quiet",
        ], in: scratch.url)
      #expect(outcome.status == 0, "\(outcome.error)")
      let wanted = size == "1" ? "1x1" : size
      #expect(outcome.output.contains("of \(wanted) from 120"))
    }
  }
}
