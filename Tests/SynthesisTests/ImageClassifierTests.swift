import Encoding
import Synthesis
import Testing

@Suite struct ImageClassifierTests {
  @Test(arguments: [(8, 1), (24, 3)])
  func `classes that can be told are told`(size: Int, channels: Int) throws {
    let images = ToyImages.make(perClass: [60, 60, 60], size: size, channels: channels)
    let unseen = ToyImages.make(perClass: [30, 30, 30], size: size, channels: channels, seed: 9)
    let network = try ImageClassifierNetwork.train(
      images, imagesSeen: 4_000, seed: 1, threadCount: 2)
    let found = network.predict(unseen.pixels, threadCount: 2)
    #expect(found.features.count == 64 * unseen.count)
    #expect(!found.features.contains { !$0.isFinite })
    var right = 0
    for (place, label) in unseen.labels.enumerated() {
      let row = found.probabilities[place * 3..<(place + 1) * 3]
      #expect(abs(row.reduce(0, +) - 1) < 1e-4)
      if row.firstIndex(of: row.max() ?? 0) == row.startIndex + Int(label) { right += 1 }
    }
    #expect(right >= 88, "\(right) of 90")
  }

  @Test func `training and predicting do not depend on the number of threads`() throws {
    let images = ToyImages.make(perClass: [20, 0, 13])
    let found = try [1, 2, 3].map { threads in
      try ImageClassifierNetwork.train(images, imagesSeen: 800, seed: 4, threadCount: threads)
        .predict(images.pixels, threadCount: threads)
    }
    #expect(found[0].probabilities == found[1].probabilities)
    #expect(found[0].features == found[2].features)
  }

  @Test func `a single image and a single class are learned, none is refused`() throws {
    let one = ToyImages.make(perClass: [1])
    let network = try ImageClassifierNetwork.train(one, imagesSeen: 10, seed: 0, threadCount: 1)
    #expect(network.predict(one.pixels, threadCount: 1).probabilities == [1])
    #expect(throws: ImageTrainingError.noImages) {
      try ImageClassifierNetwork.train(
        ToyImages.make(perClass: [0]), imagesSeen: 10, seed: 0, threadCount: 1)
    }
  }
}

@Suite struct ImageSamplingTests {
  private func model() throws -> ImageModel {
    var configuration = ImageTrainingConfiguration()
    configuration.steps = 30
    return try ImageModel.train(
      ToyImages.make(perClass: [20, 20, 20]), configuration: configuration, threadCount: 2
    ) { _ in }
  }

  @Test func `an image depends on its draw alone`() throws {
    let model = try model()
    let whole = model.sample(classCounts: [70, 0, 3], seed: 2, threadCount: 2)
    let draws = [
      ImageDraw(label: 2, number: 1), ImageDraw(label: 0, number: 69),
      ImageDraw(label: 0, number: 0),
    ]
    let some = model.sample(draws, seed: 2, threadCount: 1)
    let size = whole.imageSize
    for (place, index) in [71, 69, 0].enumerated() {
      #expect(
        some.pixels[place * size..<(place + 1) * size]
          == whole.pixels[index * size..<(index + 1) * size])
    }
    #expect(model.sample(draws, seed: 3, threadCount: 1) != some)
  }

  @Test func `truncation makes images more alike`() throws {
    let model = try model()
    func spread(_ truncation: Double?) -> Double {
      let draws = (0..<200).map { ImageDraw(label: 0, number: $0) }
      let images = model.sample(draws, seed: 1, truncation: truncation, threadCount: 2)
      let mean = ToyImages.mean(images, of: 0)
      return images.pixels.enumerated().reduce(0) {
        $0 + abs(Double($1.element) - mean[$1.offset % images.imageSize])
      }
    }
    #expect(spread(0.3) < 0.7 * spread(nil))
    #expect(abs(spread(100) - spread(nil)) == 0)
  }

  @Test func `images are shown at every tenth of the training`() throws {
    var shown: [Int] = []
    var configuration = ImageTrainingConfiguration()
    configuration.steps = 25
    _ = try ImageModel.train(
      ToyImages.make(perClass: [9, 9]), configuration: configuration, threadCount: 1
    ) { progress in
      if let preview = progress.preview {
        shown.append(progress.step)
        #expect(preview.count == 16 && preview.labels.last == 1)
      }
    }
    #expect(shown == [3, 5, 8, 10, 13, 15, 18, 20, 23, 25])
  }
}
