/// The names of classes as names of folders, on any system and whatever a class is called.
///
/// What a folder's name cannot hold or should not begin or end with stands as `%` and two hexadecimal
/// digits per UTF-8 byte: `/ \ : * ? " < > |`, control characters, a leading dot, a leading or trailing
/// blank, a trailing dot, the first letter of the names that Windows keeps for devices, and a `%` that could
/// be taken for the beginning of such a code. The empty name is `%`. Undoing the codes gives the name back.
/// A name above 200 bytes is cut and ends in `%~` and a hash; only a list of the files has it whole then.
public enum FolderName {
  private static let longest = 200

  /// The folder's name of a class.
  public static func encoded(_ name: String) -> String { encoded(name, escapedCount: 0) }

  /// The class of a folder: the name whose folder this is, or else the folder's name itself.
  public static func decoded(_ folder: String) -> String {
    guard folder.utf8.contains(0x25), !folder.contains("%~") else { return folder }
    if folder == "%" { return "" }
    var bytes: [UInt8] = []
    let stored = Array(folder.utf8)
    var place = 0
    while place < stored.count {
      if let byte = code(in: stored, at: place) {
        bytes.append(byte)
        place += 3
      } else {
        bytes.append(stored[place])
        place += 1
      }
    }
    let name = String(decoding: bytes, as: UTF8.self)
    let isOurs = (0...name.unicodeScalars.count).contains { count in
      encoded(name, escapedCount: count).utf8.elementsEqual(stored)
    }
    return isOurs ? name : folder
  }

  /// One folder's name per class, different even where upper and lower case, or two spellings of a
  /// character, are one: further letters of the later name are escaped then.
  public static func distinct(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      var folder = encoded(name)
      var attempt = 0
      while !taken.insert(folder.lowercased()).inserted {
        attempt += 1
        folder =
          attempt <= name.unicodeScalars.count
          ? encoded(name, escapedCount: attempt) : encoded(name) + "%~\(attempt)"
      }
      return folder
    }
  }

  private static func encoded(_ name: String, escapedCount: Int) -> String {
    if name.isEmpty { return "%" }
    let scalars = Array(name.unicodeScalars)
    let isReserved = isDevice(name)
    var folder = ""
    for (index, scalar) in scalars.enumerated() {
      let isEscaped =
        index < escapedCount || isReserved && index == 0 || isForbidden(scalar)
        || scalar == "." && (index == 0 || index == scalars.count - 1)
        || scalar == " " && (index == 0 || index == scalars.count - 1)
        || scalar == "%" && isCode(scalars[(index + 1)...])
      if isEscaped {
        for byte in String(scalar).utf8 { folder += "%" + hexadecimal(byte) }
      } else {
        folder.unicodeScalars.append(scalar)
      }
    }
    return shortened(folder, name)
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: "/\\:*?\"<>|".unicodeScalars.contains(scalar)
    }
  }

  /// Whether a `%` before these could be taken for a code, a mark of a cut name or the empty name.
  private static func isCode(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = rest.first else { return rest.startIndex == 1 }
    return first == "~"
      || rest.count >= 2 && rest.prefix(2).allSatisfy(\.properties.isASCIIHexDigit)
  }

  /// Names of devices in Windows, with any ending.
  private static func isDevice(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }.uppercased()
    if ["CON", "PRN", "AUX", "NUL"].contains(stem) { return true }
    let isNumbered = stem.hasPrefix("COM") || stem.hasPrefix("LPT")
    return isNumbered && stem.count == 4 && ("0"..."9").contains(stem.suffix(1))
  }

  private static func shortened(_ folder: String, _ name: String) -> String {
    guard folder.utf8.count > longest else { return folder }
    var cut = ""
    for scalar in folder.unicodeScalars where cut.utf8.count < longest - 24 {
      cut.unicodeScalars.append(scalar)
    }
    // FNV-1a, Fowler, Noll and Vo, 64 bits.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return cut + "%~" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func code(in bytes: [UInt8], at place: Int) -> UInt8? {
    guard bytes[place] == 0x25, place + 2 < bytes.count else { return nil }
    let digits = String(decoding: bytes[(place + 1)...(place + 2)], as: UTF8.self)
    return digits.contains("+") || digits.contains("-") ? nil : UInt8(digits, radix: 16)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
