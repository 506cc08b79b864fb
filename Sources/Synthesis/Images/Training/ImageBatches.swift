internal import Encoding
package import Engine

/// The real images of every step: a class uniformly, then one of its images.
package struct ImageBatches: Sendable {
  private let images: EncodedImages
  /// The images of every class that has some.
  private let places: [[Int]]
  /// Those classes.
  private let classes: [Int32]

  /// The value of every channel that most borders show, in [-1, 1].
  package let background: [Float]
  /// The images of every class.
  package let classCounts: [Int]

  init(_ images: EncodedImages) {
    self.images = images
    background = images.background.map { Float($0) / 127.5 - 1 }
    classCounts = images.places.map(\.count)
    let all = images.places
    classes = all.indices.filter { !all[$0].isEmpty }.map(Int32.init)
    places = all.filter { !$0.isEmpty }
  }

  /// Classes drawn uniformly from those that have images.
  package func classes(_ count: Int, noise: Philox) -> [Int32] {
    noise.uniform(count: count).map { classes[index($0, classes.count)] }
  }

  /// A batch in [-1, 1], and its classes.
  package func real(_ count: Int, noise: Philox) -> (images: Tensor, classes: [Int32]) {
    let numbers = noise.uniform(count: 2 * count)
    var (labels, chosen): ([Int32], [Int]) = ([], [])
    for row in 0..<count {
      let place = index(numbers[2 * row], classes.count)
      labels.append(classes[place])
      chosen.append(places[place][index(numbers[2 * row + 1], places[place].count)])
    }
    return (images.tensor(chosen), labels)
  }

  /// Up to `count` images of every class that has at least two, evenly spread.
  package func samples(perClass count: Int) -> [(label: Int32, images: Tensor)] {
    zip(classes, places).filter { $0.1.count > 1 }.map { label, own in
      let wanted = min(count, own.count)
      return (label, images.tensor((0..<wanted).map { own[$0 * own.count / wanted] }))
    }
  }

  private func index(_ uniform: Float, _ count: Int) -> Int {
    min(count - 1, Int(uniform * Float(count)))
  }
}

extension EncodedImages {
  /// The images at these places as `[count, height, width, channels]` in [-1, 1].
  func tensor(_ chosen: [Int]) -> Tensor {
    let size = imageSize
    let result = Tensor(uninitialized: [chosen.count, height, width, channels])
    pixels.withUnsafeBufferPointer { pixels in
      for (row, image) in chosen.enumerated() {
        for place in 0..<size {
          result.pointer[row * size + place] = Float(pixels[image * size + place]) / 127.5 - 1
        }
      }
    }
    return result
  }
}
