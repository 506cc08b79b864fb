internal import Foundation

extension RowCounts {
  /// How fidelity and detection looked at rows whose class shares were changed on purpose; nil where they were not.
  package var classScope: String? {
    switch (trainingInFidelity < training, syntheticInFidelity < synthetic) {
    case (false, false): nil
    case (false, true): "with classes in their real shares"
    case (true, false): "against real rows of the same classes"
    case (true, true): "against real rows of the same classes, in their real shares"
    }
  }
}

extension PrivacyEntry {
  /// What share of copies is no sign of memorising, to follow "… copy a training row".
  func floorPhrase(_ counts: RowCounts) -> String {
    if let chance = copiesByChance.value, chance > realRepeats {
      return "; about \(percent(chance)) would by chance, as the table enumerates few combinations"
    }
    let scope = counts.classScope == nil ? "" : " in the synthetic rows' class shares"
    return " (of real rows\(scope), \(percent(realRepeats)) repeat another)"
  }
}

extension UtilityEntry {
  /// The classes that were left out, to follow an area; empty when there are none.
  package var leftOutPhrase: String {
    guard let most = leftOutClasses.map(\.testRowCount).max() else { return "" }
    let names = leftOutClasses.map { "'\($0.name)'" }
    let subject =
      switch names.count {
      case 1: "class \(names[0])"
      case 2...3: "classes \(names.joined(separator: ", "))"
      default: "\(names.count) classes"
      }
    let rows = most == 0 ? "no unseen rows" : most == 1 ? "1 unseen row" : "\(most) unseen rows"
    let share = names.count == 1 || most == 0 ? rows : "at most \(rows) each"
    return " (without \(subject): \(share) to judge by)"
  }
}

extension String {
  /// The text with its first letter in upper case.
  package var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() }
}

/// A share in per cent, such as `0.53 %`.
package func percent(_ share: Double) -> String {
  String(format: abs(share) >= 0.1 ? "%.1f %%" : "%.2f %%", share * 100)
}

/// Three decimals, such as `0.531`.
package func decimal(_ value: Double) -> String { String(format: "%.3f", value) }

/// Four significant digits, more before the point: `0.01264`, `12.64`, `126400`.
package func significant(_ value: Double) -> String {
  String(format: (1_000..<1e9).contains(abs(value)) ? "%.0f" : "%.4g", value)
}
