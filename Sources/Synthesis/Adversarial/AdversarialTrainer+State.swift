internal import Engine

/// The state of a run, to be kept and taken up.
extension AdversarialTrainer {
  private static let snapshotPrefix = "snapshot."

  /// Copies of the tensors of the state and of the one to go back to, with the numbers of the latter where it is not this one.
  func keptState() -> (tensors: [String: Tensor], snapshot: TrainerState.Scalars?) {
    var tensors = state.tensors.mapValues { $0.copy() }
    if snapshot.scalars.step == state.scalars.step { return (tensors, nil) }
    for (name, tensor) in snapshot.tensors {
      tensors[Self.snapshotPrefix + name] = tensor.copy()
    }
    return (tensors, snapshot.currentScalars)
  }

  /// Goes on from such a state; without the numbers of a snapshot it is itself the one to go back to.
  mutating func restore(
    _ tensors: [String: Tensor], _ scalars: TrainerState.Scalars,
    snapshot earlier: TrainerState.Scalars?
  ) throws {
    state = try state.restored(tensors, scalars)
    if let earlier {
      let prefix = Self.snapshotPrefix
      let own = tensors.compactMap { name, tensor in
        name.hasPrefix(prefix) ? (String(name.dropFirst(prefix.count)), tensor) : nil
      }
      snapshot = try state.restored(Dictionary(uniqueKeysWithValues: own), earlier)
    } else {
      snapshot = state.copy()
    }
    arrange(state.scalars.step)
  }

  /// Makes this state the one to go back to, as it is for whoever goes on from a checkpoint of it.
  mutating func keepSnapshot() {
    if state.isFinite { snapshot = state.copy() }
  }
}
