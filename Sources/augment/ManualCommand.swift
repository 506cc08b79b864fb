internal import ArgumentParser
internal import Foundation
internal import Pipelines

/// Prints the manual page, which `make install` puts in place.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints the manual page.", shouldDisplay: false)

  mutating func run() throws {
    print(try ManualPage(dump: Data(AugmentCommand._dumpHelp().utf8)).text, terminator: "")
  }
}

/// The command line's own description as a manual page in mdoc(7).
struct ManualPage {
  private struct Tool: Decodable {
    var command: Command
  }

  private struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var subcommands: [Command]?
    var arguments: [Argument]?
  }

  private struct Argument: Decodable {
    var kind: String
    var shouldDisplay: Bool
    var sectionTitle: String?
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var defaultValue: String?
    var allValues: [String]?

    struct Name: Decodable {
      var kind: String
      var name: String

      var spelled: String { (kind == "short" ? "-" : "--") + name }
    }
  }

  private let root: Command

  /// A page from what the command line says about itself.
  init(dump: Data) throws { root = try JSONDecoder().decode(Tool.self, from: dump).command }

  /// The page.
  var text: String {
    let commands = (root.subcommands ?? []).filter { $0.shouldDisplay ?? true }
    var lines = [
      ".\\\" Made by augment manual.", ".Dd $Mdocdate$", ".Dt AUGMENT 1", ".Os",
      ".Sh NAME", ".Nm augment", ".Nd \(Self.plain(root.abstract ?? "").lowercasedFirst)",
      ".Sh SYNOPSIS",
    ]
    for command in commands {
      lines += [
        ".Nm augment",
        ".Ar \(command.commandName == "run" ? "" : command.commandName + " ")options",
      ]
    }
    lines += [
      ".Sh DESCRIPTION",
      "Without the name of a subcommand,", ".Nm", "does what", ".Cm run", "does.",
    ]
    for command in commands { lines += section(command) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ command: Command) -> [String] {
    var lines = [".Ss augment \(command.commandName)", Self.plain(command.abstract ?? "")]
    var title: String?
    lines.append(".Bl -tag -width Ds")
    for argument in command.arguments ?? [] where argument.shouldDisplay {
      if let own = argument.sectionTitle, own != title {
        lines += [".El", ".Pp", Self.plain(own) + " options:", ".Bl -tag -width Ds"]
        title = own
      }
      let names = (argument.names ?? []).map(\.spelled).joined(separator: ", ")
      let value = argument.kind == "flag" ? "" : "<\(argument.valueName ?? "value")>"
      lines.append(
        ".It " + Self.plain([names, value].filter { !$0.isEmpty }.joined(separator: " ")))
      lines.append(Self.plain(argument.abstract ?? ""))
      if let values = argument.allValues, !values.isEmpty {
        lines.append(Self.plain("Values: " + values.joined(separator: ", ") + "."))
      }
      if let value = argument.defaultValue { lines.append(Self.plain("Default: \(value).")) }
    }
    lines.append(".El")
    if let discussion = command.discussion {
      lines +=
        [".Bd -literal"]
        + discussion.split(separator: "\n", omittingEmptySubsequences: false)
        .map { Self.plain(String($0)) } + [".Ed"]
    }
    return lines
  }

  /// A line without what mdoc would take for a request or an escape.
  private static func plain(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
