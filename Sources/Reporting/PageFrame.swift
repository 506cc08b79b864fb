/// What every kind of page has.
protocol FramedPage {
  /// The title.
  var title: String { get }
  /// A few facts under the title.
  var facts: [String] { get }
  /// The program and its version.
  var program: String { get }
  /// How what it is about was made.
  var provenance: [ProvenanceGroup] { get }
  /// Files that lie beside the page.
  var files: [ProvenanceGroup.Fact] { get }
}

extension ReportPage: FramedPage {}

/// What stands around the sections of a page, whatever it is about.
struct PageFrame {
  /// A section in the navigation.
  struct Section {
    let identifier: String
    let title: String
  }

  let title: String
  let facts: String
  let program: String
  let style: String
  /// Whether the page holds pictures besides its drawings.
  let hasPictures: Bool
  let sections: [Section]
  let provenance: [ProvenanceGroup]
  let hasFiles: Bool
  let files: [ProvenanceGroup.Fact]

  /// A frame with links to the sections that have a title.
  init(
    _ page: some FramedPage, style: String, hasPictures: Bool,
    sections: [(identifier: String, title: String?)]
  ) {
    title = page.title
    facts = page.facts.joined(separator: " · ")
    program = page.program
    self.style = style
    self.hasPictures = hasPictures
    provenance = page.provenance
    hasFiles = !page.files.isEmpty
    files = page.files
    self.sections = sections.compactMap { section in
      section.title.map { Section(identifier: section.identifier, title: $0) }
    }
  }

  /// The frame of a table's page.
  init(_ page: ReportPage) {
    self.init(
      page, style: PageStyle.sheet, hasPictures: false,
      sections: [
        ("verdict", "Verdict"), ("gain", "Did it help?"), ("metrics", "Metrics"),
        ("columns", "Columns"), ("pairs", "Pairs"), ("classes", "Classes"),
        ("training", page.losses.isEmpty ? nil : "Training"), ("privacy", "Privacy"),
        ("sample", "Sample"), ("provenance", "How it was made"),
      ])
  }
}
