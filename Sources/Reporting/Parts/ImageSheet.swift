/// A picture of many images in rows and columns.
public struct ImageSheet: Sendable, Equatable {
  /// What is shown, such as `Synthetic images`.
  public var title: String
  /// Which images these are, one sentence.
  public var caption: String
  /// The picture, a PNG file.
  public var png: [UInt8]
  /// Pixels across.
  public var width: Int
  /// Pixels down.
  public var height: Int
  /// A name for each row of the sheet, from the top, such as its class; may be empty.
  public var rowNames: [String]

  /// A sheet.
  public init(
    title: String, caption: String, png: [UInt8], width: Int, height: Int, rowNames: [String] = []
  ) {
    self.title = title
    self.caption = caption
    self.png = png
    self.width = width
    self.height = height
    self.rowNames = rowNames
  }
}
