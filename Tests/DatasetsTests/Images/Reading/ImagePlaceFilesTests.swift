import Datasets
import Testing

@Suite("Files of a place of images")
struct ImagePlaceFilesTests {
  private func names(_ path: String) throws -> [String] {
    try ImagePlaceFiles.find(TestImages.fixture(path)).names
  }

  @Test("A folder has all its files, a list those beside it, an IDX file that of its labels")
  func places() throws {
    let shapes = try names("shapes")
    #expect(shapes.count == 120 && shapes.first == "circle/000.png" && shapes == shapes.sorted())
    let flat = try names("flat")
    #expect(flat.count == 19 && flat.contains("labels.csv"))
    #expect(try names("flat/labels.csv") == flat)
    #expect(try names("shapes.npz") == ["shapes.npz"])
    #expect(
      try names("idx/train-images-idx3-ubyte.gz")
        == ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"])
    #expect(try names("idx").count == 4)
  }

  @Test("A place that is missing is said to be")
  func missing() {
    #expect(throws: DatasetError.notFound(path: "no/such")) { try ImagePlaceFiles.find("no/such") }
  }
}
