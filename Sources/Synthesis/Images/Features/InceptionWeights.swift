internal import Engine
internal import Foundation

/// The tensors of a file with the weights of Inception v3, as a network's layers ask for them.
struct InceptionWeights {
  private let path: String
  private let tensors: [String: Tensor]

  /// Reads a safetensors file; what the network does not use, its auxiliary classifier included, is passed over.
  init(path: String) throws {
    self.path = path
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    } catch {
      throw InceptionError.unreadable(path: path, reason: error.localizedDescription)
    }
    do {
      tensors = try TensorFile.decode(data) { name in
        ["Conv2d_", "Mixed_", "fc."].contains(where: name.hasPrefix)
          && !name.hasSuffix("num_batches_tracked")
      }
    } catch {
      throw InceptionError.invalidFile(path: path, reason: String(describing: error))
    }
  }

  /// Layers one after another, on an input of so many channels, and how many channels they make.
  func sequence(
    _ layers: [InceptionLayer], channels: Int
  ) throws -> (layer: any FixedLayer, channels: Int) {
    var (built, width): ([any FixedLayer], Int) = ([], channels)
    for layer in layers {
      switch layer {
      case .convolution(let name, let filters, let window):
        built.append(try convolution(name, window, channels: width, filters: filters))
        width = filters
      case .pooling(let pooling): built.append(pooling)
      case .branches(let branches):
        let parts = try branches.map { try sequence($0, channels: width) }
        built.append(LayerBranches(parts.map(\.layer)))
        width = parts.reduce(0) { $0 + $1.channels }
      }
    }
    let last = built.removeLast()
    return (built.isEmpty ? last : LayerSequence(built, last: last), width)
  }

  /// The class layer, without its bias, and that bias.
  func classLayer() throws -> (layer: any FixedLayer, bias: [Float]) {
    let width = InceptionLayer.featureCount
    guard let found = tensors["fc.weight"] else { throw missing("fc.weight") }
    let classCount = found.shape.first ?? 0
    guard classCount > 0 else {
      throw InceptionError.wrongShape(
        name: "fc.weight", expected: [1_008, width], found: found.shape)
    }
    let weight = try tensor("fc.weight", [classCount, width])
    let bias = try tensor("fc.bias", [classCount]).elements
    let turned = Tensor(uninitialized: [1, 1, width, classCount])
    for label in 0..<classCount {
      for feature in 0..<width {
        turned.pointer[feature * classCount + label] = weight.pointer[label * width + feature]
      }
    }
    let layer = FixedConvolution(
      weight: turned, bias: Tensor(repeating: 0, shape: [classCount]),
      window: .init(rows: 1, columns: 1, pads: false))
    return (layer, bias)
  }

  /// What is added to a variance before its root is taken.
  private static let epsilon: Float = 1e-3

  /// A convolution with its norm folded in, and a rectifier.
  ///
  ///     weight'[u, v, c, f] = weight[f, c, u, v] factor[f]     factor = gain / √(variance + ε)
  ///     bias'[f]            = shift[f] - mean[f] factor[f]
  private func convolution(
    _ name: String, _ window: FixedConvolution.Window, channels: Int, filters: Int
  ) throws -> FixedConvolution {
    let area = window.rows * window.columns
    let weight = try tensor(
      "\(name).conv.weight", [filters, channels, window.rows, window.columns])
    func norm(_ part: String) throws -> [Float] {
      try tensor("\(name).bn.\(part)", [filters]).elements
    }
    let (gain, shift) = (try norm("weight"), try norm("bias"))
    let (mean, variance) = (try norm("running_mean"), try norm("running_var"))
    guard variance.allSatisfy({ $0 >= 0 }) else {
      throw InceptionError.invalidValue(name: "\(name).bn.running_var", path: path)
    }
    let folded = Tensor(uninitialized: [window.rows, window.columns, channels, filters])
    var bias: [Float] = []
    for filter in 0..<filters {
      let factor = gain[filter] / (variance[filter] + Self.epsilon).squareRoot()
      bias.append(shift[filter] - mean[filter] * factor)
      let source = weight.pointer + filter * channels * area
      for channel in 0..<channels {
        for tap in 0..<area {
          folded.pointer[(tap * channels + channel) * filters + filter] =
            source[channel * area + tap] * factor
        }
      }
    }
    return FixedConvolution(
      weight: folded, bias: Tensor(bias, shape: [filters]), window: window, slope: 0)
  }

  private func missing(_ name: String) -> InceptionError {
    .missingTensor(name: name, path: path)
  }

  private func tensor(_ name: String, _ shape: [Int]) throws -> Tensor {
    guard let tensor = tensors[name] else { throw missing(name) }
    guard tensor.shape == shape else {
      throw InceptionError.wrongShape(name: name, expected: shape, found: tensor.shape)
    }
    let elements = UnsafeBufferPointer(start: tensor.pointer, count: tensor.count)
    guard elements.allSatisfy(\.isFinite) else {
      throw InceptionError.invalidValue(name: name, path: path)
    }
    return tensor
  }
}

/// Why a file does not give the weights of Inception v3.
public enum InceptionError: Error, Equatable, CustomStringConvertible {
  /// There is no such file, or it may not be read.
  case unreadable(path: String, reason: String)
  /// The file is not in the safetensors format.
  case invalidFile(path: String, reason: String)
  /// The file lacks a tensor of the network.
  case missingTensor(name: String, path: String)
  /// A tensor has another shape than in the network.
  case wrongShape(name: String, expected: [Int], found: [Int])
  /// A tensor holds an infinity, no number, or a negative variance.
  case invalidValue(name: String, path: String)

  /// Where such a file comes from.
  private static let hint = "make one with scripts/convert-inception"

  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "the Inception weights '\(path)' cannot be read: \(reason)"
    case .invalidFile(let path, let reason):
      "'\(path)' is not a safetensors file that can be used (\(reason)); \(Self.hint)"
    case .missingTensor(let name, let path):
      "'\(path)' lacks tensor '\(name)' of Inception v3; \(Self.hint)"
    case .wrongShape(let name, let expected, let found):
      "tensor '\(name)' has shape \(found) where Inception v3 has \(expected); \(Self.hint)"
    case .invalidValue(let name, let path):
      "tensor '\(name)' in '\(path)' holds values that no network can use; \(Self.hint)"
    }
  }
}
