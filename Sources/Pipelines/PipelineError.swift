public import Datasets

/// Why a run could not be made, where the reason lies in no single module.
///
/// Every description is one lower-case sentence with place, found and expected, followed by a way out; that of a
/// YAML file shows the line and marks the place below it.
public enum PipelineError: Error, Equatable, Sendable {
  /// A directory where a table is expected.
  case directoryInput(path: String)
  /// Too few images to learn from.
  case tooFewImages(path: String, found: Int, expected: Int)
  /// Images of classes that the others do not have.
  case unknownClasses(path: String, found: [String], expected: [String])
  /// Images in a form that the model at hand does not learn from.
  case unsuitableImages(path: String, found: String, expected: String, advice: String)
  /// An option that only tables, or only images, have.
  case unsuitableOption(name: String, input: String)
  /// A training was interrupted, and what it left is to be neither taken up nor replaced.
  case unfinishedRun(path: String)
  /// A hold-out that holds the images learned from.
  case holdoutIsInput(path: String)
  /// Real images by which it cannot be judged which mix helps.
  case imagesNotJudged(path: String, reason: String)
  /// The state of a training cannot be written.
  case checkpointFailed(path: String, reason: String)
  /// What stands where the state of a training belongs was not left by one.
  case notACheckpoint(path: String)
  /// Another process is training there.
  case checkpointInUse(path: String, process: Int32)
  /// A training was interrupted, but of other images or with another configuration.
  case otherRun(path: String)
  /// No run was interrupted there.
  case nothingToResume(path: String)
  /// The interrupted run was begun by another release.
  case otherVersion(path: String, found: String, own: String)
  /// The interrupted run read standard input, which is gone.
  case pipedInput(path: String)
  /// A table with too few rows to learn from.
  case tooFewRows(path: String, found: Int, expected: Int)
  /// A table with a single column.
  case singleColumn(path: String, name: String)
  /// A table that lacks columns of the real one; `further` are its own that the real one lacks.
  case missingColumns(path: String, missing: [String], further: [String])
  /// A column whose cells are of another kind than in the real table; `count` of `total` cells are.
  case columnValues(
    path: String, column: String, expected: String, cell: String, count: Int, total: Int)
  /// Real rows by which it cannot be judged how many synthetic ones help.
  case rowsNotJudged(path: String, reason: String)
  /// A condition that cannot be understood.
  case condition(ExpressionError)
  /// A condition that no row was found for; `realCount` of the `realTotal` rows learned from satisfy it.
  case conditionNotMet(condition: String, drawnCount: Int, realCount: Int, realTotal: Int)
  /// Rows of which none satisfies what every one must; `requirement` is what most were left out for.
  case requirementNotMet(requirement: String, drawnCount: Int)
  /// A column of given rows that the table does not have, or has once.
  case givenColumn(path: String, name: String, reason: String)
  /// A given cell that its column cannot hold; rows count from 1.
  case givenCell(path: String, row: Int, column: String, cell: String, expected: String)
  /// A given row, `count` in all, that does not meet a requirement in so many tries; 0 where its given cells break it.
  case givenRow(path: String, row: Int, count: Int, requirement: String, tryCount: Int)
  /// No directory of a model.
  case noModel(path: String, reason: String)
  /// A directory that holds no model.
  case notAModel(path: String, reason: String)
  /// A model whose files cannot be used.
  case unusableModel(path: String, reason: String)
  /// The output exists already.
  case outputExists(path: String)
  /// The output exists and is something else than an earlier run.
  case notARun(path: String)
  /// The output cannot be created.
  case cannotCreate(path: String, reason: String)
  /// The system failed while reading.
  case readFailed(path: String, reason: String)
  /// The system failed while writing; nothing half-written stays.
  case writeFailed(path: String, reason: String)
  /// A constraint that cannot be understood, or contradicts the table.
  case constraint(name: String, error: ConstraintError)
  /// Jobs of two pipeline files that write to the same place.
  case sameOutput(path: String, jobs: [String], files: [String])
  /// A YAML file that cannot be understood.
  case yamlFile(YAMLFault)
  /// A value outside its range; the name is that of the option without its dashes.
  case invalidValue(name: String, found: String, expected: String)
  /// A name that does not exist; `nearest` is the most similar one.
  case unknownName(what: String, name: String, nearest: String?, known: [String])

  /// The exit code of a command that ends with this error, after sysexits.h.
  public var exitCode: Int32 {
    switch self {
    case .invalidValue, .unknownName, .unsuitableOption, .condition: 64
    case .tooFewRows, .singleColumn, .missingColumns, .columnValues, .rowsNotJudged, .yamlFile,
      .sameOutput, .tooFewImages, .unsuitableImages, .unknownClasses, .otherRun, .holdoutIsInput,
      .imagesNotJudged, .otherVersion, .conditionNotMet, .requirementNotMet, .constraint,
      .notAModel, .unusableModel, .givenColumn, .givenCell, .givenRow:
      65
    case .directoryInput, .nothingToResume, .pipedInput, .noModel: 66
    case .outputExists, .notARun, .cannotCreate, .unfinishedRun, .notACheckpoint, .checkpointInUse:
      73
    case .readFailed, .writeFailed, .checkpointFailed: 74
    }
  }
}

extension PipelineError: CustomStringConvertible {
  /// The error in one sentence, with what to do.
  public var description: String {
    switch self {
    case .directoryInput(let path):
      "\(path): a directory where a CSV file is expected; name a table"
    case .tooFewImages(let path, let found, let expected):
      "\(path): \(found) \(found == 1 ? "image" : "images") where at least \(expected) are needed to "
        + "learn from; add images"
    case .unknownClasses(let path, let found, let expected):
      "\(path): the class\(found.count == 1 ? "" : "es") \(Self.list(found)) where those of the input are "
        + "expected: \(Self.list(expected)); name the folders alike"
    case .unsuitableImages(let path, let found, let expected, let advice):
      "\(path): \(found) where \(expected) \(expected.hasPrefix("two") ? "are" : "is") expected; \(advice)"
    case .unsuitableOption(let name, let input):
      "--\(name) does not apply to \(input); leave it out"
    case .unfinishedRun(let path):
      "\(path): an interrupted run has left its training beside it; go on with augment resume "
        + "\(path), or begin anew with --force"
    case .holdoutIsInput(let path):
      "\(path): most of these images are among those of the input, where unseen ones are expected; name others, "
        + "or leave --holdout out to have some held back"
    case .imagesNotJudged(let path, let reason):
      "\(path): which mix helps cannot be judged: \(reason); name a number with --rows instead of auto"
    case .checkpointFailed(let path, let reason):
      "\(path): the state of the training cannot be written (\(reason)); free some space, then give the "
        + "same command with --resume"
    case .notACheckpoint(let path):
      "\(path): exists and was not left by a training; move it away, or choose another place with --output"
    case .checkpointInUse(let path, let process):
      "\(path): process \(process) is training here; wait for it, or choose another place with --output"
    case .otherRun(let path):
      "\(path): the interrupted training is of other data or options; repeat those it was begun "
        + "with, or begin anew with --force instead of --resume"
    case .nothingToResume(let path):
      "\(path): no interrupted run is here; name the run directory that an interrupted run was to make"
    case .otherVersion(let path, let found, let own):
      "\(path): version \(found.shown(20)) has begun this run, and this is \(own); go on with that one, or begin "
        + "anew with --force"
    case .pipedInput(let path):
      "\(path): the interrupted run read standard input, which is gone; give the same rows to the same command, with "
        + "--resume"
    case .tooFewRows(let path, let found, let expected):
      "\(place(path)): \(found) \(found == 1 ? "row" : "rows") where at least \(expected) are needed "
        + "to learn from; add rows"
    case .singleColumn(let path, let name):
      "\(place(path)): a single column, '\(name.prefix(60))', where at least 2 are expected; pass "
        + "--delimiter if the fields are set apart by something else"
    case .missingColumns(let path, let missing, let further):
      "\(place(path)): the column\(missing.count == 1 ? "" : "s") \(Self.list(missing)) of the real "
        + "table \(missing.count == 1 ? "is" : "are") missing"
        + (further.isEmpty ? "" : ", and \(Self.list(further)) found instead")
        + "; give a file with the same header"
    case .columnValues(let path, let column, let expected, let cell, let count, let total):
      "\(place(path)): \(expected) expected in the column '\(column.shown())', as in the real table, "
        + "but \(count.grouped) of \(total.grouped) cells are not, such as '\(cell.shown(40))'; "
        + "spell both tables alike, or name the column's kind with --schema"
    case .rowsNotJudged(let path, let reason):
      "\(place(path)): how many rows help cannot be judged: \(reason); name a number with --rows "
        + "instead of auto, or the column to predict with --label"
    case .condition(let error): "--where, \(error)"
    case .conditionNotMet(let condition, let drawn, let real, let total):
      "--where \(condition.shown(200)): "
        + (drawn == 0 ? "no row that can be drawn" : "none of \(drawn.grouped) drawn rows")
        + " satisfies the condition"
        + (total == 0
          ? "; " : ", where \(real.grouped) of \(total.grouped) real rows learned from do; ")
        + (real == 0 ? "loosen it" : "loosen it, or learn longer with --steps")
    case .requirementNotMet(let requirement, let drawn):
      "none of \(drawn.grouped) drawn rows satisfies the \(requirement); loosen it, or learn longer"
    case .givenColumn(let path, let name, let reason):
      "\(path): the column '\(name.shown())' \(reason)"
    case .givenCell(let path, let row, let column, let cell, let expected):
      "\(path): row \(row.grouped), column '\(column.shown())': '\(cell.shown(40))' where \(expected) is expected; "
        + "correct the cell, or leave it empty to have it filled in"
    case .givenRow(let path, let row, let count, let requirement, let tryCount):
      "\(path): row \(row.grouped)"
        + (count > 1 ? " and \((count - 1).grouped) more" : "")
        + (tryCount == 0
          ? ": the given cells break the \(requirement); correct them, or loosen it"
          : ": none of \(tryCount) draws given its cells satisfies the \(requirement); correct the cells, or loosen it")
    case .noModel(let path, let reason):
      "\(path): cannot be opened (\(reason)); name the directory of an earlier run, or its model/ folder"
    case .notAModel(let path, let reason):
      "\(path): no model: \(reason); name the directory of an earlier run, or its model/ folder"
    case .unusableModel(let path, let reason): "\(path): the model cannot be used: \(reason)"
    case .outputExists(let path):
      "\(path): exists already; choose another place with --output, or replace it with --force"
    case .notARun(let path):
      "\(path): exists and was not made by augment (it has no manifest.json), so --force does not "
        + "replace it; choose another place with --output"
    case .cannotCreate(let path, let reason):
      "\(path): cannot be created (\(reason)); choose another place with --output"
    case .readFailed(let path, let reason):
      "\(place(path)): reading failed (\(reason)); check the path and its permissions"
    case .writeFailed(let path, let reason):
      "\(path): writing failed (\(reason)); nothing was left behind, free some space or choose "
        + "another place with --output"
    case .constraint(let name, let error): "the constraint '\(name.shown())': \(error)"
    case .sameOutput(let path, let jobs, let files):
      "\(path): the jobs '\(jobs[0])' of \(files[0]) and '\(jobs[1])' of \(files[1]) write to the same place; give "
        + "each an output of its own"
    case .yamlFile(let fault): fault.description
    case .invalidValue(let name, let found, let expected):
      "--\(name) \(found): \(expected) is expected"
    case .unknownName(let what, let name, let nearest, let known):
      "there is no \(what) '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ";")
        + (known.isEmpty ? " there are none" : " there are \(known.joined(separator: ", "))")
    }
  }

  /// Names in quotes, at most ten.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(10).map { "'\($0.shown())'" }.joined(separator: ", ")
    return names.count > 10 ? shown + " and \(names.count - 10) more" : shown
  }

  private func place(_ path: String) -> String { path == "-" ? "standard input" : path }
}

extension PipelineError {
  /// What went wrong while a file of the run directory was written; its temporary place means nothing to a reader.
  init(writing error: DatasetError, to directory: RunDirectory) {
    let reason =
      switch error {
      case .cannotCreate(_, let reason), .writeFailed(_, let reason): reason
      default: error.description
      }
    self = .writeFailed(path: directory.path, reason: reason)
  }
}

/// The exit code of a command that ends with any error of the program's modules; 70 for what should not happen.
public func exitCode(for error: any Error) -> Int32 {
  switch error {
  case let error as DatasetError: error.exitCode
  case let error as PipelineError: error.exitCode
  case is EncodingError: 65
  case is InceptionError: 65
  case is TranslationError: 65
  case ImageTrainingError.noImages, ImageTrainingError.tooFewImages: 65
  case ImageTrainingError.penaltyOverNorms: 64
  case is ImageTrainingError: 70
  default: 70
  }
}
