import Foundation
import Reporting
import Testing
import Validation

@Suite("The page of a run on images")
struct ImageReportPageTests {
  private static let makers: [String: @Sendable () throws -> ImageReportPage] = [
    "full": SampleImagePages.full, "hostile": SampleImagePages.hostile,
    "sparse": SampleImagePages.sparse, "many": SampleImagePages.manyClasses,
  ]

  private func html(_ name: String) throws -> String {
    let maker = try #require(Self.makers[name])
    return try ReportRenderer.html(try maker())
  }

  @Test("Every page is well-formed and has its sections in order, and links to nothing else")
  func structure() throws {
    let all = [
      "verdict", "sheets", "gain", "metrics", "classes", "selection", "training", "provenance",
    ]
    let missing = ["sparse": ["sheets", "selection", "training"], "many": ["training"]]
    for name in Self.makers.keys.sorted() {
      let html = try html(name)
      let page = PageInspector(html)
      #expect(page.fault == nil, "\(name)")
      let identifiers = page.elements("section").compactMap { $0.attributes["id"] }
      let expected = all.filter { !(missing[name] ?? []).contains($0) }
      #expect(identifiers == expected, "\(name)")
      let links = page.elements("a").compactMap { $0.attributes["href"] }
      #expect(links == ["#verdict"] + expected.map { "#" + $0 }, "\(name)")
      #expect(page.elements("h1").count == 1 && page.elements("script").isEmpty)
      #expect(html.firstMatch(of: /url\(|@import|https?:\/\//) == nil)
      #expect(page.text.firstMatch(of: /\bnan\b|\binf\b|Optional\(/) == nil, "\(name)")
      #expect(html.utf8.count < 1_200_000, "\(name) has \(html.utf8.count) bytes")
    }
  }

  @Test("Sheets are in the page itself, enlarged by whole factors, and said in words")
  func sheets() throws {
    let page = try SampleImagePages.full()
    let html = try ReportRenderer.html(page)
    let pictures = PageInspector(html).elements("img")
    #expect(pictures.count == 2)
    for (picture, sheet) in zip(pictures, page.sheets) {
      let source = try #require(picture.attributes["src"])
      #expect(source == "data:image/png;base64," + Data(sheet.png).base64EncodedString())
      #expect(picture.attributes["width"] == "\(sheet.width * 4)")
      #expect(picture.attributes["height"] == "\(sheet.height * 4)")
      #expect(
        picture.attributes["alt"]
          == "\(sheet.title): \(sheet.caption) Rows from the top: left, middle, right.")
    }
    #expect(
      html.contains("img-src\ndata:; style-src") && html.contains("image-rendering:pixelated"))
    let text = PageInspector(html).text
    #expect(text.contains("There is no picture."))
    #expect(try !ReportRenderer.html(try SamplePages.sparse()).contains("img-src"))
  }

  @Test("Wide, flat and impossible sheets are drawn as they are or not at all")
  func oddSheets() throws {
    var page = try SampleImagePages.sparse()
    let sizes = [(1_000, 20), (Int.max, 1), (3, Int.max), (-4, 4), (0, 0), (200, 10)]
    page.sheets = sizes.map {
      ImageSheet(
        title: "t", caption: "c", png: [1], width: $0.0, height: $0.1, rowNames: ["a", "b", "c"])
    }
    let inspector = PageInspector(try ReportRenderer.html(page))
    let widths = inspector.elements("img").map { $0.attributes["width"] }
    #expect(widths == ["1000", "\(Int.max)", "3", "800"])
    // Rows of seven pixels have no room for a name beside them.
    #expect(inspector.text.contains("Rows from the top: a, b, c."))
  }

  @Test("Texts stay texts, whatever they hold")
  func hostile() throws {
    let page = PageInspector(try html("hostile"))
    #expect(page.elements("script").isEmpty && page.elements("b").isEmpty)
    #expect(page.elements("title").count == 1 && page.elements("style").count == 1)
    for element in page.elements {
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") }, "\(element)")
      let source = element.attributes["src"]
      #expect(source == nil || source?.hasPrefix("data:image/png;base64,") == true)
    }
    #expect(page.text.contains("{{title}} <script>alert(6)</script>"))
    #expect(page.text.contains("\u{600}<script>alert(7)</script>"))
    #expect(!page.text.contains("\u{202e}"))
  }

  @Test("What was measured is on the page: tiles, checks, arms, metrics, classes and the choice")
  func numbers() throws {
    let page = try SampleImagePages.full()
    let text = PageInspector(try ReportRenderer.html(page)).text
    for sentence in page.report.verdictSentences {
      #expect(text.contains(sentence.replacing(" %", with: "\u{a0}%")), "\(sentence)")
    }
    for check in page.report.gate.checks { #expect(text.contains("--gate \(check.name)=")) }
    for metric in page.report.metrics { #expect(text.contains(metric.meaning)) }
    for label in ["Coverage lost in the worst class", "Classification accuracy score"] {
      #expect(text.contains(label))
    }
    let utility = try #require(page.report.utility)
    #expect(!utility.isBalanced && utility.rarestClass == "right")
    for title in [
      "real images alone", "half synthetic", "plain copies, all changed", "both together",
    ] {
      #expect(text.contains(title))
    }
    #expect(text.contains("recall of the rarest class") && text.contains("gain in class mean"))
    #expect(text.contains("‘half synthetic’ against ‘"))
    #expect(
      text.contains(
        "Of 1,362 images drawn, 80 were accepted; 90 were wanted. Rejected – the classifier sees "
          + "another class: 1,270; too near to a training image: 10."))
    #expect(text.contains("10 missing") && !text.contains("never met"))
  }

  @Test("Of many classes those come first that need a look, and the others are folded")
  func manyClasses() throws {
    let html = try html("many")
    #expect(PageInspector(html).elements("details").count == 2)
    let classes = try #require(html.components(separatedBy: "id=\"classes\"").last)
    let parts = classes.components(separatedBy: "<details>")
    func names(_ part: String) -> [String] {
      part.matches(of: /<th scope="row">class ([0-9]+)/).map { String($0.1) }
    }
    #expect(names(parts[0]) == (0..<50).map { "\(999 - $0)" })
    #expect(names(parts[1]).count == 1_000 && names(parts[1])[949] == "0")
    // The one class that lacks images leads the table of the choice.
    #expect(names(parts[1])[950] == "700")
    let text = PageInspector(html).text
    #expect(text.contains("Show 950 more classes"))
    #expect(text.contains("The 50 classes that lack most images come first; the other 950"))
  }

  @Test("Where nothing was measured, the page says why")
  func sparse() throws {
    let text = PageInspector(try html("sparse")).text
    #expect(text.contains("This could not be measured: no classifier was trained on the images."))
    #expect(text.contains("not applicable:\nthere are no features"))
    #expect(text.contains("Nothing was published."))
  }

  @Test("A choice among images survives JSON")
  func selectionJSON() throws {
    let selection = try SampleImagePages.full().selection
    let data = try JSONEncoder().encode(selection)
    #expect(try JSONDecoder().decode([ImageSelection].self, from: data) == selection)
  }
}
