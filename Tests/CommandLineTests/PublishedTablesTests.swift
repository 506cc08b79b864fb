import Foundation
import Testing

/// Tables that other systems have published for Adult, judged as any user would; beside the repository, else skipped.
@Suite("Published synthetic tables rank as in their papers")
struct PublishedTablesTests {
  private static let folder = Command.root.appending(path: "../shared/data/published_synthetic")
    .standardizedFileURL.path

  private static var areThere: Bool {
    FileManager.default.fileExists(atPath: folder + "/adult_tabsyn_run1.csv.gz")
  }

  private func scores(_ name: String) throws -> [String: Double] {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      [
        "validate", "--real", "\(Self.folder)/adult_argn_train.csv.gz", "--synthetic",
        "\(Self.folder)/adult_\(name)_run1.csv.gz", "--metrics", "shape,marginals", "--quiet",
        "--json",
        "--no-gate",
      ], in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    let summary = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let metrics = try #require((summary as? [String: Any])?["metrics"] as? [[String: Any]])
    return Dictionary(
      metrics.compactMap { entry in
        guard let name = entry["name"] as? String, let score = entry["score"] as? Double else {
          return nil
        }
        return (name, score)
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test(
    "TabSyn before TabularARGN, its private form and STaSy",
    .enabled(if: areThere, "there is no ../shared/data beside the repository"))
  func ranking() throws {
    let found = try ["tabsyn", "tabargn", "tabargn_dp", "stasy"].map(scores)
    for metric in ["shape", "marginals"] {
      let values = found.compactMap { $0[metric] }
      #expect(
        values.count == 4 && zip(values, values.dropFirst()).allSatisfy { $0 > $1 }, "\(values)")
    }
  }
}
