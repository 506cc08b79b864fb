internal import Glibc

/// Which levels tokens may have; what is left is drawn with its share of the network's probability.
///
/// The draws follow another distribution than the network's conditional one: a row is more frequent by the inverse of
///
///     w = Π_t P(a permitted level of token t | earlier tokens, class)
///
/// so a row that is kept with a probability proportional to w is a draw from the network given the limits.
/// - Source: importance weights of a sequential proposal, e.g. Liu (2001), Monte Carlo Strategies in Scientific Computing,
///   section 3.1.
public struct TokenLimits: Sendable {
  /// For every token whether each of its levels is permitted; nil where all are.
  public let permitted: [[Bool]?]

  /// Limits of every token; at least one level of each is permitted.
  public init(permitted: [[Bool]?]) {
    precondition(permitted.allSatisfy { $0?.contains(true) ?? true }, "a token without a level")
    self.permitted = permitted
  }

  /// No number, but so low that its level is never drawn.
  private static let never: Float = -1e30

  /// The bias of a token's levels with those that are not permitted ruled out.
  static func bias(_ bias: UnsafePointer<Float>, _ permitted: [Bool]) -> [Float] {
    permitted.indices.map { permitted[$0] ? bias[$0] : never }
  }

  /// Adds log P(a permitted level) of every row to `logWeights`.
  ///
  /// - Shapes: `logits` is `[levels, rows]`, before the bias.
  static func weigh(
    _ logits: UnsafePointer<Float>, _ bias: UnsafePointer<Float>, _ permitted: [Bool],
    _ logWeights: inout [Float]
  ) {
    let count = logWeights.count
    var top = [Float](repeating: -.greatestFiniteMagnitude, count: count)
    for level in permitted.indices {
      for row in 0..<count { top[row] = max(top[row], logits[level * count + row] + bias[level]) }
    }
    var all = [Float](repeating: 0, count: count)
    var part = [Float](repeating: 0, count: count)
    for level in permitted.indices {
      for row in 0..<count {
        let share = expf(logits[level * count + row] + bias[level] - top[row])
        all[row] += share
        if permitted[level] { part[row] += share }
      }
    }
    for row in 0..<count {
      logWeights[row] += logf(max(part[row] / all[row], .leastNormalMagnitude))
    }
  }

  /// Moves draws that rounding has put on a level that is not permitted to the next one that is.
  static func correct(_ codes: inout [Int32], _ permitted: [Bool]) {
    for row in codes.indices where !permitted[Int(codes[row])] {
      let code = Int(codes[row])
      let level = permitted[code...].firstIndex(of: true) ?? permitted.lastIndex(of: true) ?? code
      codes[row] = Int32(level)
    }
  }
}

/// Rows drawn under limits.
public struct LimitedRows: Sendable {
  /// `codes[token][row]`.
  public var codes: [[Int32]]
  /// For every row the logarithm of `w`, see `TokenLimits`; 0 without limits.
  public var logWeights: [Float]
}
