extension Table {
  /// Tables with the same columns, one below the other.
  public init(joining parts: [Table]) {
    guard let first = parts.first else {
      self.init(columns: [])
      return
    }
    self.init(
      columns: first.columns.indices.map { index in
        Column(joining: parts.map { $0.columns[index] })
      })
  }
}

extension Column {
  /// Columns one below the other, under the name of the first; a text that several have is one level.
  public init(joining parts: [Column]) {
    guard let first = parts.first else {
      self.init(name: "", levels: [], codes: [])
      return
    }
    self = first
    var index = Dictionary(zip(levels, Int32(0)...), uniquingKeysWith: { first, _ in first })
    codes.reserveCapacity(parts.reduce(0) { $0 + $1.codes.count })
    for part in parts.dropFirst() {
      if part.levels == first.levels {
        codes += part.codes
        continue
      }
      let places = part.levels.map { text -> Int32 in
        if let place = index[text] { return place }
        let place = Int32(levels.count)
        index[text] = place
        levels.append(text)
        return place
      }
      codes += part.codes.lazy.map { places[Int($0)] }
    }
  }
}
