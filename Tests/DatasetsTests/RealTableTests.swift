import Datasets
import Foundation
import TestSupport
import Testing

// Real public tables, read from ../shared/data; without it these tests are reported as skipped.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared/data or AUGMENT_SHARED_DATA"))
struct RealTableTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Columns whose cells spell equal numbers in several ways (`38.50` and `45`): a copy of the
  /// table keeps the cells, but new numbers have one spelling.
  private static let variedSpelling: Set<String> = [
    "horse_colic_noheader.csv.gz", "wine_white.csv.gz", "gtfs_stop_times.csv.gz",
  ]

  @Test(arguments: SharedData.tables)
  func `a copy has the same bytes and every number its spelling`(name: String) throws {
    let (table, dialect) = try CSVReader.read(path: SharedData.table(name))
    var plain = dialect
    plain.isCompressed = false
    try CSVWriter(dialect: plain).write(table, to: scratch.path("copy.csv"))
    let unzip = Process()
    unzip.executableURL = URL(filePath: "/bin/sh")
    // Two tables spell an empty cell here as nothing and there as two quotes; a copy spells it one
    // way.
    let filter =
      ["airbnb_london.csv.gz", "housing_at.csv.gz"].contains(name)
      ? "sed 's/,\"\",/,,/g;s/^\"\",/,/'" : "cat"
    unzip.arguments = [
      "-c", "gzip -dc \"$0\" | \(filter) | cmp -s - \"$1\"", try SharedData.table(name),
      scratch.path("copy.csv"),
    ]
    try unzip.run()
    unzip.waitUntilExit()
    #expect(unzip.terminationStatus == 0)
    for (column, schema) in zip(table.columns, Schema.infer(table).columns) where schema.isNumeric {
      let missing = Set(schema.missingMarkers)
      let known = column.levels.filter { !missing.contains($0) }
      #expect(known.allSatisfy { schema.number($0) != nil }, "\(column.name)")
      let wrong = known.filter { cell in
        guard let number = schema.number(cell) else { return true }
        let text = schema.text(number)
        return Self.variedSpelling.contains(name) ? schema.number(text) != number : text != cell
      }
      #expect(wrong.isEmpty, "\(column.name): \(wrong.prefix(5)) in \(schema)")
    }
  }

  @Test(arguments: [
    (
      "adult", "categorical",
      "workclass education marital_status occupation relationship race sex native_country income"
    ),
    ("adult", "integer", "age fnlwgt education_num capital_gain capital_loss hours_per_week"),
    ("adult_spaces", "categorical", "workclass occupation income"),
    ("bank_marketing", "boolean", "default housing loan y"),
    ("credit_default", "integer", "sex education pay_0 limit_bal bill_amt1 pay_amt6"),
    ("king_county", "integer", "zipcode price date yr_renovated"),
    ("king_county", "decimal", "lat long bathrooms"),
    ("titanic", "identifier", "name"), ("titanic", "text", "ticket cabin"),
    ("titanic", "decimal", "age fare"),
    ("taxis", "temporal", "pickup dropoff"), ("airbnb_london", "text", "title"),
    ("airbnb_london", "categorical", "host_name property_type"),
    ("churn_modelling", "identifier", "RowNumber CustomerId"),
    ("churn_modelling", "text", "Surname"), ("telco_churn", "identifier", "customerID"),
    ("telco_churn", "boolean", "Partner Churn"),
    ("telco_churn", "decimal", "MonthlyCharges TotalCharges"),
    ("world_cities", "identifier", "geonameid"),
    ("world_cities", "categorical", "country subcountry"),
    ("fips_unemployment", "identifier", "fips"),
    ("gtfs_stop_times", "temporal", "arrival_time departure_time"),
    ("gtfs_stop_times", "constant", "stop_headsign"), ("mammography", "categorical", "class"),
    ("horse_colic_noheader", "categorical", "column_25 column_26"),
    ("horse_colic_noheader", "decimal", "column_4"),
    ("california_housing", "integer", "total_rooms total_bedrooms"),
    ("mushrooms", "constant", "veil_type"),
  ])
  func `columns are what they are`(name: String, kind: String, columns: String) throws {
    let table = try CSVReader.read(path: SharedData.table(name)).table
    let schema = Schema.infer(table)
    for column in columns.split(separator: " ") {
      let found = schema.columns.first { $0.name == column }
      #expect(found?.kind.rawValue == kind, "\(column)")
    }
  }

  @Test(
    arguments: [
      ("adult", "income"), ("bank_marketing", "y"), ("credit_default", "has_default"),
      ("magic_gamma", "class"),
      ("letter", "letter"), ("penguins", "species"), ("titanic", "survived"),
      ("telco_churn", "Churn"),
      ("churn_modelling", "Exited"), ("mushrooms", "type"), ("pulsar", "target_class"),
      ("wine_white", "quality"),
      ("loan_ctabgan", "PersonalLoan"), ("mammography", "class"), ("king_county", nil),
      ("diamonds", nil), ("abalone", nil),
    ] as [(String, String?)])
  func `the label is found`(name: String, label: String?) throws {
    let table = try CSVReader.read(path: SharedData.table(name)).table
    let choice = try LabelChoice.choose(table: table, schema: Schema.infer(table))
    #expect(choice.columnIndex.map { table.columns[$0].name } == label)
  }

  @Test(arguments: [
    ("titanic", "name"), ("telco_churn", "customerID"), ("fips_unemployment", "fips"),
    ("laus_counties", " LAUS Code"),
  ])
  func `new keys are new`(name: String, column: String) throws {
    let table = try CSVReader.read(path: SharedData.table(name)).table
    let keys = table.columns[try table.columnIndex(named: column)]
    var generator = SeededGenerator(seed: 9)
    let made = IdentifierPattern(column: keys).generate(
      count: 2 * table.rowCount, using: &generator)
    #expect(Set(made).count == made.count)
    #expect(Set(made).isDisjoint(with: keys.levels))
  }
}
