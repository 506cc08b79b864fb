internal import Foundation

/// Pictures of many images.
struct ImageSheetsView {
  /// One picture.
  struct Sheet {
    var title: String
    var caption: String
    /// The file as an address of its own.
    var source: String
    /// The picture in words.
    var alternative: String
    var width: Int
    var height: Int
    var hasNames: Bool
    /// Names beside the rows.
    var names: [String]
    /// The same in a sentence, where rows are too low for a line of text.
    var rows: String?
    /// Why there is no picture.
    var absence: String?
    var isDrawn: Bool
  }

  let hasSheets: Bool
  let list: [Sheet]

  init(_ sheets: [ImageSheet]) {
    hasSheets = !sheets.isEmpty
    list = sheets.map(Sheet.init)
  }
}

extension ImageSheetsView.Sheet {
  /// Pictures are enlarged by whole factors, so that every pixel is a square, up to about this size.
  private static let room = (width: 900, height: 1_200)
  private static let largestFactor = 4
  /// The least height of a row that has its name beside it.
  private static let lineHeight = 14
  private static let spokenNameCount = 24

  init(_ sheet: ImageSheet) {
    title = sheet.title
    caption = sheet.caption
    isDrawn = !sheet.png.isEmpty && sheet.width > 0 && sheet.height > 0
    absence = isDrawn ? nil : "There is no picture."
    source =
      isDrawn ? "data:image/png;base64," + Data(sheet.png).base64EncodedString() : ""
    let factor =
      isDrawn
      ? min(Self.largestFactor, Self.room.width / sheet.width, Self.room.height / sheet.height) : 1
    width = sheet.width * max(factor, 1)
    height = sheet.height * max(factor, 1)
    let spoken = Self.spoken(sheet.rowNames)
    hasNames =
      isDrawn && !sheet.rowNames.isEmpty && height / sheet.rowNames.count >= Self.lineHeight
    names = hasNames ? sheet.rowNames.map(PageText.name) : []
    rows = isDrawn && !hasNames ? spoken : nil
    alternative = "\(sheet.title): \(sheet.caption)" + (spoken.map { " " + $0 } ?? "")
  }

  private static func spoken(_ names: [String]) -> String? {
    if names.isEmpty { return nil }
    let listed = names.prefix(spokenNameCount).map(PageText.name).joined(separator: ", ")
    let others = names.count - spokenNameCount
    return "Rows from the top: \(listed)\(others > 0 ? " and \(others.grouped) more" : "")."
  }
}
