import Foundation
import Testing

@Suite("Repository")
struct RepositoryTests {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Runs a script of the repository; its status and everything it prints.
  private func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = Self.root
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }

  /// Every file below a folder whose name ends so, by its path from the root.
  private func files(_ folder: String, ending: String) -> [String] {
    let path = Self.root.appending(path: folder).path
    return (FileManager.default.enumerator(atPath: path)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted()
      .map { folder + "/" + $0 }
  }

  @Test(
    "Imports and file sizes keep the rules",
    arguments: ["scripts/check-layers", "scripts/check-sizes"])
  func checks(script: String) throws {
    let result = try run([script])
    #expect(result.status == 0, "\(result.text)")
  }

  @Test("An import against the direction is found")
  func wrongImport() throws {
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "layers-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    for (folder, name, contents) in [
      ("scripts", "check-layers", try text("scripts/check-layers")),
      ("Sources/Engine", "A.swift", "internal import Datasets\n"),
      ("Sources/Datasets", "B.swift", "public import CZlib\n"),
    ] {
      let place = scratch.appending(path: folder)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try contents.write(to: place.appending(path: name), atomically: true, encoding: .utf8)
    }
    let result = try run(["bash", scratch.appending(path: "scripts/check-layers").path])
    #expect(result.status == 1)
    #expect(result.text.contains("Engine imports Datasets"))
    #expect(result.text.contains("internal import"))
  }

  @Test("Bare make lists every task")
  func makeHelp() throws {
    let result = try run(["make"])
    #expect(result.status == 0)
    for task in [
      "build", "demo", "test", "test-slow", "format", "lint", "check", "bench", "install",
      "uninstall", "clean",
    ] {
      #expect(result.text.contains("\n  \(task) "), "\(task) is not listed")
    }
  }

  @Test("The README is short, and every path and make task that it names exists")
  func readme() throws {
    let readme = try text("README.md")
    #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 200)
    let makefile = try text("Makefile")
    for match in readme.matches(of: /`?\bmake ([a-z-]+)/) {
      #expect(makefile.contains("\n\(match.1):"), "there is no task '\(match.1)'")
    }
    for match in readme.matches(of: /\]\(([^)#:]+)\)/) {
      let path = Self.root.appending(path: String(match.1)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(match.1) is missing")
    }
    for match in readme.matches(
      of: /(?:fixtures|pipelines|scripts|docs)\/[A-Za-z0-9_.\/-]*[A-Za-z0-9]/)
    {
      let path = Self.root.appending(path: String(match.0)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(match.0) is missing")
    }
  }

  @Test("Sources have no forced tries, traps or rag-bag names")
  func houseRules() throws {
    let banned = ["Utils", "Helpers", "Common", "Manager", "Misc"]
    for path in files("Sources", ending: ".swift") {
      let name = URL(filePath: path).deletingPathExtension().lastPathComponent
      #expect(!banned.contains { name.hasSuffix($0) }, "\(path)")
      let source = try text(path)
      #expect(!source.contains("try! "), "\(path)")
      #expect(!source.contains("fatalError("), "\(path)")
    }
  }

  @Test(
    "The fixtures' own scripts make the fixtures that are committed",
    arguments: [
      ("scripts/make-fixtures", ["tables", "invalid", "odd"]),
      ("scripts/make-image-fixtures", ["images"]),
    ])
  func fixturesAreMade(script name: String, folders: [String]) throws {
    guard try run(["python3", "--version"]).status == 0 else { return }
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "made-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let script = scratch.appending(path: name)
    try FileManager.default.createDirectory(
      at: script.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text(name).write(to: script, atomically: true, encoding: .utf8)
    let result = try run(["python3", script.path])
    #expect(result.status == 0, "\(result.text)")
    for folder in folders {
      let made = scratch.appending(path: "fixtures/\(folder)").path
      for name in try FileManager.default.subpathsOfDirectory(atPath: made) {
        let committed = Self.root.appending(path: "fixtures/\(folder)/\(name)")
        #expect(
          FileManager.default.contentsEqual(atPath: made + "/" + name, andPath: committed.path),
          "fixtures/\(folder)/\(name) differs")
      }
    }
  }
}
