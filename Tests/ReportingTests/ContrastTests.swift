import Foundation
import Reporting
import Testing

/// Colours of the style sheet, judged as the Web Content Accessibility Guidelines judge them.
@Suite("Contrast")
struct ContrastTests {
  /// The variables of a block, by name.
  private func variables(_ block: Substring) -> [String: [Double]] {
    var found: [String: [Double]] = [:]
    for match in block.matches(of: /--([a-z-]+):#([0-9a-f]{3,6})\b/) {
      let digits = match.2.count == 3 ? match.2.map { "\($0)\($0)" }.joined() : String(match.2)
      let number = Int(digits, radix: 16) ?? 0
      found[String(match.1)] = [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
    }
    return found
  }

  /// Relative luminance, WCAG 2.1.
  private func luminance(_ colour: [Double]) -> Double {
    let linear = colour.map { $0 <= 0.03928 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  private func contrast(_ one: [Double], _ other: [Double]) -> Double {
    let (light, dark) = (
      max(luminance(one), luminance(other)), min(luminance(one), luminance(other))
    )
    return (light + 0.05) / (dark + 0.05)
  }

  @Test("Text reaches 4.5 to 1 and marks 3 to 1, in light and in dark")
  func ratios() throws {
    let html = try ReportRenderer.html(try SamplePages.sparse())
    let blocks = html.matches(of: /:root\{([^}]*)\}/).map { variables($0.1) }
    #expect(blocks.count == 2)
    for colours in blocks {
      let texts = [
        ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("link", "paper"),
        ("link", "card"), ("pass", "pass-ground"), ("warn", "warn-ground"),
        ("fail", "fail-ground"), ("ink", "pass-ground"), ("soft", "pass-ground"), ("ink", "more"),
        ("ink", "less"),
      ]
      let marks = [("real", "card"), ("synthetic", "card"), ("other", "card")]
      for (pairs, least) in [(texts, 4.5), (marks, 3)] {
        for (one, other) in pairs {
          let ratio = contrast(try #require(colours[one]), try #require(colours[other]))
          #expect(ratio >= least, "\(one) on \(other): \(ratio)")
        }
      }
    }
  }
}
