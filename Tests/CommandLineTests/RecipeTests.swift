import Foundation
import Testing

@Suite("Recipes in pipelines/")
struct RecipeTests {
  private static let recipes =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: Command.root.appending(path: "pipelines").path)) ?? []).filter {
      $0.hasSuffix(".yaml")
    }.sorted()

  /// The repository's recipes and fixtures in a place where they may write.
  private func copy() throws -> Command.Scratch {
    let scratch = try Command.Scratch()
    for name in ["pipelines", "fixtures"] {
      try FileManager.default.createDirectory(
        at: scratch.url.appending(path: name), withIntermediateDirectories: true)
    }
    for name in Self.recipes {
      try FileManager.default.copyItem(
        at: Command.root.appending(path: "pipelines/\(name)"),
        to: scratch.url.appending(path: "pipelines/\(name)"))
    }
    for name in ["tables", "images"] {
      try FileManager.default.copyItem(
        at: Command.root.appending(path: "fixtures/\(name)"),
        to: scratch.url.appending(path: "fixtures/\(name)"))
    }
    return scratch
  }

  @Test(
    "Every recipe opens with its purpose, command and time, and can be planned", arguments: recipes)
  func plan(name: String) throws {
    let scratch = try copy()
    let text = scratch.text("pipelines/\(name)")
    #expect(text.hasPrefix("# yaml-language-server: $schema=schema.json\n#\n# Purpose: "))
    #expect(text.contains("\n# Command: augment pipeline pipelines/\(name)"))
    #expect(text.contains("\n# Time:    "))
    let outcome = try Command.run(["pipeline", "pipelines/\(name)", "--dry-run"], in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)\(outcome.output)")
    #expect(outcome.output.contains("Expected time: "), "\(outcome.output)")
    #expect(!scratch.entries.contains { $0.contains("-runs") })
  }

  @Test("There are recipes")
  func present() { #expect(Self.recipes.count >= 5) }

  @Test("The recipe of images from images runs to its end")
  func images() throws {
    let scratch = try copy()
    let arguments = ["pipeline", "pipelines/images-from-images.yaml", "--set", "STEPS=4"]
    let outcome = try Command.run(arguments + ["--quiet"], in: scratch.url)
    #expect(outcome.output.contains("3 jobs: "), "\(outcome.error)\(outcome.output)")
    let made = "pipelines/images-from-images-runs"
    #expect(scratch.entries.contains("\(made)/hide/images/07.png"), "\(outcome.output)")
  }

  @Test("The recipe of several jobs runs to its end, and is planned as up to date then")
  func several() throws {
    let scratch = try copy()
    let arguments = ["pipeline", "pipelines/several-jobs.yaml", "--set", "STEPS=5"]
    let outcome = try Command.run(arguments + ["--jobs", "2", "--quiet"], in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)\(outcome.output)")
    #expect(outcome.output.contains("4 jobs: 4 done."), "\(outcome.output)")
    let made = "pipelines/several-jobs-runs"
    for name in ["loans/augmented.csv", "orders/report.html", "check-loans/report.json"] {
      #expect(scratch.entries.contains("\(made)/\(name)"))
    }
    let plan = try Command.run(arguments + ["--dry-run"], in: scratch.url)
    #expect(plan.output.contains("4 jobs, 4 of them up to date."), "\(plan.output)")
  }
}

@Suite("Keys of pipeline files and options of the command line")
struct JobKeyTests {
  /// What `--experimental-dump-help` prints, as far as it matters here.
  private struct ToolInfo: Decodable {
    struct Command: Decodable {
      var commandName: String
      var subcommands: [Command]?
      var arguments: [Argument]?
    }
    struct Argument: Decodable {
      struct Name: Decodable {
        var kind: String
        var name: String
      }
      var kind: String
      var names: [Name]?
    }
    var command: Command
  }

  /// The long names of a subcommand's options.
  private func options(of name: String) throws -> Set<String> {
    let outcome = try Command.run(["--experimental-dump-help"])
    let info = try JSONDecoder().decode(ToolInfo.self, from: Data(outcome.output.utf8))
    let command = try #require(info.command.subcommands?.first { $0.commandName == name })
    let names = command.arguments?.compactMap { argument in
      argument.names?.first { $0.kind == "long" && $0.name.count > 1 }?.name
    }
    return Set(names ?? [])
  }

  @Test("A job has a key for every option, but for those that a batch decides itself")
  func everyOption() throws {
    let printed = try Command.run(["pipeline", "--schema"])
    #expect(printed.status == 0)
    #expect(
      printed.output
        == (try String(
          contentsOf: Command.root.appending(path: "pipelines/schema.json"), encoding: .utf8)))
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [String: Any])
    let parts = schema["properties"] as? [String: [String: Any]]
    let job = parts?["jobs"]?["additionalProperties"] as? [String: Any]
    let keys = Set((job?["properties"] as? [String: Any] ?? [:]).keys)

    // A flag is true or false, and `gate` off; replacing and resuming are a batch's own affair, as is what it prints.
    let decided: Set = ["force", "resume", "quiet", "json", "help", "version"]
    let all = try options(of: "run").union(options(of: "validate")).union(options(of: "inspect"))
      .union(options(of: "sample"))
    let positive = all.filter { !$0.hasPrefix("no-") }
    #expect(keys == positive.subtracting(decided).union(["step", "needs"]))
  }
}
