import Foundation
import Reporting
import Testing

/// Pages in a real browser; needs `apt-get install chromium`, and says so where it is missing.
@Suite("The page in a browser", .serialized)
struct BrowserTests {
  /// Looks through a frame at a page: what sticks out of the frame or of its picture, and texts that overlap.
  private static let probe = """
    <!DOCTYPE html><html><body style="margin:0">
    <iframe id="frame" src="page.html" style="border:0;width:WIDTHpx;height:900px"></iframe><pre id="faults"></pre>
    <script>
    document.getElementById("frame").onload = function () {
      const page = this.contentDocument, faults = [];
      page.querySelectorAll("details").forEach(part => part.open = true);
      const across = page.documentElement.scrollWidth;
      if (across > WIDTH) faults.push("the page is " + across + " wide");
      for (const picture of page.querySelectorAll("svg[role=img]")) {
        const frame = picture.getBoundingClientRect(), name = picture.getAttribute("aria-label").slice(0, 60);
        if (frame.width < 20 || frame.height < 10) faults.push("too small: " + name);
        const texts = [...picture.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
        texts.forEach(([words, box], index) => {
          if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2 || box.bottom > frame.bottom + 3)
            faults.push("'" + words + "' sticks out of: " + name);
          for (const [others, other] of texts.slice(index + 1)) {
            const width = Math.min(box.right, other.right) - Math.max(box.left, other.left);
            const height = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
            if (width > 1.5 && height > 0.45 * Math.min(box.height, other.height))
              faults.push("'" + words + "' overlaps '" + others + "' in: " + name);
          }
        });
      }
      for (const picture of page.images) {
        if (!picture.naturalWidth || picture.width % picture.naturalWidth) faults.push("not drawn: " + picture.alt);
        const names = picture.parentNode.querySelector("ol");
        if (names && Math.abs(names.scrollHeight - picture.height) > 1) faults.push("names beside no row: " + picture.alt);
      }
      for (const part of page.querySelectorAll(".sheet, .tile, .check, .card, .chart, .banner"))
        if (part.scrollWidth > part.clientWidth + 2) faults.push("clipped: " + part.textContent.slice(0, 60));
      document.getElementById("faults").textContent = "done\\n" + faults.join("\\n");
    };
    </script></body></html>
    """

  private static let pages: [String: @Sendable () throws -> String] = [
    "full": { try ReportRenderer.html(try SamplePages.full()) },
    "hostile": { try ReportRenderer.html(try SamplePages.hostile()) },
    "wide": { try ReportRenderer.html(try SamplePages.wide()) },
    "images": { try ReportRenderer.html(try SampleImagePages.full()) },
    "hostile-images": { try ReportRenderer.html(try SampleImagePages.hostile()) },
    "many-images": { try ReportRenderer.html(try SampleImagePages.manyClasses()) },
  ]

  /// A folder with a page, removed afterwards; `AUGMENT_KEEP_PAGES` names a folder that keeps the pages.
  private func inFolder(_ name: String, _ body: (URL) throws -> Void) throws {
    let maker = try #require(Self.pages[name])
    let html = try maker()
    if let kept = ProcessInfo.processInfo.environment["AUGMENT_KEEP_PAGES"] {
      try html.write(toFile: "\(kept)/\(name).html", atomically: true, encoding: .utf8)
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try html.write(to: folder.appending(path: "page.html"), atomically: true, encoding: .utf8)
    try body(folder)
  }

  @Test(
    "Pages are drawn without an error on the console",
    .enabled(if: Browser.path != nil, "chromium is not installed"),
    arguments: ["full", "hostile", "images", "hostile-images"])
  func drawn(name: String) throws {
    try inFolder(name) { folder in
      let picture = folder.appending(path: "page.png")
      let outcome = try Browser.run(
        [
          "--window-size=1280,2400", "--screenshot=\(picture.path)",
          folder.appending(path: "page.html").absoluteString,
        ], in: folder)
      #expect(!outcome.hasTimedOut)
      #expect(!outcome.messages.contains("CONSOLE"), "\(outcome.messages)")
      let blank = folder.appending(path: "blank.png")
      _ = try Browser.run(
        ["--window-size=1280,2400", "--screenshot=\(blank.path)", "about:blank"], in: folder)
      // A picture of nothing is compressed to almost nothing.
      let sizes = try [picture, blank].map { try Data(contentsOf: $0).count }
      #expect(sizes[0] > 5 * sizes[1] && sizes[0] > 60_000, "\(sizes)")
    }
  }

  @Test(
    "Nothing sticks out or overlaps, on a phone and on a screen",
    .enabled(if: Browser.path != nil, "chromium is not installed"),
    arguments: ["full", "hostile", "wide", "images", "hostile-images", "many-images"], [360, 1_280])
  func layout(name: String, width: Int) throws {
    try inFolder(name) { folder in
      let probe = folder.appending(path: "probe.html")
      try Self.probe.replacingOccurrences(of: "WIDTH", with: "\(width)")
        .write(to: probe, atomically: true, encoding: .utf8)
      let outcome = try Browser.run(
        ["--window-size=1400,1000", "--dump-dom", probe.absoluteString], in: folder)
      let found = outcome.output.firstMatch(of: /<pre id="faults">([^<]*)<\/pre>/)
      let faults = try #require(found, "\(outcome.messages)").1
      #expect(faults.trimmingCharacters(in: .whitespacesAndNewlines) == "done", "\(faults)")
    }
  }
}
