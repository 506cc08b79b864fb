internal import ArgumentParser

/// Prints the completions of a shell.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Prints the completions of the command line for bash, zsh or fish.",
    discussion: """
      EXAMPLES
        augment completions bash > /etc/bash_completion.d/augment
        augment completions zsh > ~/.zfunc/_augment
        augment completions fish > ~/.config/fish/completions/augment.fish
      """)

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  mutating func run() {
    let shell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    print(AugmentCommand.completionScript(for: shell))
  }
}
