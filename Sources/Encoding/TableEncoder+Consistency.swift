internal import Datasets

extension TableEncoder {
  /// Whether all parts fit together, so that decoding any codes inside the tokens' sizes is safe. Fitting makes consistent encoders;
  /// one that was read from a file is checked before it is used.
  public var isConsistent: Bool {
    guard roles.count == schema.columns.count, labelIndex.map(roles.indices.contains) ?? true,
      tokens.allSatisfy({ $0.size >= 1 }), label.isConsistent
    else { return false }
    return roles.indices.allSatisfy { isConsistent(roles[$0], at: $0) }
  }

  private func isConsistent(_ role: ColumnRole, at index: Int) -> Bool {
    switch role {
    case .label: return index == labelIndex && !label.isModelled
    case .outside(let outside): return outside.isConsistent
    case .tokens(let first, let encoder, let offset):
      let own = encoder.encoder.tokens
      guard first >= 0, first <= tokens.count - own.count, encoder.encoder.isConsistent,
        Array(tokens[first..<first + own.count]) == own
      else { return false }
      return offset?.terms.allSatisfy { (0..<index).contains($0.index) } ?? true
    }
  }
}
