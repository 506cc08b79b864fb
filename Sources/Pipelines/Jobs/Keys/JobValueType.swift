/// What may stand behind a key of a job.
enum JobValueType: Sendable, Equatable {
  /// Any text.
  case text
  /// A path, from the folder of the pipeline file.
  case path
  /// A whole number.
  case wholeNumber
  /// A number with or without decimals.
  case number
  /// `true` or `false`.
  case flag
  /// One of a few words.
  case choice([String])
  /// One of a few words, or a list of them.
  case choices([String])
  /// A text, or a list of texts.
  case texts
  /// A whole number, or `auto`.
  case amount
  /// A number, or numbers by class.
  case classAmounts
  /// `off`, or limits by check.
  case gate
  /// The path of a schema file, or what stands in one.
  case schema

  /// The words of an enumeration.
  static func names<Choice>(of type: Choice.Type) -> JobValueType
  where Choice: CaseIterable & RawRepresentable<String> {
    .choice(type.allCases.map(\.rawValue))
  }
}
