import Foundation
import Pipelines
import Testing

@Suite("Pipeline configuration")
struct PipelineConfigurationTests {
  private func refusal(_ change: (inout PipelineConfiguration) -> Void) -> PipelineError? {
    var configuration = PipelineConfiguration(inputPath: "a.csv")
    change(&configuration)
    do {
      try configuration.check()
      return nil
    } catch {
      return error
    }
  }

  @Test("The defaults are fine")
  func defaults() {
    #expect(refusal { _ in } == nil)
  }

  @Test("Values without sense are usage errors")
  func checks() {
    #expect(refusal { $0.sampling.rowCount = .count(0) }?.exitCode == 64)
    #expect(refusal { $0.sampling.rowCount = .count(-5) }?.exitCode == 64)
    #expect(refusal { $0.sampling.rowCount = .count(Int.max) }?.exitCode == 64)
    #expect(refusal { $0.threadCount = 0 }?.exitCode == 64)
    #expect(refusal { $0.training.steps = 0 }?.exitCode == 64)
    #expect(refusal { $0.training.epochs = .nan }?.exitCode == 64)
    #expect(refusal { $0.training.timeBudgetSeconds = .infinity }?.exitCode == 64)
    #expect(refusal { $0.split.holdoutFraction = 1 }?.exitCode == 64)
  }

  @Test("A limit of the gate is set by its name")
  func gateLimits() throws {
    var configuration = PipelineConfiguration(inputPath: "a.csv")
    try configuration.validation.gate.setLimit("detection", to: 0.7)
    #expect(configuration.validation.gate.detection == GateLimit(warning: 0.7, failure: 0.7))
    #expect(throws: PipelineError.self) {
      try configuration.validation.gate.setLimit("detecton", to: 0.7)
    }
    #expect(throws: PipelineError.self) {
      try configuration.validation.gate.setLimit("copies", to: -1)
    }
  }

  @Test("The encoded form leaves out what does not change the result, and reads back")
  func coding() throws {
    var configuration = PipelineConfiguration(inputPath: "a.csv")
    configuration.seed = 7
    configuration.threadCount = 3
    configuration.output.directory = "elsewhere"
    configuration.input.delimiter = 9
    configuration.input.header = .no
    let data = try JSONEncoder().encode(configuration)
    let text = String(decoding: data, as: UTF8.self)
    #expect(!text.contains("elsewhere"))
    #expect(!text.contains("threadCount"))
    var read = try JSONDecoder().decode(PipelineConfiguration.self, from: data)
    read.threadCount = 3
    read.output.directory = "elsewhere"
    #expect(read == configuration)
  }
}
