internal import Parallel

/// What a person should know about images before they are learned from.
struct ImageNotes {
  private(set) var sentences: [String] = []

  /// Classes with fewer images than this can only be repeated, not learned.
  private static let fewestClassImages = 20

  init(
    _ images: ImageSet, hasHoldout: Bool, _ input: ImageInputConfiguration, team: ThreadTeam
  ) {
    let source = images.source
    let lost = images.skipped.filter(\.reason.isLoss)
    if let first = lost.first {
      sentences.append(
        lost.count == 1
          ? "1 file was skipped: \(first.shown)"
          : "\(lost.count.grouped) files were skipped, such as \(first.shown)")
    }
    let others = images.skipped.count - lost.count
    if others > 0, let first = images.skipped.first(where: { !$0.reason.isLoss }) {
      sentences.append("\(others.counted("file")) left out, such as \(first.shown)")
    }
    if source.fittedCount > 0 {
      let sizes = source.sizes.count
      let words = sizes > 1 ? "images have \(sizes.grouped) sizes" : "images have another size"
      sentences.append(
        "\(words): \(source.fittedCount.grouped) were brought to \(images.size) (\(input.fit.rawValue))"
          + (input.size == nil ? "; --image-size names another" : ""))
    }
    if !source.emptyFolders.isEmpty {
      let names = source.emptyFolders.prefix(5).map { "'\($0.shown(30))'" }
      sentences.append("folders without images: \(names.joined(separator: ", "))")
    }
    let tests = source.otherSplits.filter { $0.lowercased().hasPrefix("t") }
    if !hasHoldout, let test = tests.first {
      sentences.append(
        "'\(test.shown(30))' beside the images is not read; --holdout judges on it")
    }
    addClasses(images)
    let duplicates = DuplicateImages(of: images, team: team)
    if duplicates.count > 0 {
      let across = duplicates.acrossClassesCount
      sentences.append(
        "\(duplicates.count.counted("image")) \(duplicates.count == 1 ? "equals" : "equal") an earlier one"
          + (across > 0 ? ", \(across.grouped) of them of another class" : ""))
    }
  }

  private mutating func addClasses(_ images: ImageSet) {
    if images.classNames.count == 1 {
      sentences.append(
        "all images are of one class, so whether they train a classifier is not measured")
    }
    let small = zip(images.classNames, images.classCounts).filter {
      $1 > 0 && $1 < Self.fewestClassImages
    }
    guard let (name, count) = small.min(by: { $0.1 < $1.1 }) else { return }
    let number = count.counted("image")
    sentences.append(
      small.count == 1
        ? "class '\(name.shown())' has only \(number): its synthetic images will be much alike"
        : "\(small.count) classes have fewer than \(Self.fewestClassImages) images "
          + "('\(name.shown())' has \(number)): their synthetic images will be much alike")
  }
}

extension SkippedImage {
  fileprivate var shown: String { description.shown(160) }
}
