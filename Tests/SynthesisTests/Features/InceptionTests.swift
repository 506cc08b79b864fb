import Encoding
import Engine
import Foundation
import Parallel
import Synthesis
import TestSupport
import Testing

/// Inception v3 against PyTorch, which runs its own code with the same weights in double precision.
@Suite struct InceptionTests {
  @Test(arguments: 0..<4)
  func `images are stretched, coloured and scaled as for PyTorch`(index: Int) throws {
    let set = try InceptionGolden.read.get().sets[index]
    let input = InceptionInput.tensor(
      set.images, 0..<set.count, team: ThreadTeam(threadCount: 2))
    #expect(input.shape == [set.count, 299, 299, 3])
    // PyTorch has channels first.
    let (elements, area) = (input.elements, 299 * 299)
    let found = stride(from: 0, to: input.count, by: 4_001).map { place in
      elements[(place / (3 * area) * area + place % area) * 3 + place / area % 3]
    }
    #expect(Mismatch(found, set.input, .init(absolute: 1e-5, relative: 1e-6)) == nil)
  }

  @Test func `the network has the parameters of torchvision's without its auxiliary classifier`()
    throws
  {
    let shapes = try InceptionGolden.read.get().shapes
    let trained = shapes.filter { !$0.key.contains("running") }
    let count = trained.values.reduce(0) { sum, shape in sum + shape.reduce(1, *) }
    // 23,834,568 with 1,000 classes.
    #expect(count == 23_834_568 + 8 * 2_049)
  }

  @Test func `features and probabilities of colours are PyTorch's`() throws {
    let set = try InceptionGolden.read.get().sets[1]
    let network = try InceptionGolden.network.get()
    #expect(network.classCount == 1_008)
    let result = network.features(set.images, threadCount: 2)
    #expect(set.differences(from: result) == [])
  }
}

/// The same for grey and large images and for those with opacity, and what holds for any network.
@Suite struct InceptionSlow {
  @Test(arguments: 0..<4)
  func `features and probabilities are PyTorch's`(index: Int) throws {
    let set = try InceptionGolden.read.get().sets[index]
    let network = try InceptionGolden.network.get()
    let result = network.features(set.images, threadCount: 2)
    #expect(set.differences(from: result) == [])
    let biased = network.features(set.images, threadCount: 2, addsClassBias: true)
    #expect(biased.features == result.features)
    #expect(set.differences(from: biased, isBiased: true) == [])
    #expect(set.differences(from: biased) != [])
  }

  @Test func `an image's features depend neither on threads nor on the images around it`() throws {
    let network = try InceptionGolden.network.get()
    let set = InceptionGolden.Images(height: 12, width: 9, channels: 1, count: 10)
    let together = network.features(set.images, threadCount: 2)
    for (image, threadCount) in [(0, 1), (8, 3)] {
      var one = set.images
      let size = one.imageSize
      one.pixels = Array(one.pixels[image * size..<(image + 1) * size])
      one.labels = [0]
      let alone = network.features(one, threadCount: threadCount)
      #expect(alone.features == Array(together.features[image * 2_048..<(image + 1) * 2_048]))
      #expect(
        alone.probabilities == Array(together.probabilities[image * 1_008..<(image + 1) * 1_008]))
    }
    let none = network.features(
      InceptionGolden.Images(height: 12, width: 9, channels: 1, count: 0).images, threadCount: 2)
    #expect(none.features.isEmpty && none.probabilities.isEmpty && none.classCount == 1_008)
  }
}
