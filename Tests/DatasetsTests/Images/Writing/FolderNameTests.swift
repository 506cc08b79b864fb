import Datasets
import TestSupport
import Testing

@Suite struct FolderNameTests {
  @Test(arguments: [
    ("cat", "cat"), ("a/b", "a%2Fb"), ("..", "%2E%2E"), (".x", "%2Ex"), ("x.", "x%2E"), ("", "%"),
    ("%", "%25"), ("100%", "100%"), ("%41", "%2541"), ("100% wool", "100% wool"), ("é", "é"),
    ("con", "%63on"), ("LPT1.png", "%4CPT1.png"), ("a\u{7F}", "a%7F"),
    ("a\u{2028}b", "a%E2%80%A8b"),
    (" x ", "%20x%20"), ("x y", "x y"), ("console", "console"),
  ])
  func `a name is escaped where it must be, and only there`(name: String, folder: String) {
    #expect(FolderName.encoded(name) == folder)
    #expect(FolderName.decoded(folder) == name)
  }

  @Test(arguments: ["a%2fb", "50%25", "c%61t", "%zz", "con", "%E9", "%2", "a%~b"])
  func `a folder that is no class's name is its own`(folder: String) {
    #expect(FolderName.decoded(folder) == folder)
  }

  @Test func `no two names share a folder, even without regard to case`() {
    let names = ["Cat", "cat", "CAT", "%63at", "cAt", "é", "e\u{301}", "É"]
    let folders = FolderName.distinct(names)
    #expect(Set(folders.map { $0.lowercased() }).count == names.count)
    #expect(folders[0] == "Cat" && folders[1] == "%63at")
    #expect(folders.map(FolderName.decoded) == names)
  }

  @Test func `random names come back`() {
    var generator = SeededGenerator(seed: 6)
    let characters: [Character] = Array("ab.%/\\: 04F~\u{1}é日")
    var seen: [String: String] = [:]
    for _ in 0..<20_000 {
      let name = String(
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          characters.randomElement(using: &generator) ?? "a"
        })
      let folder = FolderName.encoded(name)
      #expect(FolderName.decoded(folder) == name)
      #expect(seen.updateValue(name, forKey: folder) ?? name == name)
    }
  }
}
