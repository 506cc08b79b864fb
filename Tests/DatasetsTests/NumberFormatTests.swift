import Datasets
import TestSupport
import Testing

@Suite struct NumberFormatTests {
  /// The schema of a column of these cells.
  private func schema(_ cells: [String]) -> ColumnSchema {
    Schema.infer(Table(columns: [Column(name: "x", cells: cells)])).columns[0]
  }

  private func expectSpelling(_ cells: [String], _ kind: ColumnKind) {
    let schema = schema(cells)
    #expect(schema.kind == kind, "\(cells) are \(schema)")
    for cell in cells where !schema.isMissing(cell) {
      #expect(schema.number(cell).map { schema.text($0) } == cell, "\(schema)")
    }
  }

  @Test(arguments: [
    ["1", "20", "-3"], ["41.0", "-3.0", "0.0"], ["1,105", "999", "-12,345,678"],
    ["$5", "-$1,200", "$37"],
    ["12 %", "7 %", "100 %"], ["25,649     ", "718     ", "1,352     "], ["€ 5", "€ 12", "€ 7"],
    ["1e+05", "5", "99999", "2e+06", "120000"], ["0", "999999999999999", "-1"],
  ])
  func `whole numbers keep their spelling`(cells: [String]) {
    expectSpelling(cells, .integer)
  }

  @Test(arguments: [
    ["3.50", "4.25", "10.00"], ["3.5", "4", "4.25"], ["3.5", "4.0", "4.25"], ["-0.5", "0.25", "1"],
    ["0.43601325996511103", "-3.71667065648705", "1e-05", "2.0"], ["$1,234.50", "$3.00", "-$0.25"],
    ["1.50e+00", "-2.25e-03", "7.00e+10"], ["1.50E+00", "2.25E-03", "7.10E+10"],
    ["9.80E-05", "0.25", "-1.5"], ["1,5", "2,25", "-3"], ["1.234,50", "3,00", "-0,25"],
    ["7.5%", "12.5%"],
    ["1e-04", "0.25", "123.5", "1e-10"], ["102.50781251234567", "1.5"],
    ["0.1", "0.12345678901234566"],
  ])
  func `decimals keep their spelling`(cells: [String]) {
    expectSpelling(cells, .decimal)
  }

  @Test(arguments: [
    ["007", "12", "5"], ["02138", "10001", "99501"],
    ["12345678901234567890", "12345678901234567891"],
    ["1", "2", "three"], ["A1", "A2", "A3"], ["1.2.3", "1.2.4"], ["0x1F", "0x2F"],
    ["1,23,456", "1"],
    ["nan1", "2"], ["1-2", "3-4"], ["+", "-"], ["1e", "2e"],
  ])
  func `codes and words are not numbers`(cells: [String]) {
    #expect(!schema(cells).isNumeric)
  }

  @Test func `a varying spelling is still a number`() {
    let schema = schema(["38.50", "39.2", "45", "?"])
    #expect(schema.kind == .decimal)
    #expect(schema.number("38.50") == 38.5)
    #expect(schema.text(38.5) == "38.5")
    #expect(schema.missingMarkers == ["?"])
  }

  @Test func `new numbers are rounded to the decimals and do not become a negative zero`() {
    let fixed = NumberFormat(decimals: 2)
    #expect(fixed.text(3.14159) == "3.14")
    #expect(fixed.text(-0.001) == "0.00")
    #expect(fixed.text(1e20) == "100000000000000000000.00")
    #expect(NumberFormat(decimals: 2, isFixed: false).text(2.5) == "2.5")
    #expect(NumberFormat(decimals: 2, isFixed: false, minimumDecimals: 1).text(2) == "2.0")
    #expect(NumberFormat(isGrouped: true, prefix: "$").text(-1_234_567.4) == "-$1,234,567")
    #expect(NumberFormat(decimals: 3, isFixed: false).text(123_456_789_012_345.678_9) != "")
    #expect(NumberFormat().text(.nan) == "")
    #expect(NumberFormat().text(.infinity) == "")
  }

  @Test func `every decimal with up to fifteen digits survives`() {
    var generator = SeededGenerator(seed: 7)
    var wrong: [String] = []
    for _ in 0..<20_000 {
      let decimals = Int.random(in: 0...12, using: &generator)
      let digits = Int.random(in: max(1, decimals)...15, using: &generator)
      var text = String(Int.random(in: 0..<Int(pow10(digits)), using: &generator))
      text = String(repeating: "0", count: max(0, decimals + 1 - text.count)) + text
      if decimals > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -decimals)) }
      let format = NumberFormat(decimals: decimals)
      if format.number(text).map({ format.text($0) }) != text { wrong.append(text) }
    }
    #expect(wrong == [], "seed 7")
  }

  @Test func `every double survives its own shortest spelling`() {
    var generator = SeededGenerator(seed: 11)
    var wrong: [Double] = []
    let format = NumberFormat(
      decimals: 17, isFixed: false, minimumDecimals: 1, exponents: .extremes)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator))
      if value.isFinite, format.number(format.text(value)) != value { wrong.append(value) }
    }
    #expect(wrong == [], "seed 11")
  }

  private func pow10(_ power: Int) -> Double { (0..<power).reduce(1) { value, _ in value * 10 } }
}
