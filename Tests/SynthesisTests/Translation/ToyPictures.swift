import Engine
import Synthesis

/// Small made-up images: a bright square on dark ground, and the same as an outline in another colour.
enum ToyPictures {
  /// A square at a place; filled red, or outlined green.
  static func square(x: Int, y: Int, side: Int, edge: Int, isFilled: Bool) -> Picture {
    var pixels = [UInt8](repeating: 40, count: edge * edge * 3)
    for row in y..<y + side {
      for column in x..<x + side {
        let isEdge = row == y || row == y + side - 1 || column == x || column == x + side - 1
        if isFilled || isEdge { pixels[(row * edge + column) * 3 + (isFilled ? 0 : 1)] = 220 }
      }
    }
    return Picture(width: edge, height: edge, channels: 3, pixels: pixels)
  }

  /// Squares at places that depend on the number of the image.
  static func squares(_ count: Int, edge: Int = 16, isFilled: Bool) -> [Picture] {
    let numbers = Philox(key: 3).uniform(count: 3 * count)
    return (0..<count).map { place in
      let own = numbers[3 * place..<3 * place + 3].map { $0 }
      let side = 5 + Int(own[0] * Float(edge / 4))
      let free = Float(edge - side)
      return square(
        x: Int(own[1] * free), y: Int(own[2] * free), side: side, edge: edge, isFilled: isFilled)
    }
  }

  /// The middle of each image, blank in a mask.
  static func mask(edge: Int) -> Picture {
    var pixels = [UInt8](repeating: 0, count: edge * edge)
    for row in edge / 4..<3 * edge / 4 {
      for column in edge / 4..<3 * edge / 4 { pixels[row * edge + column] = 255 }
    }
    return Picture(width: edge, height: edge, channels: 1, pixels: pixels)
  }

  /// Every second pixel, and each of these as a square of four.
  static func halved(_ picture: Picture) -> (small: Picture, large: Picture) {
    let edge = picture.width / 2
    var small: [UInt8] = []
    for row in 0..<edge {
      for column in 0..<edge {
        for channel in 0..<3 {
          small.append(picture.pixels[(2 * row * picture.width + 2 * column) * 3 + channel])
        }
      }
    }
    var large: [UInt8] = []
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        for channel in 0..<3 { large.append(small[(row / 2 * edge + column / 2) * 3 + channel]) }
      }
    }
    return (
      Picture(width: edge, height: edge, channels: 3, pixels: small),
      Picture(width: picture.width, height: picture.height, channels: 3, pixels: large)
    )
  }

  /// What a kind of model learns from.
  static func examples(_ family: TranslationFamily, count: Int = 24) -> TranslationExamples {
    let (filled, outlined) = (squares(count, isFilled: true), squares(count, isFilled: false))
    switch family {
    case .pix2pix: return TranslationExamples(sources: outlined, targets: filled)
    case .cyclegan:
      return TranslationExamples(
        sources: Array(outlined.prefix(count / 2)), targets: Array(filled.suffix(count / 2)))
    case .srgan:
      let large = squares(count, edge: 48, isFilled: true)
      let small = large.map(halved)
      return TranslationExamples(
        sources: small.map(\.small), targets: large, bases: small.map(\.large))
    case .anonymize:
      let targets = squares(count, edge: 64, isFilled: true)
      return TranslationExamples(
        sources: targets, targets: targets,
        masks: targets.map { _ in mask(edge: 64) })
    }
  }

  /// The mean absolute difference.
  static func distance(_ a: Picture, _ b: Picture) -> Double {
    Double(zip(a.pixels, b.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) })
      / Double(a.pixels.count)
  }
}
