/// Which networks a run trains, on which classes, for how many steps.
public struct TrainingPlan: Codable, Sendable, Equatable {
  /// One network and the classes that it samples.
  public struct Network: Codable, Sendable, Equatable {
    /// The classes that it samples, by index.
    public var classes: [Int]
    /// Whether it is trained on the rows of all classes, its own or not.
    public var isShared: Bool
    /// Rows that it is trained on.
    public var rowCount: Int
    /// Optimizer steps.
    public var stepCount: Int
    /// For a reader: the class's name, or what is shared.
    public var name: String
  }

  /// The networks, those with most work first.
  public var networks: [Network]

  /// A class with enough rows gets a network of its own, trained on its rows alone; the others share one that is trained on
  /// all rows, with the class as its condition.
  public init(
    classCounts: [Int], classNames: [String], tokenCount: Int, configuration: TrainingConfiguration
  ) {
    let used = classCounts.indices.filter { classCounts[$0] > 0 }
    let minimum =
      switch configuration.classSharing {
      case .auto: configuration.separateRowCount
      case .separate: 1
      case .shared: Int.max
      }
    let own = used.count > 1 ? used.filter { classCounts[$0] >= minimum } : []
    let others = used.filter { !own.contains($0) }
    func network(_ classes: [Int], _ isShared: Bool, _ rows: Int, _ name: String) -> Network {
      let steps = configuration.stepCount(
        rowCount: rows, tokenCount: tokenCount, classCount: classes.count)
      return Network(
        classes: classes, isShared: isShared, rowCount: rows, stepCount: steps, name: name)
    }
    networks = own.map { network([$0], false, classCounts[$0], classNames[$0]) }
    if !others.isEmpty {
      let name =
        others.count == 1
        ? classNames[others[0]] : (own.isEmpty ? "all classes" : "\(others.count) smaller classes")
      networks.append(network(others, true, classCounts.reduce(0, +), name))
    }
    networks.sort { ($0.stepCount, $0.rowCount) > ($1.stepCount, $1.rowCount) }
  }
}
