internal import Foundation

/// The models that can be trained, with their defaults.
public enum ModelCatalog {
  struct Entry: Codable, Equatable {
    /// How it is asked for.
    var option: String
    /// What it learns from.
    var data: String
    var description: String
    /// The values of the options that are left out.
    var defaults: [String: String]
  }

  static var entries: [Entry] {
    let table = TrainingConfiguration()
    let tokens = Objective.allCases.map { objective in
      Entry(
        option: "--objective \(objective)", data: "tables", description: objective.summary,
        defaults: [
          "steps": "by rows and columns", "batch": "\(table.batchSize)",
          "generator rate": "\(table.generatorRate)",
          "discriminator rate":
            objective == .likelihood ? "none" : "\(table.discriminatorRate)",
        ])
    }
    let rows = TableFamily.allCases.filter { $0 != .tokens }.map { family in
      Entry(
        option: "--model \(family.rawValue)", data: "tables", description: family.summary,
        defaults: ["steps": "1500 to 5000, by rows"])
    }
    let images = ImageFamily.allCases.map { family in
      let configuration = ImageTrainingConfiguration.settings(of: family)
      return Entry(
        option: "--model \(family.rawValue)", data: "images", description: family.summary,
        defaults: [
          "steps":
            "\(configuration.fewestDefaultSteps) to \(configuration.defaultSteps), by images",
          "batch": "\(configuration.batchSize)",
          "rate": configuration.rate.map { "\($0)" } ?? "by image size",
          "penalty":
            configuration.penaltyWeight.map { $0 == 0 ? "none" : "\($0)" } ?? "by image size",
        ])
    }
    let translations = TranslationFamily.allCases.map { family in
      let configuration = TranslationConfiguration(family: family)
      return Entry(
        option: "--model \(family.rawValue)", data: "images from images",
        description: family.summary, defaults: ["steps": "\(configuration.plannedSteps)"])
    }
    return tokens + rows + images + translations
  }

  /// The list for a person.
  public static var text: String {
    entries.map { entry in
      let defaults = entry.defaults.sorted { $0.key < $1.key }
        .map { "\($0.key): \($0.value)" }.joined(separator: "; ")
      return "\(entry.data)  \(entry.option)\n    \(entry.description)\n    \(defaults)\n"
    }.joined(separator: "\n")
  }

  /// The list as JSON.
  public static func json() throws -> String {
    String(decoding: try JSONLines.document(entries), as: UTF8.self)
  }
}

extension Objective {
  fileprivate var summary: String {
    switch self {
    case .joint:
      "Token GAN per class, forward-KL game with half the token likelihood; the default for tables."
    case .adversarial: "Token GAN per class, the game alone."
    case .likelihood: "The same networks without a discriminator: the control."
    }
  }
}
