public import Parallel

/// Precision, recall, density and coverage: whether fakes lie where real images are, and whether all of these are met.
///
/// Each image of a side has a ball whose radius is the distance to its k-th nearest other image of that side; a point is
/// inside when it is nearer than that.
/// - precision: the share of fakes inside the ball of any real image
/// - recall: the share of real images inside the ball of any fake
/// - density: the number of real balls that a fake is inside of, on average, divided by k; 1 is ideal, more is possible
/// - coverage: the share of real images with a fake inside their ball
///
/// Values depend on the numbers of images, so compare with those of as many real images.
/// - Source: Naeem et al. (2020), "Reliable fidelity and diversity metrics for generative models", arXiv 2002.09797;
///   Kynkäänniemi et al. (2019), arXiv 1904.06991.
public struct PRDC: Sendable, Equatable {
  /// The share of fakes near real images.
  public var precision: Score
  /// The share of real images near fakes, by the fakes' balls.
  public var recall: Score
  /// How densely real images lie around the fakes.
  public var density: Score
  /// The share of real images near fakes, by the real images' balls.
  public var coverage: Score

  /// The usual number of neighbours.
  public static let neighbourCount = 5

  /// The four numbers of two sets of features.
  public init(
    real: Features, fake: Features, neighbourCount: Int = neighbourCount, team: ThreadTeam
  ) {
    if let reason = Self.obstacle(real: real, fake: fake, neighbourCount: neighbourCount) {
      self.init(reason: reason)
      return
    }
    self.init(
      NeighbourBalls(real, neighbourCount: neighbourCount, team: team),
      NeighbourBalls(fake, neighbourCount: neighbourCount, team: team), team: team)
  }

  /// Why two sets of features have no such numbers, or nil.
  static func obstacle(real: Features, fake: Features, neighbourCount: Int) -> String? {
    if neighbourCount < 1 { return "there are no neighbours" }
    if min(real.count, fake.count) <= neighbourCount {
      return "it takes more than \(neighbourCount) images of each side"
    }
    return real.obstacle(to: fake)
  }

  /// Four times the reason why there is no number.
  public init(reason: String) {
    precision = .notApplicable(reason)
    recall = precision
    density = precision
    coverage = precision
  }

  /// The four numbers of two sides whose balls are known.
  init(_ real: NeighbourBalls, _ fake: NeighbourBalls, team: ThreadTeam) {
    struct Tally: Sendable {
      var ballCounts: [UInt8]
      var balls: Int
      var recalled: Int
      var covered: Int
    }
    // Chunks are large, as each has a count per fake; counts only need to tell 0 from more.
    let tallies = real.rows.mapDistances(to: fake.rows, team: team) { rows, distances -> Tally in
      var tally = Tally(
        ballCounts: [UInt8](repeating: 0, count: fake.rows.count), balls: 0, recalled: 0,
        covered: 0)
      for row in rows {
        let start = (row - rows.lowerBound) * fake.rows.count
        let radius = real.squaredRadii[row]
        var own = 0
        var isRecalled = false
        for index in 0..<fake.rows.count {
          let distance = distances[start + index]
          if distance < radius {
            own += 1
            tally.ballCounts[index] = 1
          }
          if distance < fake.squaredRadii[index] { isRecalled = true }
        }
        tally.balls += own
        tally.covered += own > 0 ? 1 : 0
        tally.recalled += isRecalled ? 1 : 0
      }
      return tally
    }
    var isPrecise = [Bool](repeating: false, count: fake.rows.count)
    for tally in tallies {
      for (index, count) in tally.ballCounts.enumerated() where count > 0 {
        isPrecise[index] = true
      }
    }
    let (realCount, fakeCount) = (Double(real.rows.count), Double(fake.rows.count))
    precision = Score(Double(isPrecise.count { $0 }) / fakeCount)
    recall = Score(Double(tallies.reduce(0) { $0 + $1.recalled }) / realCount)
    let balls = tallies.reduce(0) { $0 + $1.balls }
    density = Score(Double(balls) / (Double(real.neighbourCount) * fakeCount))
    coverage = Score(Double(tallies.reduce(0) { $0 + $1.covered }) / realCount)
  }
}

/// The vectors of one side, and how far the k-th nearest other one of each is.
struct NeighbourBalls: Sendable {
  let rows: FeatureRows
  let neighbourCount: Int
  let squaredRadii: [Double]

  init(_ features: Features, neighbourCount: Int, team: ThreadTeam) {
    let rows = FeatureRows(features)
    self.rows = rows
    self.neighbourCount = neighbourCount
    let chunks = rows.mapDistances(to: rows, team: team) { range, distances in
      range.map { row -> Double in
        let start = (row - range.lowerBound) * rows.count
        // Ascending; the vector itself is skipped by its index, so that copies of it count.
        var nearest = [Double](repeating: .infinity, count: neighbourCount)
        for index in 0..<rows.count where distances[start + index] < nearest[neighbourCount - 1] {
          if index == row { continue }
          var place = neighbourCount - 1
          while place > 0, nearest[place - 1] > distances[start + index] {
            nearest[place] = nearest[place - 1]
            place -= 1
          }
          nearest[place] = distances[start + index]
        }
        return nearest[neighbourCount - 1]
      }
    }
    squaredRadii = Array(chunks.joined())
  }
}
