package import Engine
package import Parallel

/// The network that makes images, with its sizes.
package struct ImageGenerator: Sendable {
  package let architecture: ImageArchitecture
  package var network: Network

  package init(architecture: ImageArchitecture, network: Network) {
    (self.architecture, self.network) = (architecture, network)
  }

  /// The layers that a trained generator has.
  package static func layers(_ architecture: ImageArchitecture) -> [any Layer] {
    architecture.family.kind.generator(architecture, progress: 1)
  }

  /// A generator from named tensors.
  /// - Throws: `ImageTrainingError.invalidFiles` when one is missing, misshaped or of an architecture that none can have.
  init(_ architecture: ImageArchitecture, from tensors: [String: Tensor], prefix: String) throws {
    try architecture.check()
    let layers = Self.layers(architecture)
    do throws(MissingTensor) {
      let found = try Network.find(layers, in: tensors, prefix: prefix)
      self.init(architecture: architecture, network: found)
    } catch {
      throw ImageTrainingError.invalidFiles(
        reason: "tensor '\(error.name)' is missing or misshaped")
    }
  }

  /// Images `[batch, height, width, channels]` in [-1, 1] of these latent vectors and classes.
  package func images(latents: Tensor, classes: [Int32], team: ThreadTeam) -> Tensor {
    let tape = Tape(team: team)
    return network.output(
      tape.constant(latents), leaves: network.constants(on: tape), on: tape, classes: classes,
      isTraining: false
    ).output.value
  }

  /// Images of these latent vectors and classes as bytes.
  func bytes(latents: [Float], classes: [Int32], team: ThreadTeam) -> [UInt8] {
    let latents = Tensor(latents, shape: [classes.count, architecture.latentWidth])
    return images(latents: latents, classes: classes, team: team).elements.map {
      UInt8(max(0, min(255, (($0 + 1) * 127.5).rounded())))
    }
  }
}
