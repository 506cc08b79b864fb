import Datasets
import Testing

@Suite struct TableJoiningTests {
  @Test func `cells follow each other, and a text that several tables have is one level`() {
    let one = Table(columns: [
      Column(name: "a", cells: ["x", "y"]), Column(name: "b", cells: ["1", "1"]),
    ])
    let two = Table(columns: [
      Column(name: "a", cells: ["z", "x"]), Column(name: "b", cells: ["1", "1"]),
    ])
    let joined = Table(joining: [one, two, one])
    #expect(joined.rowCount == 6)
    #expect((0..<6).map { joined.columns[0][$0] } == ["x", "y", "z", "x", "x", "y"])
    #expect(joined.columns[0].levels == ["x", "y", "z"])
    #expect(joined.columns[1].levels == ["1"])
    #expect(Table(joining: []).rowCount == 0)
    #expect(Table(joining: [one]) == one)
  }
}
