import Foundation
import Reporting
import Testing
import Validation

@Suite("The page of a report")
struct ReportPageTests {
  private static let makers: [String: @Sendable () throws -> ReportPage] = [
    "full": SamplePages.full, "hostile": SamplePages.hostile, "sparse": SamplePages.sparse,
    "wide": SamplePages.wide,
  ]

  private func html(_ name: String) throws -> String {
    let maker = try #require(Self.makers[name])
    return try ReportRenderer.html(try maker())
  }

  @Test("Every page is well-formed, has all sections, one main heading and no script")
  func structure() throws {
    for name in Self.makers.keys.sorted() {
      let html = try html(name)
      let page = PageInspector(html)
      #expect(page.fault == nil, "\(name)")
      #expect(html.hasPrefix("<!DOCTYPE html>"))
      #expect(page.elements("script").isEmpty, "\(name)")
      #expect(page.elements("h1").count == 1)
      let identifiers = page.elements("section").compactMap { $0.attributes["id"] }
      for section in [
        "verdict", "gain", "metrics", "columns", "pairs", "classes", "privacy", "sample",
        "provenance",
      ] {
        #expect(identifiers.contains(section), "\(name) has no section '\(section)'")
      }
      #expect(identifiers.contains("training") == (name == "full" || name == "hostile"))
      let links = page.elements("a").compactMap { $0.attributes["href"] }
      for link in links {
        #expect(identifiers.contains(String(link.dropFirst())), "\(name): \(link) leads nowhere")
      }
      #expect(html.utf8.count < 600_000, "\(name) has \(html.utf8.count) bytes")
    }
  }

  @Test("Nothing is loaded from anywhere")
  func selfContained() throws {
    for name in Self.makers.keys {
      let html = try html(name)
      let page = PageInspector(html)
      for element in page.elements {
        for attribute in ["src", "data", "action", "poster", "srcset", "xlink:href"] {
          #expect(element.attributes[attribute] == nil, "\(name): \(element)")
        }
        if let link = element.attributes["href"] {
          #expect(link.hasPrefix("#"), "\(name): \(link)")
        }
        for attribute in element.attributes.keys {
          #expect(!attribute.hasPrefix("on"), "\(element)")
        }
      }
      #expect(page.elements("link").isEmpty && page.elements("iframe").isEmpty)
      #expect(html.firstMatch(of: /url\(|@import|https?:\/\//) == nil)
    }
  }

  @Test("Every picture says in words what it shows, or stands beside the words")
  func alternatives() throws {
    for name in Self.makers.keys {
      let page = PageInspector(try html(name))
      for picture in page.elements("svg") {
        let isSpoken =
          picture.attributes["role"] == "img" && (picture.attributes["aria-label"] ?? "").count > 20
        #expect(isSpoken || picture.attributes["aria-hidden"] == "true", "\(picture)")
      }
      for head in page.elements("th") { #expect(head.attributes["scope"] != nil) }
      #expect(page.elements("img").isEmpty)
    }
    #expect(PageInspector(try html("full")).elements("svg").count > 12)
  }

  @Test("Texts stay texts, whatever they hold")
  func hostile() throws {
    let page = PageInspector(try html("hostile"))
    #expect(page.fault == nil)
    for name in ["script", "img", "b", "i", "title"] {
      let count = page.elements(name).count
      #expect(count == (name == "title" ? 1 : 0), "\(name)")
    }
    #expect(page.text.contains("{{title}} <script>alert(6)</script>"))
    #expect(page.text.contains("\u{600}<script>alert(7)</script>"))
    #expect(!page.text.contains("\u{202e}") && !page.text.unicodeScalars.contains("\u{7}"))
    #expect(page.text.count { $0 == "p" } < 5_000, "long cells are cut")
  }

  @Test("Two renderings are equal byte for byte")
  func repeatable() throws {
    #expect(try html("full") == html("full"))
  }

  @Test("Nothing on the page is a number that does not exist")
  func numbers() throws {
    for name in Self.makers.keys {
      let page = PageInspector(try html(name))
      for picture in page.elements where picture.attributes["d"] != nil {
        let data = picture.attributes["d"] ?? ""
        #expect(!data.lowercased().contains("nan") && !data.lowercased().contains("inf"))
      }
      #expect(page.text.firstMatch(of: /\bnan\b|\binf\b|Optional\(/) == nil, "\(name)")
    }
  }

  @Test("What was left out of a wide table is said")
  func wide() throws {
    let page = PageInspector(try html("wide"))
    #expect(page.text.contains("60 columns that differ most are drawn; the other 440"))
    #expect(page.text.contains("40 columns of the pairs that are met worst are drawn; 460 others"))
    #expect(page.elements("figure").count < 80)
  }

  @Test("A failed gate is said first, with reason, value and limits")
  func failedGate() throws {
    let training = SamplePages.people(300, seed: 1)
    let report = try SamplePages.report(training, SamplePages.people(100, seed: 2), training)
    #expect(!report.gate.isPassed)
    var page = ReportPage(
      title: "t", outcome: "Nothing was published.", report: report, program: "augment")
    page.sampleReason = "As nothing was published, no rows are shown."
    let text = PageInspector(try ReportRenderer.html(page)).text
    #expect(text.contains("checks failed.") && text.contains("Nothing was published."))
    #expect(text.contains("100.0\u{a0}% measured; warns above"))
    #expect(text.contains("copy a training row"))
    #expect(text.contains("As nothing was published, no rows are shown."))
  }
}
