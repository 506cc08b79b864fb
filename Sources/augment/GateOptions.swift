internal import ArgumentParser
internal import Pipelines

/// What a table must reach; the same for every subcommand that judges one.
struct GateOptions: ParsableArguments {
  @Flag(
    name: .customLong("no-gate"),
    help: "Publish, and end with code 0, whatever the comparison says.")
  var ignoresGate = false

  @Option(
    help: ArgumentHelp(
      "Change the limit of a check, as in detection=0.9 or copies=0.02; may be given several times.",
      valueName: "check=limit"),
    transform: GateLimitOption.init(argument:))
  var gate: [GateLimitOption] = []

  /// Puts these options over the defaults.
  func apply(to thresholds: inout GateThresholds) throws {
    thresholds.isEnabled = !ignoresGate
    for limit in gate { try thresholds.setLimit(limit.name, to: limit.limit) }
  }

  /// Puts these options over the defaults.
  func apply(to thresholds: inout TranslationGateThresholds) throws {
    thresholds.isEnabled = !ignoresGate
    for limit in gate { try thresholds.setLimit(limit.name, to: limit.limit) }
  }

  /// Puts these options over the defaults.
  func apply(to thresholds: inout ImageGateThresholds) throws {
    thresholds.isEnabled = !ignoresGate
    for limit in gate { try thresholds.setLimit(limit.name, to: limit.limit) }
  }
}

/// A check of the gate and its new limit.
struct GateLimitOption {
  let name: String
  let limit: Double

  init(argument: String) throws {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let limit = Double(String(parts[1])) else {
      throw ArgumentParser.ValidationError("a check and a number are expected, as in detection=0.9")
    }
    name = String(parts[0])
    self.limit = limit
  }
}
