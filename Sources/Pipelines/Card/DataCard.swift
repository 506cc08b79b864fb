/// `README.md` of a run directory: what the dataset is, where it comes from, how good it is and how to load it.
///
/// It holds nothing that differs between two equal runs.
struct DataCard: Sendable, Equatable {
  /// A term and what it is.
  typealias Fact = (term: String, value: String)

  /// A class with how many real and synthetic examples it has.
  struct ClassRow: Sendable, Equatable {
    var name: String
    var realCount: Int
    var syntheticCount: Int
  }

  /// A metric beside what real examples reach.
  struct ScoreRow: Sendable, Equatable {
    var name: String
    var meaning: String
    var score: Double
    var noiseFloor: Double?
  }

  /// `rows` or `images`.
  var noun: String
  var title: String
  var facts: [(term: String, value: String)] = []
  var inputs: [ManifestFile] = []
  /// The command line that gives the same dataset.
  var command: String
  var files: [RunSummary.File] = []
  var classes: [ClassRow] = []
  var verdict: [String] = []
  var scores: [ScoreRow] = []
  var gate: Gate.Outcome
  var gateReasons: [String] = []
  /// Whether the run was told to publish whatever the gate says.
  var isGateOff = false
  var limits: [String] = []
  /// Lines of Python that load the dataset; empty where none was published.
  var loading: [String] = []

  static func == (left: DataCard, right: DataCard) -> Bool { left.text == right.text }

  /// The card in Markdown.
  var text: String {
    let parts = [
      ["# \(title.inMarkdown)"], [table(["", ""], facts.map { [$0.term, $0.value] })],
      section("How to load it", loading.isEmpty ? [] : ["```python"] + loading + ["```"]),
      section("Intended use and limits", limits.map { "- \($0)" }),
      section("How close it is", closeness), section("The gate", gateLines),
      section("Classes", classLines), section("Where it comes from", provenance),
      section(
        "Files", [table(["file", "what is in it"], files.map { ["`\($0.name)`", $0.detail] })]),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["## \(title)", ""] + lines
  }

  private var closeness: [String] {
    let rows = scores.map {
      [$0.name, $0.score.fourDecimals, $0.noiseFloor?.fourDecimals ?? "–", $0.meaning]
    }
    let header = ["metric", "synthetic \(noun)", "unseen real \(noun)", "meaning"]
    return verdict.map { "- \($0.inMarkdown)" }
      + (rows.isEmpty
        ? []
        : [
          "", "Beyond what unseen real \(noun) reach, a better score means nothing.", "",
          table(header, rows),
        ])
  }

  private var gateLines: [String] {
    let answer =
      switch gate {
      case .pass: "Passed: every check is within its limits."
      case .warn where isGateOff: "Switched off with --no-gate; its checks would have said:"
      case .warn: "Passed, with remarks:"
      case .fail: "Failed; nothing was published:"
      }
    return [answer] + (gateReasons.isEmpty ? [] : [""]) + gateReasons.map { "- \($0.inMarkdown)" }
  }

  /// At most this many classes are listed; the manifest and the report have all.
  private static let shownClassCount = 50

  private var classLines: [String] {
    if classes.count < 2 { return [] }
    let rows = classes.prefix(Self.shownClassCount).map {
      [$0.name.shown().inMarkdown, $0.realCount.grouped, $0.syntheticCount.grouped]
    }
    let rest = classes.count - rows.count
    return [table(["class", "real \(noun) learned from", "synthetic \(noun)"], rows)]
      + (rest > 0 ? ["", "And \(rest.grouped) more classes."] : [])
  }

  private var provenance: [String] {
    let rows = inputs.map { file in
      [
        file.role ?? "file", file.shownName.inMarkdown,
        file.byteCount.grouped, "`\(file.sha256)`",
      ]
    }
    return [
      table(["input", "name", "bytes", "SHA-256"], rows), "",
      "The same inputs, program and options give the same bytes:", "", "```sh", command, "```", "",
      "`\(RunFile.manifest)` has every default filled in, and the digest of every file.",
    ]
  }

  private func table(_ header: [String], _ rows: [[String]]) -> String {
    let lines =
      [header, header.map { _ in "---" }] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  /// What holds for all synthetic data of this program.
  static func commonLimits(_ noun: String) -> [String] {
    [
      "Meant for training and testing programs and for sharing the shape of the data; not for statements about single persons or things.",
      "Synthetic \(noun) repeat the biases and the errors of the real ones, and are no better at what the real ones show rarely.",
      "There is no formal guarantee of privacy: the scores below measure copies and nearness, they prove nothing. `model/` holds values of the real data; do not pass it on where those must not be.",
    ]
  }
}

extension ManifestFile {
  /// The path without its folders, as far as one is known.
  fileprivate var shownName: String {
    let trimmed = RunDirectory.withoutTrailingSlashes(path)
    if trimmed == "-" { return "standard input" }
    return trimmed.split(separator: "/").last.map { String($0).shown() } ?? trimmed.shown()
  }
}

extension String {
  /// Safe inside Markdown: nothing in it is markup.
  var inMarkdown: String {
    var text = ""
    for character in self {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~": text += "\\" + String(character)
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "&": text += "&amp;"
      default: text.append(character)
      }
    }
    return text
  }

  /// Safe as one word of a shell.
  var inShell: String {
    let plain =
      !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "._-/=,:+%@".unicodeScalars.contains(scalar))
      }
    return plain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
