internal import Foundation

/// Small random changes that leave an image in its class: the usual way to more images, and one that synthetic ones have to beat.
///
/// Each copy is turned by up to 5°, scaled by up to a twentieth, shifted by up to a fourteenth of the side, between pixels by straight
/// lines, its border drawn out where it no longer fills the frame. Colours also get up to a tenth brighter or darker and
/// stronger or weaker in contrast; grey images do not, nor is anything mirrored: digits and letters would not survive it.
public struct ClassicalAugmentation: Sendable {
  /// The size of the images.
  public let shape: ImageShape

  private static let largestAngle = 5 * Double.pi / 180
  private static let largestScaling = 0.05
  private static let largestShift = 1.0 / 14
  private static let largestColorChange = 0.1

  /// Changes for images of this size.
  public init(shape: ImageShape) {
    self.shape = shape
  }

  /// A changed copy.
  public func changed(
    _ image: ArraySlice<UInt8>, using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    func draw(_ largest: Double) -> Double {
      Double.random(in: -largest...largest, using: &generator)
    }
    let angle = draw(Self.largestAngle)
    let scale = 1 + draw(Self.largestScaling)
    let (right, down) = (
      draw(Self.largestShift) * Double(shape.width), draw(Self.largestShift) * Double(shape.height)
    )
    let isColored = shape.channels >= 3
    let contrast = isColored ? 1 + draw(Self.largestColorChange) : 1
    let brightness = isColored ? 255 * draw(Self.largestColorChange) : 0
    let (cosine, sine) = (cos(angle) / scale, sin(angle) / scale)
    let (centerX, centerY) = (Double(shape.width - 1) / 2, Double(shape.height - 1) / 2)
    var result: [UInt8] = []
    result.reserveCapacity(shape.byteCount)
    for row in 0..<shape.height {
      for column in 0..<shape.width {
        // Where the pixel comes from.
        let (x, y) = (Double(column) - centerX - right, Double(row) - centerY - down)
        let source = (
          x: centerX + cosine * x + sine * y, y: centerY - sine * x + cosine * y
        )
        for channel in 0..<shape.channels {
          var level = level(image, channel, source.x, source.y)
          if channel < 3 { level = (level - 127.5) * contrast + 127.5 + brightness }
          result.append(UInt8(max(0, min(255, level.rounded()))))
        }
      }
    }
    return result
  }

  /// The level between pixels; outside of the image that of its border.
  private func level(_ image: ArraySlice<UInt8>, _ channel: Int, _ x: Double, _ y: Double) -> Double
  {
    let left = max(0, min(Double(shape.width - 1), x))
    let top = max(0, min(Double(shape.height - 1), y))
    let (column, row) = (Int(left), Int(top))
    let (nextColumn, nextRow) = (min(column + 1, shape.width - 1), min(row + 1, shape.height - 1))
    func pixel(_ row: Int, _ column: Int) -> Double {
      Double(image[image.startIndex + (row * shape.width + column) * shape.channels + channel])
    }
    let across = left - Double(column)
    let upper = pixel(row, column) * (1 - across) + pixel(row, nextColumn) * across
    let lower = pixel(nextRow, column) * (1 - across) + pixel(nextRow, nextColumn) * across
    return upper + (lower - upper) * (top - Double(row))
  }
}
