import Foundation
import Testing

@Suite("sample draws from a saved model", .serialized)
struct SampleTests {
  private static let loans = Command.root.appending(path: "fixtures/tables/loans.csv").path
  private static let shapes = Command.root.appending(path: "fixtures/images/shapes").path

  /// A directory with a model of the loans, and what the run wrote.
  private static let trained: Command.Scratch? = {
    guard let scratch = try? Command.Scratch() else { return nil }
    for arguments in [
      ["--input", loans, "--rows", "300", "--output", "loans", "--label", "default"],
      ["--input", shapes, "--rows", "12", "--output", "shapes", "--no-gain"],
    ] {
      _ = try? Command.run(
        arguments + ["--steps", "6", "--no-gate", "--quiet"], in: scratch.url)
    }
    return scratch
  }()

  private func models() throws -> Command.Scratch { try #require(Self.trained) }

  private func model(_ name: String) throws -> String {
    try models().url.appending(path: name).path
  }

  private func sample(
    _ arguments: [String], model: String = "loans", in scratch: Command.Scratch
  ) throws -> Command.Outcome {
    try Command.run(
      ["sample", "--model", try self.model(model), "--quiet"] + arguments, in: scratch.url)
  }

  private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

  @Test("With the run's seed and number of rows it gives the run's rows again, from either folder")
  func equalsRun() throws {
    let scratch = try Command.Scratch()
    for (name, folder) in [("a.csv", "loans"), ("b.csv", "loans/model/")] {
      let outcome = try sample(["--rows", "300", "--output", name], model: folder, in: scratch)
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(scratch.data(name) == (try models().data("loans/synthetic.csv")), "\(folder)")
    }
  }

  @Test("Same seed, same bytes, over several pieces and whatever the number of threads")
  func repeatable() throws {
    let scratch = try Command.Scratch()
    for (name, threads, seed) in [
      ("a", "1", "5"), ("b", "2", "5"), ("c", "3", "5"), ("d", "2", "6"),
    ] {
      for format in ["csv", "jsonl", "csv.gz", "npz"] {
        let outcome = try sample(
          [
            "--rows", "70000", "--threads", threads, "--seed", seed, "--output",
            "\(name).\(format)",
          ], in: scratch)
        #expect(outcome.status == 0, "\(outcome.error)")
      }
    }
    for format in ["csv", "jsonl", "csv.gz", "npz"] {
      let first = try #require(scratch.data("a.\(format)"))
      #expect(first == scratch.data("b.\(format)") && first == scratch.data("c.\(format)"))
      #expect(first != scratch.data("d.\(format)"))
    }
    let rows = lines(scratch.text("a.csv")).dropFirst()
    #expect(rows.count == 70_000)
    // The first column is a key: none twice, over all pieces, and none of those learned from; of the held-out ones the model knows nothing.
    let keys = Set(rows.map { $0.prefix { $0 != "," } })
    #expect(keys.count == 70_000)
    let real = Set(
      try String(contentsOfFile: Self.loans, encoding: .utf8).split(separator: "\n").map {
        $0.prefix { $0 != "," }
      })
    #expect(keys.intersection(real).count < 150)
  }

  @Test("Classes get exactly what is asked for, and cells are spelled as in the data")
  func classes() throws {
    let scratch = try Command.Scratch()
    func counts(_ name: String) -> [Int] {
      let rows = lines(scratch.text(name))
      let place = rows[0].split(separator: ",").firstIndex(of: "default") ?? 0
      let labels = rows.dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false)[place]
      }
      return Dictionary(grouping: labels) { $0 }.map(\.value.count).sorted()
    }
    #expect(
      try sample(["--rows", "101", "--balance", "--output", "a.csv"], in: scratch).status == 0)
    #expect(counts("a.csv") == [50, 51])
    #expect(try sample(["--per-class-rows", "7", "--output", "b.csv"], in: scratch).status == 0)
    #expect(counts("b.csv") == [7, 7])
    #expect(try sample(["--output", "c.csv"], in: scratch).status == 0)
    #expect(counts("c.csv").reduce(0, +) == 1_351)
    let real = try String(contentsOfFile: Self.loans, encoding: .utf8)
    let header = real.prefix { $0 != "\n" }
    #expect(scratch.text("c.csv").hasPrefix(header + "\n"))
    let validated = try Command.run(
      ["validate", "--real", Self.loans, "--synthetic", "c.csv", "--no-gate", "--quiet", "--json"],
      in: scratch.url)
    #expect(validated.status == 0, "\(validated.error)")
    let report = scratch.text("c-validated/report.json")
    #expect(report.contains("adherence.category"))
  }

  @Test("Standard output gets the rows alone, and the file's name says the format")
  func output() throws {
    let scratch = try Command.Scratch()
    let piped = try Command.run(
      ["sample", "--model", try model("loans"), "--rows", "50", "--output", "-", "--quiet"],
      in: scratch.url)
    #expect(piped.status == 0 && piped.error.isEmpty)
    #expect(lines(piped.output).count == 51)
    let told = try Command.run(
      ["sample", "--model", try model("loans"), "--rows", "50", "--output", "-"], in: scratch.url)
    #expect(told.output == piped.output && told.error.contains("Drew 50 rows"))
    let json = try sample(["--rows", "3", "--output", "x.jsonl"], in: scratch)
    #expect(json.status == 0 && json.output.contains("Written to x.jsonl"))
    let objects = try lines(scratch.text("x.jsonl")).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.count == 3)
    #expect(try sample(["--rows", "3"], in: scratch).status == 0)
    #expect(scratch.data("loans-sampled.csv") != nil)
    let again = try sample(["--rows", "3"], in: scratch)
    #expect(again.status == 73 && again.error.contains("--force"))
    #expect(try sample(["--rows", "4", "--force"], in: scratch).status == 0)
    #expect(lines(scratch.text("loans-sampled.csv")).count == 5)
    #expect(!scratch.entries.contains { $0.hasSuffix(".part") })
  }

  @Test("Other programs read what is written")
  func otherPrograms() throws {
    let scratch = try Command.Scratch()
    for format in ["csv", "csv.gz", "jsonl", "npz"] {
      let outcome = try sample(["--rows", "200", "--output", "x.\(format)"], in: scratch)
      #expect(outcome.status == 0, "\(outcome.error)")
    }
    let checked = try Command.shell(
      """
      zcat x.csv.gz | cmp - x.csv || exit 1
      command -v python3 > /dev/null || exit 0
      python3 -m zipfile -t x.npz && python3 - << 'END'
      import csv, json
      rows = [json.loads(line) for line in open("x.jsonl", encoding="utf-8")]
      cells = list(csv.DictReader(open("x.csv", encoding="utf-8", newline="")))
      assert len(rows) == len(cells) == 200 and list(rows[0]) == list(cells[0])
      for row, cell in zip(rows, cells):
          assert row["loan_id"] == cell["loan_id"] and type(row["home_owner"]) in (bool, type(None))
          assert float(row["amount"]) == float(cell["amount"])
      try: import numpy
      except ImportError: raise SystemExit
      arrays = numpy.load("x.npz", allow_pickle=False)
      names, x = list(arrays["feature_names"]), arrays["X"]
      assert x.shape == (200, len(names)) and x.dtype == numpy.float32
      assert list(arrays["class_names"]) == ["no", "yes"] and arrays["y"].shape == (200,)
      assert [float(cell["amount"]) for cell in cells] == list(x[:, names.index("amount")])
      assert [["no", "yes"].index(cell["default"]) for cell in cells] == list(arrays["y"])
      END
      """, in: scratch.url)
    #expect(checked.status == 0, "\(checked.output)\(checked.error)")
  }

  @Test("Images are drawn into class folders with their list; the run's own come again")
  func images() throws {
    let scratch = try Command.Scratch()
    for (name, threads) in [("a", "1"), ("b", "2")] {
      let outcome = try sample(
        ["--per-class-rows", "4", "--output", name, "--threads", threads], model: "shapes",
        in: scratch)
      #expect(outcome.status == 0, "\(outcome.error)")
    }
    let files = scratch.entries.filter { $0.hasPrefix("a/") }.map { String($0.dropFirst(2)) }
    #expect(files.count { $0.hasSuffix(".png") } == 12)
    for file in files where scratch.data("a/\(file)") != nil {
      #expect(scratch.data("a/\(file)") == scratch.data("b/\(file)"), "\(file)")
    }
    let list = lines(scratch.text("a/manifest.csv"))
    #expect(list[0] == "file,class,seed" && list.count == 13)
    let first = "circle/synthetic_000001.png"
    #expect(scratch.data("a/\(first)") == (try models().data("shapes/synthetic/\(first)")))
    let other = try sample(
      ["--rows", "6", "--truncation", "0.5", "--output", "c"], model: "shapes", in: scratch)
    #expect(other.status == 0)
    #expect(scratch.data("c/\(first)") != scratch.data("a/\(first)"))
    #expect(try sample(["--output", "c"], model: "shapes", in: scratch).status == 73)
    #expect(try sample(["--output", "c", "--force"], model: "shapes", in: scratch).status == 0)
  }

  @Test(
    "Bad requests end with one sentence and the right code, and leave nothing behind",
    arguments: [
      (64, ["--rows", "0"], "loans"), (64, ["--rows", "-3"], "loans"),
      (64, ["--rows", "5", "--per-class-rows", "5"], "loans"),
      (64, ["--per-class-rows", "maybe=3"], "loans"), (64, ["--format", "xml"], "loans"),
      (64, ["--truncation", "1"], "loans"), (64, ["--truncation", "0"], "shapes"),
      (64, ["--format", "csv"], "shapes"), (64, ["--where", "age > 3"], "shapes"),
      (64, ["--like", "x.csv", "--rows", "3"], "loans"), (66, ["--like", "x.csv"], "loans"),
      (64, ["--like", "x.csv"], "shapes"), (65, ["--where", "age > 500"], "loans"),
      (64, ["--output", "-"], "shapes"),
      (64, ["--threads", "0"], "loans"), (66, [], "nowhere"), (65, [], "loans/model/model.json"),
      (65, [], "shapes/synthetic"), (73, ["--output", "no/such/place.csv"], "loans"),
    ])
  func refused(code: Int, arguments: [String], name: String) throws {
    let scratch = try Command.Scratch()
    let outcome = try sample(arguments, model: name, in: scratch)
    #expect(outcome.status == code, "\(outcome.error)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.hasPrefix("augment: error: "))
    #expect(lines(outcome.error).count == 1)
    #expect(scratch.entries.isEmpty)
  }

  @Test("Damaged, foreign and newer models are refused with code 65")
  func damaged() throws {
    let scratch = try Command.Scratch()
    for (index, change) in [
      "truncate -s -100 m/model.safetensors", "rm m/sampling.json", "rm m/model.safetensors",
      "sed -i 's/\"formatVersion\":1/\"formatVersion\":9/' m/model.json",
      "sed -i 's/\"formatVersion\" : 1/\"formatVersion\" : 9/' m/sampling.json",
      "echo '{' > m/sampling.json", "echo '[]' > m/model.json",
      "cp '\(try model("shapes"))'/model/sampling.json m/",
    ].enumerated() {
      let made = try Command.shell(
        "rm -rf m && cp -r '\(try model("loans"))/model' m && \(change)", in: scratch.url)
      #expect(made.status == 0, "\(made.error)")
      let outcome = try Command.run(
        ["sample", "--model", "m", "--rows", "5", "--quiet"], in: scratch.url)
      #expect(outcome.status == (index == 2 ? 74 : 65), "\(change): \(outcome.error)")
      #expect(lines(outcome.error).count == 1, "\(change): \(outcome.error)")
      #expect(!scratch.entries.contains { $0.hasPrefix("m-sampled") })
    }
  }

  @Test("A full disk is told, and nothing half-written stays")
  func fullDisk() throws {
    let scratch = try Command.Scratch()
    let limited = try Command.shell(
      "ulimit -f 50; \"$AUGMENT\" sample --model '\(try model("loans"))' --rows 20000 --quiet",
      in: scratch.url)
    #expect(limited.status == 74, "\(limited.error)")
    #expect(scratch.entries.isEmpty)
    let full = try Command.shell(
      "\"$AUGMENT\" sample --model '\(try model("loans"))' --rows 9000 --quiet -o - > /dev/full",
      in: scratch.url)
    #expect(full.status == 74 && full.error.contains("standard output: writing failed"))
  }
}
