internal import Foundation

/// Everything that decides what a run makes.
///
/// Every default of the program lives here or in a part named here, once.
///
/// The encoded form holds what the result depends on, and nothing else: two runs with equal encoded configurations
/// and equal inputs write the same bytes. Threads and the place of the output are therefore left out of it.
public struct PipelineConfiguration: Codable, Sendable, Equatable {
  /// What is read, and how.
  public var input: InputConfiguration
  /// Which real rows are held out.
  public var split = SplitConfiguration()
  /// How columns become tokens.
  public var encoding = EncodingConfiguration()
  /// How networks are trained.
  public var training = TrainingConfiguration()
  /// Which rows are made.
  public var sampling = SamplingConfiguration()
  /// What every row made has to meet, beside the constraints of the schema file.
  public var constraints: [ConstraintRule] = []
  /// What is done so that rows tell less of single real ones.
  public var privacy = PrivacyConfiguration()
  /// How the result is judged.
  public var validation = ValidationConfiguration()
  /// What is written, and where.
  public var output = OutputConfiguration()
  /// The seed of the run; every stage derives its own from it.
  public var seed: UInt64 = 0
  /// Threads to use; results do not depend on it.
  ///
  /// Not encoded.
  public var threadCount = ProcessInfo.processInfo.activeProcessorCount

  /// The defaults for one input file; `-` is standard input.
  public init(inputPath: String) { input = InputConfiguration(path: inputPath) }

  private enum CodingKeys: String, CodingKey {
    case input, split, encoding, training, sampling, constraints, privacy, validation, output, seed
  }
}

/// What is read, and how.
public struct InputConfiguration: Codable, Sendable, Equatable {
  /// The table, plain or gzip; `-` is standard input.
  public var path: String
  /// The label column; nil to choose it.
  public var label: String?
  /// A schema file that overrides what is inferred.
  public var schemaPath: String?
  /// The text of a schema file, in place of a path.
  public var schemaText: String?
  /// Real rows to judge the result on; nil to hold out rows of the input.
  public var holdoutPath: String?
  /// How the text is encoded.
  public var encoding = TextEncoding.utf8
  /// The byte between two fields; nil to find it.
  public var delimiter: UInt8?
  /// Whether double quotes enclose fields; false makes them ordinary characters.
  public var allowsQuotes = true
  /// Whether the first line names the columns.
  public var header = ReadOptions.Header.auto
  /// The texts that mean "no value"; nil for the usual ones.
  public var missing: [String]?

  /// The defaults for one file.
  public init(path: String) { self.path = path }

  /// What the reader is told.
  var readOptions: ReadOptions {
    ReadOptions(
      encoding: encoding, delimiter: delimiter, allowsQuotes: allowsQuotes, header: header,
      missingMarkers: missingMarkers)
  }

  /// The byte that a delimiter's name stands for: comma, semicolon, tab, bar or one ASCII character; nil for anything else.
  public static func delimiter(named name: String) -> UInt8? {
    switch name {
    case "comma": return UInt8(ascii: ",")
    case "semicolon": return UInt8(ascii: ";")
    case "tab", "\\t": return UInt8(ascii: "\t")
    case "bar", "pipe": return UInt8(ascii: "|")
    default:
      guard name.utf8.count == 1, let only = name.utf8.first, only != UInt8(ascii: "\""),
        only != UInt8(ascii: "\n"), only != UInt8(ascii: "\r")
      else { return nil }
      return only
    }
  }

  var missingMarkers: MissingMarkers {
    missing.map { MissingMarkers(everywhere: $0) } ?? .standard
  }
}

extension ReadOptions.Header: Codable {}

/// Which real rows are held out: seen by no encoder, network or threshold, only by the comparison at the end.
public struct SplitConfiguration: Codable, Sendable, Equatable {
  /// The share of the rows, before the cap.
  public var holdoutFraction = 0.1
  /// The most rows held out.
  public var maximumRowCount = 10_000
  /// A class with fewer rows than this keeps all of them for training.
  public var smallestClassRowCount = 5
  /// A numeric label is cut into this many ranges of equally many rows, which are then treated like classes.
  public var rangeCount = 10
  /// Fewer rows than this are refused.
  public var minimumRowCount = 10

  /// The defaults.
  public init() {}
}

/// Which rows are made.
public struct SamplingConfiguration: Codable, Sendable, Equatable {
  /// How many; nil for as many as are learned from.
  public var rowCount: RowAmount?
  /// Whether every class gets equally many, rather than its share in the data.
  public var isBalanced = false
  /// How many of single classes, or of every class; nil for none named.
  public var classRowCounts: ClassAmounts?
  /// What every row made must satisfy, as in `income = '>50K' and age >= 60`; nil for nothing.
  public var condition: String?
  /// A CSV file of rows to be completed, some of their cells given; nil for none.
  public var likePath: String?
  /// Whether draws are spread evenly over each distribution instead of being independent; lowers sampling noise.
  public var isStratified = true
  /// Whether the smallest and largest number of every column, in a sample large enough, are set to those of the training rows.
  public var calibratesExtremes = true

  /// The defaults.
  public init() {}

  /// The most rows of one run.
  public static let maximumRowCount = 100_000_000
}

/// What is written, and where.
public struct OutputConfiguration: Codable, Sendable, Equatable {
  /// The run directory; nil for `<input name>-augmented` in the working directory.
  ///
  /// Not encoded.
  public var directory: String?
  /// Whether an earlier run in that place is replaced.
  ///
  /// Not encoded.
  public var replacesExisting = false
  /// Whether an interrupted run is taken up where it stood.
  ///
  /// Not encoded.
  public var resumes = false
  /// Whether the networks of the run that is replaced are taken, where training would make the same.
  ///
  /// Not encoded.
  public var reusesTraining = false
  /// Whether `augmented.csv` gets a last column that tells real rows from synthetic ones.
  public var marksSource = false
  /// The kinds of files in which the rows are written; at least one.
  public var formats: [TableFormat] = [.csv]
  /// The licence of the dataset, for its card; nil where none is stated.
  public var licence: String?

  /// The defaults.
  public init() {}

  /// The name of the column that tells real rows from synthetic ones: `source`, with a number behind it where the table
  /// has such a column already; nil when none is asked for.
  func sourceColumnName(besides names: [String]) -> String? {
    guard marksSource else { return nil }
    var (name, number) = ("source", 1)
    while names.contains(name) {
      number += 1
      name = "source_\(number)"
    }
    return name
  }

  private enum CodingKeys: String, CodingKey { case marksSource, formats, licence }
}
