/// The losses of one network over its training steps.
public struct LossCurve: Sendable, Equatable {
  /// What the network models.
  public var network: String
  /// Steps planned.
  public var stepCount: Int
  /// The panels, each with lines of one unit.
  public var panels: [Panel]

  /// The curves of a network.
  public init(network: String, stepCount: Int, panels: [Panel]) {
    self.network = network
    self.stepCount = stepCount
    self.panels = panels
  }

  /// Lines that share an axis.
  public struct Panel: Sendable, Equatable {
    /// What is drawn, such as `token loss`.
    public var title: String
    /// The unit of the vertical axis.
    public var unit: String
    /// The lines.
    public var lines: [Line]

    /// A panel of lines.
    public init(title: String, unit: String, lines: [Line]) {
      self.title = title
      self.unit = unit
      self.lines = lines
    }
  }

  /// One loss.
  public struct Line: Sendable, Equatable {
    /// Whose loss it is.
    public var name: String
    /// Steps, ascending, and losses; losses that are not finite are left out of the drawing.
    public var points: [Point]

    /// A line.
    public init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// A loss at a step.
  public struct Point: Sendable, Equatable {
    /// The step, from 1.
    public var step: Int
    /// The loss.
    public var loss: Double

    /// A point.
    public init(step: Int, loss: Double) {
      self.step = step
      self.loss = loss
    }
  }
}
