import Datasets
import Testing

@Suite struct ImageSetTests {
  @Test func `a subset keeps classes, names and pixels`() throws {
    let set = TestImages.set(6, classes: ["a", "b", "c"])
    let part = set.images(at: [5, 0])
    #expect(part.count == 2 && part.labels == [2, 0] && part.classNames == set.classNames)
    #expect(part.image(at: 0).elementsEqual(set.image(at: 5)))
    #expect(part.names == ["image 5", "image 0"] && part.classCounts == [1, 0, 1])
  }

  @Test func `equal images are counted, and those with another label apart`() throws {
    let set = TestImages.set(6, classes: ["a", "b"])
    let doubled = set.images(at: [0, 1, 0, 2, 0, 5, 4, 3])
    #expect(DuplicateImages(of: set, team: TestImages.team).count == 0)
    var found = DuplicateImages(of: doubled, team: TestImages.team)
    #expect(found.count == 2 && found.acrossClassesCount == 0)
    var relabelled = doubled
    relabelled.labels[4] = 1
    found = DuplicateImages(of: relabelled, team: TestImages.team)
    #expect(found.count == 2 && found.acrossClassesCount == 1)
  }
}
