import Engine
import Parallel
import Synthesis

/// Points of a plane against two small fully connected networks: the smallest match there is, and the example of docs/extending.md.
struct PointMatch: Match {
  /// Where the real points lie, and how far around.
  let centers: [(x: Float, y: Float)]
  let deviation: Float
  /// Units of the hidden layers.
  var width = 128
  /// Hidden layers of each network.
  var depth = 2
  /// How far out generated points lie before training, in multiples of what the layers begin with.
  var reach: Float = 1
  /// Numbers of a latent vector.
  var latentWidth = 8

  func networks(noise: Philox) -> Players {
    func layers(from: Int, to: Int) -> [any Layer] {
      let hidden = (1..<depth).map { _ in DenseLayer(from: width, to: width, slope: 0.2) }
      return [DenseLayer(from: from, to: width, slope: 0.2)] + hidden
        + [DenseLayer(from: width, to: to)]
    }
    let generator = layers(from: latentWidth, to: 2) + [OperationLayer(Scale(reach))]
    return Players(
      generators: [Network(generator, noise: noise.split(0))],
      discriminators: [Network(layers(from: 2, to: 1), noise: noise.split(1))])
  }

  func round(_ moment: Moment) -> Round {
    let (count, noise) = (moment.batchSize, moment.noise)
    let points = noise.split(0).normal([count, 2], deviation: deviation).elements
    let chosen = noise.split(1).uniform(count: count).map { Int($0 * Float(centers.count)) }
    let real = chosen.enumerated().flatMap { row, center in
      [points[2 * row] + centers[center].x, points[2 * row + 1] + centers[center].y]
    }
    let classes = [Int32](repeating: 0, count: count)
    return Round(
      real: [Shown(Tensor(real, shape: [count, 2]), classes: classes)],
      inputs: [noise.split(2).normal([count, latentWidth], deviation: 1)], classes: classes)
  }

  func play(_ round: Round, _ generators: [Seat], _ moment: Moment, on tape: Tape) -> Play {
    let seat = generators[0]
    let (points, norms) = seat.network.output(
      tape.constant(round.inputs[0]), leaves: seat.leaves, on: tape)
    return Play(outputs: [points], norms: [norms])
  }

  func diversity(_ generators: [Network], noise: Philox, team: ThreadTeam) -> [(
    label: Int, ratio: Double
  )] {
    let made = points(generators[0], count: 64, noise: noise)
    func spread(_ points: [(x: Float, y: Float)]) -> Double {
      let mean = points.reduce((0, 0)) { ($0.0 + $1.x, $0.1 + $1.y) }
      let count = Float(points.count)
      return points.reduce(0.0) {
        let (x, y) = ($1.x - mean.0 / count, $1.y - mean.1 / count)
        return $0 + Double(x * x + y * y)
      } / Double(count)
    }
    return [(0, (spread(made) / spread(centers)).squareRoot())]
  }

  /// Points that a generator makes.
  func points(_ generator: Network, count: Int, noise: Philox) -> [(x: Float, y: Float)] {
    let tape = Tape(team: ThreadTeam(threadCount: 1))
    let latents = tape.constant(noise.normal([count, latentWidth], deviation: 1))
    let output = generator.output(
      latents, leaves: generator.constants(on: tape), on: tape, isTraining: false
    ).output.value.elements
    return (0..<count).map { (output[2 * $0], output[2 * $0 + 1]) }
  }

  /// How many centers get at least a tenth of their share of points within three deviations, and the share of points within three
  /// deviations of any.
  func coverage(_ points: [(x: Float, y: Float)]) -> (modes: Int, quality: Double) {
    var hits = [Int](repeating: 0, count: centers.count)
    for point in points {
      let squares = centers.map {
        ($0.x - point.x) * ($0.x - point.x) + ($0.y - point.y) * ($0.y - point.y)
      }
      let nearest = squares.indices.min { squares[$0] < squares[$1] } ?? 0
      if squares[nearest] < 9 * deviation * deviation { hits[nearest] += 1 }
    }
    let share = points.count / centers.count
    return (
      hits.count { $0 >= share / 10 }, Double(hits.reduce(0, +)) / Double(points.count)
    )
  }
}
