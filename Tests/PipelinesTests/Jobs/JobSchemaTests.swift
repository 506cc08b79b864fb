import Foundation
import Pipelines
import Testing

@Suite("Schema of pipeline files")
struct JobSchemaTests {
  @Test("pipelines/schema.json is what the keys make; `augment pipeline --schema` prints it anew")
  func committed() throws {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let committed = try String(
      contentsOf: root.appending(path: "pipelines/schema.json"), encoding: .utf8)
    #expect(committed == (try JobSchema.document))
  }
}
