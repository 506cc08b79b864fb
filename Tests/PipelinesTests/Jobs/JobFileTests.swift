import Pipelines
import Testing

@Suite("Pipeline file")
struct JobFileTests {
  private func file(
    _ text: String, settings: [String: String] = [:], environment: [String: String] = [:]
  ) throws -> JobFile {
    try JobFile(text: text, path: "batch.yaml", settings: settings, environment: environment)
  }

  private func table(_ text: String) throws -> PipelineConfiguration? {
    try file(text).jobs.first?.configuration as? PipelineConfiguration
  }

  @Test("Every kind of value reaches the configuration of tables")
  func tableKeys() throws {
    let configuration = try table(
      """
      jobs:
        loans:
          input: loans.csv
          label: default
          holdout: unseen.csv
          schema: columns.yaml
          delimiter: semicolon
          quote: none
          header: yes
          missing: ["", "-1"]
          encoding: latin1
          rows: 2,000
          balance: true
          seed: 7
          threads: 3
          epochs: 2.5
          time-budget: 60
          objective: adversarial
          per-class: shared
          stratify: false
          calibrate: false
          gate: {detection: 0.9, copies: 0.02}
          mark-source: true
      """)
    var expected = PipelineConfiguration(inputPath: "loans.csv")
    expected.input.label = "default"
    expected.input.holdoutPath = "unseen.csv"
    expected.input.schemaPath = "columns.yaml"
    expected.input.delimiter = 59
    expected.input.allowsQuotes = false
    expected.input.header = .yes
    expected.input.missing = ["", "-1"]
    expected.input.encoding = .latin1
    expected.sampling.rowCount = .count(2000)
    expected.sampling.isBalanced = true
    (expected.seed, expected.threadCount) = (7, 3)
    expected.training.epochs = 2.5
    expected.training.timeBudgetSeconds = 60
    expected.training.objective = .adversarial
    expected.training.classSharing = .shared
    expected.sampling.isStratified = false
    expected.sampling.calibratesExtremes = false
    try expected.validation.gate.setLimit("detection", to: 0.9)
    try expected.validation.gate.setLimit("copies", to: 0.02)
    expected.output.marksSource = true
    #expect(configuration == expected)
  }

  @Test("Every kind of value reaches the configuration of images, whatever the order of the keys")
  func imageKeys() throws {
    let job = try file(
      """
      jobs:
        shapes:
          input: made.npz
          needs: earlier
          steps: 40
          model: dcgan
          image-size: 32x16
          fit: pad
          channels: grey-alpha
          per-class-rows: {circle: 3, square: "4"}
          truncation: 1.5
          min-confidence: 0.5
          reject-copies: 0.01
          gain: false
          gate: off
          format: [idx, npz]
          checkpoint-every: 10
        earlier: {input: a.csv, output: made.npz}
      """
    ).jobs.first { $0.name == "shapes" }
    var expected = ImagePipelineConfiguration(inputPath: "made.npz")
    expected.training = .settings(of: .dcgan)
    expected.training.steps = 40
    expected.input.size = ImageSize("32x16")
    (expected.input.fit, expected.input.channels) = (.pad, .greyAlpha)
    expected.sampling.classCounts = ClassAmounts(named: ["circle": 3, "square": 4])
    expected.sampling.truncation = 1.5
    expected.sampling.minimumConfidence = 0.5
    expected.sampling.copyQuantile = 0.01
    expected.validation.measuresAugmentation = false
    expected.validation.gate.isEnabled = false
    expected.output.formats = [.idx, .npz]
    expected.output.checkpointInterval = 10
    #expect(job?.configuration as? ImagePipelineConfiguration == expected)
  }

  @Test("A job starts from the defaults, its own word stands over them, and it names its output")
  func defaults() throws {
    let file = try file(
      """
      defaults: {input: a.csv, seed: 3, rows: 10, image-size: 32}
      jobs:
        plain: {}
        own: {rows: auto, output: made/own/}
        judge: {step: validate, real: a.csv, synthetic: b.csv}
      """)
    #expect(file.jobs.map(\.name) == ["plain", "own", "judge"])
    #expect(file.jobs.map(\.output) == ["batch-runs/plain", "made/own", "batch-runs/judge"])
    #expect(file.jobs.map(\.step) == [.run, .run, .validate])
    let configurations = file.jobs.compactMap { $0.configuration as? PipelineConfiguration }
    #expect(configurations.map(\.seed) == [3, 3])
    #expect(configurations.map(\.sampling.rowCount) == [.count(10), .automatic])
    let judge = file.jobs[2].configuration as? ComparisonConfiguration
    #expect(judge?.seed == 3 && judge?.real.path == "a.csv" && judge?.syntheticPath == "b.csv")
  }

  @Test("A schema may stand in place, and says what a schema file says")
  func inlineSchema() throws {
    let configuration = try table(
      """
      jobs:
        a:
          input: a.csv
          schema: {label: y, columns: {day: {kind: temporal, format: "%d.%m.%Y"}}}
      """)
    let text = try #require(configuration?.input.schemaText)
    let schema = try SchemaFile(text: text, path: "schema")
    #expect(schema.label == "y")
    #expect(schema.columns == ["day": ColumnOverride(kind: .temporal, format: "%d.%m.%Y")])
  }

  @Test("Variables: the file's, over them the environment's, over both those set by hand")
  func variables() throws {
    let text = """
      variables: {ROOT: data, PLACE: "${ROOT}/tables", COUNT: 5}
      jobs:
        a: {input: "${PLACE}/a.csv", rows: "${COUNT}", label: "$${COUNT} and ${HOME}"}
      """
    func read(_ settings: [String: String], _ environment: [String: String]) throws
      -> PipelineConfiguration?
    {
      try file(text, settings: settings, environment: environment).jobs.first?.configuration
        as? PipelineConfiguration
    }
    let plain = try read([:], ["HOME": "/root"])
    #expect(plain?.input.path == "data/tables/a.csv")
    #expect(plain?.sampling.rowCount == .count(5))
    #expect(plain?.input.label == "${COUNT} and /root")
    let changed = try read(["COUNT": "7"], ["HOME": "", "ROOT": "other", "COUNT": "6"])
    #expect(changed?.input.path == "other/tables/a.csv")
    #expect(changed?.sampling.rowCount == .count(7))
  }

  @Test("Jobs come after those that they name and those whose output they read")
  func order() throws {
    let file = try file(
      """
      jobs:
        third: {step: validate, real: a.csv, synthetic: ./made/../made/first/synthetic.csv}
        second: {input: b.csv, needs: [first]}
        first: {input: a.csv, output: made/first}
        free: {input: c.csv, output: made/first-of-all}
      """)
    #expect(file.jobs.map(\.name) == ["first", "third", "second", "free"])
    #expect(file.jobs.map(\.needs) == [[], ["first"], ["first"], []])
  }
}
