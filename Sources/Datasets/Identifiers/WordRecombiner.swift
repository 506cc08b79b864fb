/// Makes new texts in the manner of given ones by taking each word from another text, at a like
/// place.
///
/// A text is cut into words and what stands between them. A new text follows the build of one given
/// text (its number of words and the signs between them) and fills each place with a word that
/// stood at such a place somewhere: the same position (from the fifth on all alike) before the same
/// sign. Titles, first names and surnames so keep their places.
public struct WordRecombiner: Sendable {
  private struct Place: Hashable {
    var index: Int
    var separator: String
  }

  private var builds: [(lead: String, places: [Int])] = []
  private var places: [Place] = []
  private var words: [[String]] = []

  /// Learns from these texts; repeated ones weigh accordingly.
  public init(texts: some Sequence<String>) {
    var index: [Place: Int] = [:]
    for text in texts {
      let (lead, pieces) = Self.pieces(of: text)
      var build: [Int] = []
      for (position, piece) in pieces.enumerated() {
        let place = Place(index: min(position, 4), separator: piece.separator)
        let number = index[place] ?? places.count
        if number == places.count {
          index[place] = number
          places.append(place)
          words.append([])
        }
        words[number].append(piece.word)
        build.append(number)
      }
      builds.append((lead, build))
    }
  }

  /// A new text; not necessarily different from the given ones.
  ///
  /// Empty when there were none.
  public func text(using generator: inout some RandomNumberGenerator) -> String {
    guard !builds.isEmpty else { return "" }
    let build = builds[Int.random(in: 0..<builds.count, using: &generator)]
    var text = build.lead
    for place in build.places {
      text += words[place][Int.random(in: 0..<words[place].count, using: &generator)]
      text += places[place].separator
    }
    return text
  }

  /// What comes before the first word, then each word with what follows it.
  ///
  /// Apostrophes and hyphens inside words
  /// belong to them.
  private static func pieces(of text: String) -> (
    lead: String, pieces: [(word: String, separator: String)]
  ) {
    var lead = ""
    var pieces: [(word: String, separator: String)] = []
    var isInWord = false
    for character in text {
      let joins = isInWord && (character == "'" || character == "-" || character == "’")
      if character.isLetter || character.isNumber || joins {
        if isInWord {
          pieces[pieces.count - 1].word.append(character)
        } else {
          pieces.append((String(character), ""))
        }
        isInWord = true
      } else {
        isInWord = false
        if pieces.isEmpty {
          lead.append(character)
        } else {
          pieces[pieces.count - 1].separator.append(character)
        }
      }
    }
    return (lead, pieces)
  }
}
