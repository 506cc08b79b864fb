import Foundation
import Pipelines
import Testing

@Suite("Run directory")
struct RunDirectoryTests {
  /// A parent for run directories, removed with its owner.
  private final class Parent {
    let path = FileManager.default.temporaryDirectory.appending(path: "runs-\(UUID().uuidString)")
      .path

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var entries: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    func text(_ name: String) -> String? {
      try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }
  }

  private func make(_ parent: Parent, _ text: String, force: Bool = false) throws {
    let directory = try RunDirectory(path: parent.path + "/made", replacesExisting: force)
    try directory.write(Data(text.utf8), to: "manifest.json")
    try directory.commit()
  }

  @Test("Nothing stands under the name before commit, everything after it")
  func commit() throws {
    let parent = try Parent()
    let directory = try RunDirectory(path: parent.path + "/made/", replacesExisting: false)
    try directory.makeDirectory("model")
    try directory.write(Data("1".utf8), to: "model/a.json")
    try directory.write(Data("2".utf8), to: "b.json")
    #expect(directory.files() == ["b.json", "model/a.json"])
    #expect(!FileManager.default.fileExists(atPath: parent.path + "/made"))
    try directory.commit()
    directory.discard()
    #expect(parent.entries == ["made"])
    #expect(parent.text("made/model/a.json") == "1")
  }

  @Test("Without commit nothing stays")
  func discard() throws {
    let parent = try Parent()
    do {
      let directory = try RunDirectory(path: parent.path + "/made", replacesExisting: false)
      try directory.write(Data("1".utf8), to: "a")
    }
    #expect(parent.entries.isEmpty)
  }

  @Test("An earlier run is replaced as a whole, if asked for")
  func replace() throws {
    let parent = try Parent()
    try make(parent, "old")
    #expect(throws: PipelineError.outputExists(path: parent.path + "/made")) {
      try make(parent, "new")
    }
    #expect(parent.text("made/manifest.json") == "old")
    try make(parent, "new", force: true)
    #expect(parent.text("made/manifest.json") == "new")
    #expect(parent.entries == ["made"])
  }

  @Test("What no run has made is not replaced")
  func foreign() throws {
    let parent = try Parent()
    try Data("mine".utf8).write(to: URL(filePath: parent.path + "/made"))
    #expect(throws: PipelineError.notARun(path: parent.path + "/made")) {
      try make(parent, "new", force: true)
    }
    #expect(parent.text("made") == "mine")
  }

  @Test("What a killed run has left is removed by the next one")
  func abandoned() throws {
    let parent = try Parent()
    // No process has this number: it is above the system's limit.
    let left = parent.path + "/.made.4194999.part"
    try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
    try make(parent, "new")
    #expect(parent.entries == ["made"])
  }

  @Test("A missing parent is reported")
  func missingParent() {
    #expect(throws: PipelineError.self) {
      _ = try RunDirectory(path: "/no/such/parent/made", replacesExisting: false)
    }
  }
}
