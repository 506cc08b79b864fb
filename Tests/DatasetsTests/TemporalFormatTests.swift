import Datasets
import TestSupport
import Testing

@Suite struct TemporalFormatTests {
  private func schema(_ cells: [String]) -> ColumnSchema {
    Schema.infer(Table(columns: [Column(name: "x", cells: cells)])).columns[0]
  }

  @Test(arguments: [
    ("%Y-%m-%d", ["2019-03-23", "1899-12-31"]),
    ("%Y-%m-%d %H:%M:%S", ["2019-03-23 20:21:09", "2020-02-29 00:00:00"]),
    ("%Y-%m-%dT%H:%M:%SZ", ["2019-03-23T20:21:09Z", "2020-02-29T00:00:00Z"]),
    (
      "%Y-%m-%dT%H:%M:%S.%3f+02:00",
      ["2019-03-23T20:21:09.123+02:00", "2020-02-29T00:00:00.999+02:00"]
    ),
    ("%Y-%m-%d %H:%M:%S.%f", ["2019-03-23 20:21:09.123456", "2020-02-29 00:00:00.000001"]),
    ("%Y-%m-%d %H:%M", ["2019-03-23 20:21", "2020-02-29 00:00"]),
    ("%m/%d/%Y", ["01/02/2020", "12/31/1999"]),
    ("%d/%m/%Y", ["01/02/2020", "31/12/1999"]), ("%m/%d/%Y", ["01/02/2020", "02/03/2020"]),
    ("%-m/%-d/%Y", ["1/2/2020", "12/31/1999"]), ("%-d/%-m/%Y", ["1/2/2020", "31/12/1999"]),
    ("%d.%m.%Y", ["01.02.2020", "03.04.2021"]), ("%d-%m-%Y", ["01-02-2020", "03-04-2021"]),
    ("%-m/%-d/%y", ["1/2/20", "12/31/99"]), ("%Y/%m/%d", ["2020/01/31", "1999/12/01"]),
    ("%m/%d/%Y %I:%M:%S %p", ["01/31/2020 01:02:03 PM", "02/01/2020 12:00:00 AM"]),
    ("%-m/%-d/%Y %-H:%M", ["1/31/2020 7:05", "12/1/2020 23:59"]),
    ("%d-%b-%Y", ["01-Jan-2020", "31-Dec-1999"]),
    ("%d-%^b-%y", ["01-JAN-20", "31-DEC-99"]), ("%b %-d, %Y", ["Jan 1, 2020", "Dec 31, 1999"]),
    ("%B %-d, %Y", ["January 1, 2020", "December 31, 1999"]),
    ("%a, %d %b %Y", ["Wed, 01 Jan 2020", "Fri, 31 Dec 1999"]),
    ("%H:%M:%S", ["08:00:00", "25:10:00"]), ("%H:%M", ["08:00", "23:59"]),
    ("%-I:%M %p", ["8:00 AM", "12:30 PM"]),
    ("%Y-%m", ["2020-01", "1999-12"]), ("%Y%m%dT%H%M%S", ["20141013T000000", "20150209T123456"]),
    ("%b %Y", ["Jan 2020", "May 1999"]),
  ])
  func `the pattern is found and spells every cell`(pattern: String, cells: [String]) {
    let schema = schema(cells)
    #expect(schema.kind == .temporal)
    #expect(schema.temporalFormat?.pattern == pattern)
    for cell in cells { #expect(schema.number(cell).map { schema.text($0) } == cell) }
  }

  @Test func `eight digits are dates when all are and there are ten`() {
    let dates = (1...12).map { "2020" + ($0 < 10 ? "0" : "") + "\($0)15" }
    #expect(schema(dates).temporalFormat?.pattern == "%Y%m%d")
    #expect(schema(dates + ["20201399"]).kind == .integer)
    #expect(schema(Array(dates.prefix(3))).kind == .integer)
  }

  @Test(arguments: [
    ["2019-02-29", "2019-01-01"], ["13/13/2020", "01/01/2020"], ["25:61", "10:00"],
    ["2020-01-01", "soon"],
    ["Mon, 01 Jan 2020", "Fri, 31 Dec 1999"], ["10:15", "2020-01-01"],
  ])
  func `what no calendar has is no date`(cells: [String]) {
    #expect(schema(cells).kind != .temporal)
  }

  @Test func `missing dates of databases are missing`() {
    let schema = schema(["2020-01-01", "0000-00-00", "2020-01-02", "NaT"])
    #expect(schema.kind == .temporal)
    #expect(schema.missingMarkers == ["0000-00-00", "NaT"])
  }

  @Test func `hours with and without a zero are read, and written as most are`() {
    let schema = schema(["08:00:00", "9:05:00", "7:10:00", "10:00:00"])
    #expect(schema.temporalFormat?.pattern == "%-H:%M:%S")
    #expect(schema.number("08:00:00") == 28_800)
  }

  @Test func `seconds count from 1970`() {
    #expect(TemporalFormat(pattern: "%Y-%m-%d").number("1970-01-01") == 0)
    #expect(
      TemporalFormat(pattern: "%Y-%m-%d %H:%M:%S").number("2001-09-09 01:46:40") == 1_000_000_000)
    #expect(TemporalFormat(pattern: "%Y-%m-%d").number("1600-02-29") == -11_670_998_400)
  }

  @Test func `new moments are rounded to the resolution`() {
    #expect(TemporalFormat(pattern: "%Y-%m-%d").text(86_400 * 0.6) == "1970-01-02")
    #expect(TemporalFormat(pattern: "%H:%M").text(89.9) == "00:01")
    #expect(TemporalFormat(pattern: "%H:%M:%S").text(-5) == "00:00:00")
    #expect(TemporalFormat(pattern: "%H:%M:%S.%3f").text(59.999_9) == "00:01:00.000")
    #expect(TemporalFormat(pattern: "%Y-%m-%d").text(.nan) == "")
    #expect(TemporalFormat(pattern: "%Y-%m-%d").text(1e300).hasPrefix("9999"))
  }

  @Test func `every second of a random moment survives`() {
    var generator = SeededGenerator(seed: 3)
    var wrong: [String] = []
    for pattern in ["%Y-%m-%d %H:%M:%S", "%-d %b %Y, %-I:%M:%S %p", "%A, %B %d, %Y %H:%M:%S"] {
      let format = TemporalFormat(pattern: pattern)
      for _ in 0..<3_000 {
        let seconds = Double(Int.random(in: -60_000_000_000...200_000_000_000, using: &generator))
        let text = format.text(seconds)
        if format.number(text) != seconds { wrong.append(text) }
      }
    }
    #expect(wrong == [], "seed 3")
  }

  @Test func `a pattern with unknown letters is not valid`() {
    #expect(!TemporalFormat(pattern: "%Q").isValid)
    #expect(!TemporalFormat(pattern: "no date").isValid)
    #expect(TemporalFormat(pattern: "%H:%M").isValid && !TemporalFormat(pattern: "%H:%M").hasDate)
  }
}
