import Engine
import Foundation
import TestSupport
import Testing

/// Tensor files survive a round trip, agree with the safetensors library, and are refused when anything is wrong.
@Suite struct TensorFileTests {
  private let tensors: [String: Tensor] = [
    "a": Tensor([1, -2, 3.5, .infinity, -0.0, .leastNormalMagnitude], shape: [2, 3]),
    "scalar": Tensor([7], shape: []), "empty": Tensor([], shape: [4, 0]),
    "names / of \"any\" kind ü": Tensor((0..<100).map { Float($0) }, shape: [100]),
  ]

  @Test func `a round trip gives the same tensors and the same bytes`() throws {
    let data = try TensorFile.encode(tensors)
    let read = try TensorFile.decode(data)
    #expect(read.keys.sorted() == tensors.keys.sorted())
    for (name, tensor) in tensors {
      #expect(read[name]?.shape == tensor.shape)
      #expect(read[name]?.elements.map(\.bitPattern) == tensor.elements.map(\.bitPattern))
    }
    #expect(try TensorFile.encode(read) == data)
    let slice = (Data([1, 2, 3]) + data).dropFirst(3)
    #expect(try TensorFile.decode(slice).count == tensors.count)
  }

  @Test func `the library's file is read`() throws {
    let golden = try OperationsGolden.read().tensorFile
    let read = try TensorFile.decode(golden.base64)
    #expect(read.keys.sorted() == golden.tensors.keys.sorted())
    for (name, expected) in golden.tensors {
      #expect(read[name]?.shape == expected.shape)
      #expect(read[name]?.elements == expected.elements.map { Float($0) })
    }
  }

  @Test func `every cut of a file is refused`() throws {
    let data = try TensorFile.encode(["a": Tensor([1, 2, 3], shape: [3])])
    for count in 0..<data.count {
      #expect(throws: TensorFileError.self, "\(count) bytes") {
        try TensorFile.decode(data.prefix(count))
      }
    }
  }

  @Test(arguments: [
    (
      #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
      TensorFileError.invalidRange(name: "a")
    ),
    (#"{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}"#, .invalidRange(name: "a")),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,8]}}"#,
      .invalidRange(name: "a")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}}"#,
      .invalidRange(name: "a")
    ),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}"#, .invalidRange(name: "a")),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, .invalidRange(name: "a")),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, .invalidRange(name: "a")),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#, .invalidRange(name: "a")),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}"#, .invalidRange(name: "a")),
    (#"{"a":{"dtype":"F32","shape":[],"data_offsets":[0,0]}}"#, .invalidRange(name: "a")),
    (
      #"{"a":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}"#,
      .unsupportedType(name: "a", type: "BF16")
    ),
    (#"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}"#, .invalidRange(name: "a")),
    (#"{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}"#, .invalidHeader),
    (#"{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}"#, .invalidHeader),
    (#"{"a":{"dtype":"F32","shape":[1e30],"data_offsets":[0,8]}}"#, .invalidHeader),
    (#"{"a":{"dtype":3,"shape":[2],"data_offsets":[0,8]}}"#, .invalidHeader),
    (#"{"a":{"shape":[2],"data_offsets":[0,8]}}"#, .invalidHeader),
    (#"{"a":[]}"#, .invalidHeader), (#"[]"#, .invalidHeader), ("", .invalidHeader),
    (#"{"a":"#, .invalidHeader),
  ])
  func `a header that breaks the format's rules is refused`(header: String, error: TensorFileError)
  {
    #expect(throws: error) { try TensorFile.decode(Self.file(header: header)) }
  }

  @Test(arguments: [UInt64.max, 1 << 63, 100_000_001, 1_000])
  func `a header longer than the file is refused`(length: UInt64) {
    var data = Self.file(header: "{}")
    withUnsafeBytes(of: length.littleEndian) { data.replaceSubrange(0..<8, with: $0) }
    #expect(throws: TensorFileError.self) { try TensorFile.decode(data) }
  }

  @Test func `metadata and an empty header are read`() throws {
    #expect(try TensorFile.decode(Self.file(header: #"{"__metadata__":{"a":"b"}}"#)).isEmpty)
    #expect(try TensorFile.decode(Self.file(header: "{}")).isEmpty)
  }

  @Test func `halves are read as floats`() throws {
    // 1, -2, the largest, the smallest above zero: 1, 5 and 10 bits of sign, exponent and fraction.
    let halves: [UInt16] = [0x3C00, 0xC000, 0x7BFF, 0x0001]
    var data = Self.file(header: #"{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]}}"#)
    data.removeLast(8)
    for half in halves { withUnsafeBytes(of: half.littleEndian) { data.append(contentsOf: $0) } }
    let read = try #require(try TensorFile.decode(data)["a"])
    #expect(read.shape == [2, 2])
    #expect(read.elements == [1, -2, 65_504, 0x1p-24])
  }

  @Test func `of tensors that are not wanted, nothing is looked at`() throws {
    let file = Self.file(
      header: #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64"}}"#)
    #expect(try TensorFile.decode(file) { $0 == "a" }.keys.sorted() == ["a"])
    #expect(throws: TensorFileError.invalidHeader) { try TensorFile.decode(file) }
  }

  /// A file with this header and eight bytes of tensors.
  private static func file(header: String) -> Data {
    var data = Data()
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    return data + Data(header.utf8) + Data(repeating: 0, count: 8)
  }

  @Test(arguments: UInt64(1)...20)
  func `random damage is refused or read, and never stops the program`(seed: UInt64) throws {
    let original = try TensorFile.encode(tensors)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var data = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        // Mostly the header: that is where damage does most.
        let reach = Bool.random(using: &generator) ? min(300, data.count) : data.count
        let place = Int.random(in: 0..<reach, using: &generator)
        let digits = Array("0123456789-[]{},:\"e.".utf8)
        data[place] =
          Bool.random(using: &generator)
          ? digits[Int.random(in: 0..<digits.count, using: &generator)]
          : UInt8.random(in: 0...255, using: &generator)
      }
      do {
        let read = try TensorFile.decode(data)
        #expect(read.values.allSatisfy { $0.elements.count == $0.count }, "seed \(seed)")
      } catch {
        #expect(error is TensorFileError, "seed \(seed): \(error)")
      }
    }
  }
}

/// Files that others wrote, among the data shared between checkouts.
@Suite struct SharedTensorFileTests {
  static let archive = Repository.sharedFile("suites/safetensors_npy_valid.tar.gz")

  @Test(
    .enabled(
      if: archive != nil, "the shared suite safetensors_npy_valid.tar.gz is not on this machine"),
    arguments: [
      ("jfk-codes.safetensors", [TensorFileError.unsupportedType(name: "codes", type: "I64")]),
      (
        "voices.safetensors",
        [.unsupportedType(name: "tokens", type: "I64"), .unsupportedType(name: "mask", type: "U8")]
      ),
    ])
  func `valid files of integers are understood, and refused by type`(
    name: String, errors: [TensorFileError]
  ) throws {
    let tar = Process()
    tar.executableURL = URL(filePath: "/bin/tar")
    tar.arguments = ["-xzOf", try #require(Self.archive).path, "safetensors_npy_valid/\(name)"]
    let pipe = Pipe()
    tar.standardOutput = pipe
    try tar.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    tar.waitUntilExit()
    try #require(data.count > 10_000)
    let error = #expect(throws: TensorFileError.self) { try TensorFile.decode(data) }
    #expect(error.map(errors.contains) == true, "\(String(describing: error))")
  }
}
