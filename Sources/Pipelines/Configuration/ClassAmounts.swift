/// How many rows or images of classes: the same of every class, or of those that are named.
public struct ClassAmounts: Codable, Sendable, Equatable {
  /// Of every class that is not named; 0 where only named ones are asked for.
  public var everyClass: Int
  /// Of single classes, by name.
  public var named: [String: Int]

  /// Amounts; counts are 0 or more.
  public init(everyClass: Int = 0, named: [String: Int] = [:]) {
    (self.everyClass, self.named) = (everyClass, named)
  }

  /// Amounts as they are written on the command line: `500`, `cats=500`, several with commas between.
  /// - Throws: `PipelineError.invalidValue`.
  public init(options: [String]) throws(PipelineError) {
    self.init()
    for part in options.flatMap({ $0.split(separator: ",").map(String.init) }) {
      let sign = part.lastIndex(of: "=")
      let number = sign.map { String(part[part.index(after: $0)...]) } ?? part
      guard let count = Int(number), count >= 0 else {
        throw .invalidValue(
          name: "per-class-rows", found: part, expected: "a number, or class=number,")
      }
      if let sign {
        named[String(part[..<sign])] = count
      } else {
        everyClass = count
      }
    }
  }

  /// One count per class; classes that cannot be made get none unless they are named.
  /// - Throws: `PipelineError.unknownName` for a name that is no class, `invalidValue` for a class that cannot be made.
  func counts(classNames: [String], available: [Bool]) throws(PipelineError) -> [Int] {
    for name in named.keys.sorted() {
      guard let index = classNames.firstIndex(of: name) else {
        throw .unknownName(
          what: "class", name: name, nearest: nearestName(to: name, among: classNames),
          known: Array(classNames.prefix(30)))
      }
      if !available[index], named[name] != 0 {
        throw .invalidValue(
          name: "per-class-rows", found: name.shown(), expected: "a class with examples")
      }
    }
    let counts = classNames.indices.map { index in
      named[classNames[index]] ?? (available[index] ? everyClass : 0)
    }
    let limit = SamplingConfiguration.maximumRowCount
    var sum = 0
    for count in counts {
      // A single count beyond the limit ends the sum before it could overflow.
      sum = count < 0 || count > limit ? limit + 1 : sum + count
      if sum > limit { break }
    }
    if sum == 0 || sum > limit {
      throw .invalidValue(
        name: "per-class-rows", found: sum == 0 ? "0" : "too many",
        expected: "a whole number from 1 to \(limit.grouped) in all")
    }
    return counts
  }
}
