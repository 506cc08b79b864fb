extension JobKey {
  private static let trained: [JobStep] = [.run, .train]

  /// What only models have that turn images into images.
  static let translation: [JobKey] = [
    JobKey(
      name: "input", summary: "The folder of images to be turned into others.", type: .path,
      steps: [.translate], translating: { $0.inputPath = try $1.path() }),
    JobKey(
      name: "loss", summary: "What a cyclegan minimises: cyclegan, dualgan or discogan.",
      type: .names(of: CycleLoss.self), steps: trained,
      translation: { $0.training.loss = try $1.choice() }),
    JobKey(
      name: "scale", summary: "How much larger srgan makes images: 2 or 4.", type: .wholeNumber,
      steps: trained, translation: { $0.training.scale = try $1.wholeNumber() }),
    JobKey(
      name: "direction",
      summary: "Which images of pairs the others are made from; which way a cyclegan turns images.",
      type: .names(of: PairDirection.self), steps: trained + [.translate],
      translation: { $0.input.direction = try $1.choice() },
      translating: { $0.direction = try $1.choice() }),
    JobKey(
      name: "pairs", summary: "How the pairs of pix2pix are stored.",
      type: .names(of: PairLayout.self), steps: trained,
      translation: { $0.input.pairs = try $1.choice() }),
    JobKey(
      name: "regions",
      summary: "A CSV file of the regions to be replaced: file,x,y,width,height.", type: .path,
      steps: trained + [.translate], translation: { $0.input.regionsPath = try $1.path() },
      translating: { $0.regionsPath = try $1.path() }),
    JobKey(
      name: "published-size",
      summary: "Networks of the published size, rather than ones that learn in minutes.",
      type: .flag, steps: trained,
      translation: { $0.training.hasPublishedSize = try $1.flag() }),
  ]
}
