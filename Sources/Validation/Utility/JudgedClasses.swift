/// The classes whose scores enter a macro mean: those with enough test rows to say something.
///
/// One test row of a class can move the mean over five classes by a fifth of an area. With two classes, or where fewer
/// than two have enough rows, all are judged. The choice looks at the hold-out alone and is the same for every source.
struct JudgedClasses: Sendable, Equatable {
  /// The classes that are judged, ascending.
  let indices: [Int]
  /// The others.
  let leftOut: [LeftOutClass]

  /// The choice for these classes, given their test rows.
  init(names: [String], testRowCounts: [Int], smallestCount: Int) {
    let enough = names.indices.filter { testRowCounts[$0] >= smallestCount }
    if names.count <= 2 || enough.count < 2 {
      indices = Array(names.indices)
      leftOut = []
      return
    }
    indices = enough
    leftOut = names.indices.filter { testRowCounts[$0] < smallestCount }.map {
      LeftOutClass(
        name: names[$0], testRowCount: testRowCounts[$0],
        reason: "the hold-out has fewer than \(smallestCount) rows of this class")
    }
  }
}

/// A class that does not enter the macro means of the utility, and why.
public struct LeftOutClass: Codable, Sendable, Equatable {
  /// The label's text.
  public var name: String
  /// Hold-out rows of this class.
  public var testRowCount: Int
  /// Why it is left out, a phrase in lower case.
  public var reason: String
}
