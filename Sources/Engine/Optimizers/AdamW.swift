internal import CKernels
public import Parallel

/// AdamW with an optional exponential moving average of the weights, all in one pass over memory.
///
///     m = β₁ m + (1 - β₁) g;  v = β₂ v + (1 - β₂) g²
///     w = (1 - λ r) w - r m / (1 - β₁ⁿ) / (√(v / (1 - β₂ⁿ)) + ε)
///     average += (1 - d) (w - average)
/// - Source: Loshchilov and Hutter (2019), arXiv 1711.05101, algorithm 2.
public struct AdamW: Sendable {
  private let beta1: Float
  private let beta2: Float
  private let epsilon: Float
  private let decay: Float
  private let correctsBias: Bool
  private var first: [Tensor?] = []
  private var second: [Tensor] = []
  private var stepCount = 0

  /// An optimizer for tensors of these shapes; β₁ = 0 saves the first moment's memory.
  ///
  /// Without bias correction and with β₁ = 0 it is RMSProp (Tieleman and Hinton 2012, lecture 6.5).
  public init(
    shapes: [[Int]], beta1: Float, beta2: Float = 0.99, epsilon: Float = 1e-8, decay: Float = 0,
    correctsBias: Bool = true
  ) {
    self.correctsBias = correctsBias
    (self.beta1, self.beta2, self.epsilon, self.decay) = (beta1, beta2, epsilon, decay)
    first = shapes.map { beta1 == 0 ? nil : Tensor(repeating: 0, shape: $0) }
    second = shapes.map { Tensor(repeating: 0, shape: $0) }
  }

  /// The moments so far, first ones before second ones; without momentum only the second ones exist.
  package var moments: [Tensor] { first.compactMap { $0 } + second }
  /// Steps taken.
  package private(set) var stepsTaken: Int {
    get { stepCount }
    set { stepCount = newValue }
  }

  /// Goes on where another optimizer of the same shapes stood: its moments are copied.
  package mutating func restore(moments: [Tensor], stepsTaken: Int) {
    precondition(
      moments.map(\.shape) == self.moments.map(\.shape), "moments of other shapes")
    let own = first.compactMap { $0 }.count
    first = own == 0 ? first : moments.prefix(own).map { $0.copy() }
    second = moments.dropFirst(own).map { $0.copy() }
    self.stepsTaken = stepsTaken
  }

  /// Elements per piece of work.
  private static let chunk = 16_384

  /// Updates `weights` in place, and `averages` towards them with weight `1 - averageDecay`.
  public mutating func step(
    _ weights: [Tensor], gradients: [Tensor], rate: Float, averages: [Tensor]? = nil,
    averageDecay: Float = 0, team: ThreadTeam
  ) {
    stepCount += 1
    var options = ck_adam_options(
      rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, decay: decay,
      correction1: correctsBias ? 1 - power(beta1, stepCount) : 1,
      correction2: correctsBias ? 1 - power(beta2, stepCount) : 1,
      average_decay: averageDecay)
    for index in weights.indices {
      let (weight, gradient) = (weights[index], gradients[index])
      precondition(weight.shape == gradient.shape, "AdamW: \(weight.shape), \(gradient.shape)")
      let (m, v, average) = (first[index], second[index], averages?[index])
      withUnsafePointer(to: &options) { options in
        team.forEach((weight.count + Self.chunk - 1) / Self.chunk) { piece in
          let start = piece * Self.chunk
          ck_adam(
            min(Self.chunk, weight.count - start), options, gradient.pointer + start,
            weight.pointer + start, m.map { $0.pointer + start }, v.pointer + start,
            average.map { $0.pointer + start })
        }
      }
    }
  }

  private func power(_ base: Float, _ exponent: Int) -> Float {
    var result: Double = 1
    for _ in 0..<min(exponent, 100_000) where result > 1e-30 { result *= Double(base) }
    return Float(result)
  }
}
