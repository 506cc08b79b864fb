extension JobKey {
  private static let every: [JobStep] = [.run, .train, .validate, .inspect]

  /// How the input is read.
  static let reading: [JobKey] = [
    JobKey(
      name: "label", summary: "The label column (default: found).", type: .text, steps: every,
      tables: { $0.input.label = try $1.text() }),
    JobKey(
      name: "schema",
      summary:
        "A YAML file that overrides what is found in the columns, or the contents of one in place.",
      type: .schema, steps: every,
      tables: { (configuration, value) in
        if let text = try value.schemaText() {
          configuration.input.schemaText = text
        } else {
          configuration.input.schemaPath = try value.path()
        }
      }),
    JobKey(
      name: "holdout",
      summary:
        "Real rows or images to judge the result on (default of a run: 10 % of the input, at most 10,000).",
      type: .path, steps: every,
      tables: { $0.input.holdoutPath = try $1.path() },
      images: { $0.input.holdoutPath = try $1.path() },
      translation: { $0.input.holdoutPath = try $1.path() }),
    JobKey(
      name: "encoding", summary: "How the text is encoded.", type: .names(of: TextEncoding.self),
      steps: every, tables: { $0.input.encoding = try $1.choice() }),
    JobKey(
      name: "delimiter",
      summary:
        "What stands between two fields: comma, semicolon, tab, bar or one character (default: found).",
      type: .text, steps: every, tables: { $0.input.delimiter = try $1.delimiter() }),
    JobKey(
      name: "quote", summary: "What encloses fields that contain the delimiter.",
      type: .choice(["double", "none"]), steps: every,
      tables: { $0.input.allowsQuotes = try $1.word() == "double" }),
    JobKey(
      name: "header", summary: "Whether the first line names the columns.",
      type: .names(of: ReadOptions.Header.self), steps: every,
      tables: { $0.input.header = try $1.choice() }),
    JobKey(
      name: "missing",
      summary: "The cells that mean \"no value\" (default: empty, NA and the like).",
      type: .texts, steps: every, tables: { $0.input.missing = try $1.texts() }),
  ]

  /// How images are read.
  static let imageReading: [JobKey] = [
    JobKey(
      name: "image-size",
      summary:
        "The size of all images, 64 or 64x48 (default: the most frequent one, at most 128 pixels long).",
      type: .text, steps: [.run, .train, .inspect],
      images: { $0.input.size = try $1.imageSize() },
      translation: { $0.input.size = try $1.imageSize() }),
    JobKey(
      name: "fit", summary: "How images of another shape are fitted.",
      type: .names(of: ImageFit.self), steps: [.run, .train, .inspect],
      images: { $0.input.fit = try $1.choice() },
      translation: { $0.input.fit = try $1.choice() }),
    JobKey(
      name: "channels", summary: "The channels of all images.",
      type: .choice(["auto", "grey", "grey-alpha", "rgb", "rgba"]),
      steps: [.run, .train, .inspect],
      images: {
        let word = try $1.word()
        $0.input.channels =
          ImageChannels(rawValue: word == "grey-alpha" ? "greyAlpha" : word) ?? .auto
      }, translation: { $0.input.channels = ImageChannels(rawValue: try $1.word()) ?? .rgba }),
    JobKey(
      name: "inception",
      summary: "Weights of Inception v3 for the Fréchet inception distance on 2,500 images.",
      type: .path, steps: [.run, .train, .inspect],
      images: { $0.input.inceptionPath = try $1.path() }),
  ]
}
