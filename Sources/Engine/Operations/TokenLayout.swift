/// How a row is cut into tokens, and how wide each token's pieces of the activations are.
///
/// Letters used by the token operations: B rows in a batch, T tokens, K_t levels of token t, S = ΣK_t levels in all,
/// E the embedding's width, H the hidden width per token.
public struct TokenLayout: Sendable, Equatable {
  /// K_t: the number of levels of every token.
  public let sizes: [Int]
  /// Where each token's levels begin among all S.
  public let offsets: [Int]
  /// E: numbers per embedded token.
  public let embeddingWidth: Int
  /// H: hidden units per token.
  public let hiddenWidth: Int

  /// A layout for tokens with these numbers of levels.
  public init(sizes: [Int], embeddingWidth: Int, hiddenWidth: Int) {
    self.sizes = sizes
    self.embeddingWidth = embeddingWidth
    self.hiddenWidth = hiddenWidth
    var offsets: [Int] = []
    var sum = 0
    for size in sizes {
      offsets.append(sum)
      sum += size
    }
    self.offsets = offsets
    levelCount = sum
  }

  /// T.
  public var tokenCount: Int { sizes.count }
  /// S.
  public let levelCount: Int
  /// T·E: numbers per embedded row.
  public var embeddedWidth: Int { tokenCount * embeddingWidth }
  /// T·H: hidden units per row.
  public var rowWidth: Int { tokenCount * hiddenWidth }
}

/// One batch of rows as token codes and classes.
public struct TokenBatch: Sendable {
  /// `codes[token][row]`, each in `0 ..< K_t`.
  public var codes: [[Int32]]
  /// For every row, its class.
  public var classes: [Int32]

  /// A batch; every token has a code for every row.
  public init(codes: [[Int32]], classes: [Int32]) {
    self.codes = codes
    self.classes = classes
  }

  /// B.
  public var rowCount: Int { classes.count }
}
