import Encoding
import Engine
import Foundation
import Synthesis
import Testing

/// Files that are not the weights of Inception v3 are refused with a sentence.
@Suite struct InceptionFileTests {
  private func error(_ data: Data) throws -> InceptionError? {
    try InceptionGolden.withFile(data) { file in
      #expect(throws: InceptionError.self) { try InceptionNetwork(path: file.path) }
    }
  }

  private func error(_ tensors: [String: Tensor]) throws -> InceptionError? {
    try error(TensorFile.encode(tensors))
  }

  /// The first layer.
  private var first: [String: Tensor] {
    let name = "Conv2d_1a_3x3"
    var tensors = ["\(name).conv.weight": Tensor(repeating: 1, shape: [32, 3, 3, 3])]
    for part in ["weight", "bias", "running_mean", "running_var"] {
      tensors["\(name).bn.\(part)"] = Tensor(repeating: 1, shape: [32])
    }
    return tensors
  }

  @Test func `a file that is not there`() {
    let path = "/nowhere/inception.safetensors"
    let error = #expect(throws: InceptionError.self) { try InceptionNetwork(path: path) }
    guard case .unreadable(path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(
      error?.description.hasPrefix("the Inception weights '\(path)' cannot be read: ") == true)
  }

  @Test(arguments: ["", "PK\u{3}\u{4}, as PyTorch's own files begin", "12345678"])
  func `a file that is no safetensors file`(content: String) throws {
    let error = try #require(try error(Data(content.utf8)))
    guard case .invalidFile = error else {
      Issue.record("\(error)")
      return
    }
    #expect(error.description.contains("is not a safetensors file that can be used"))
    #expect(error.description.hasSuffix("make one with scripts/convert-inception"))
  }

  @Test func `a file without a tensor`() throws {
    for name in first.keys {
      let error = try #require(try error(first.filter { $0.key != name }))
      #expect(error.description.contains("lacks tensor '\(name)' of Inception v3; make one"))
    }
    // Everything of the first layer is there.
    let error = try #require(try error(first))
    #expect(error.description.contains("lacks tensor 'Conv2d_2a_3x3.conv.weight'"))
  }

  @Test func `a tensor of another shape`() throws {
    for name in first.keys {
      var tensors = first
      tensors[name] = Tensor(repeating: 1, shape: [32, 3])
      let expected = first[name]?.shape ?? []
      #expect(
        try error(tensors) == .wrongShape(name: name, expected: expected, found: [32, 3]))
    }
  }

  @Test(arguments: [Float.nan, .infinity])
  func `a tensor with what is no number`(value: Float) throws {
    for name in first.keys {
      var tensors = first
      let shape = first[name]?.shape ?? []
      tensors[name] = Tensor(repeating: value, shape: shape)
      let error = try error(tensors)
      guard case .invalidValue(name, _) = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func `a negative variance`() throws {
    let name = "Conv2d_1a_3x3.bn.running_var"
    var tensors = first
    tensors[name] = Tensor(repeating: -1, shape: [32])
    let error = try #require(try error(tensors))
    #expect(error.description.contains("tensor '\(name)' in "))
  }

  @Test func `tensors that the network does not use may have any type`() throws {
    var header = #"{"AuxLogits.fc.weight":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"#
    header +=
      #""Conv2d_1a_3x3.bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}"#
    var data = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    data += Data(header.utf8) + Data(repeating: 0, count: 8)
    let error = try #require(try error(data))
    #expect(error.description.contains("lacks tensor 'Conv2d_1a_3x3.conv.weight'"))
  }
}
