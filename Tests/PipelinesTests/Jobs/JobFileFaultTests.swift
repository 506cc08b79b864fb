import Pipelines
import Testing

@Suite("Faults in pipeline files")
struct JobFileFaultTests {
  private func fault(_ text: String) -> YAMLFault? {
    do throws(PipelineError) {
      _ = try JobFile(text: text, path: "batch.yaml", environment: ["HOME": "/root"])
      return nil
    } catch {
      if case .yamlFile(let fault) = error { return fault }
      return nil
    }
  }

  @Test("A fault shows its line and marks the place")
  func caret() {
    let text = "jobs:\n  a:\n    input: ${DATE}/a.csv\n"
    #expect(
      fault("variables: {DATA: x}\n" + text)?.description == """
        batch.yaml line 4, column 12: the variable 'DATE' has no value; did you mean 'DATA'?
              input: ${DATE}/a.csv
                     ^
        """)
    #expect(
      fault("jobs:\n  a: {input: a.csv, row: 5}\n")?.description.hasPrefix(
        "batch.yaml line 2, column 21: unknown key 'row'; did you mean 'rows'? a job may have step, "
      ) == true)
  }

  @Test(
    "Every fault is told at its place",
    arguments: [
      ("", 1, 1, "nothing where jobs are expected"),
      ("defaults: {}\n", 1, 1, "no jobs here"),
      ("job: {}\n", 1, 1, "unknown key 'job'; did you mean 'jobs'?"),
      ("jobs: [a]\n", 1, 7, "a list where the keys of jobs are expected"),
      ("jobs:\n  a: b\n", 2, 6, "'b' where the keys of a job are expected"),
      ("jobs:\n  a/b: {input: a.csv}\n", 2, 3, "'a/b' where a job's name of letters"),
      ("jobs:\n  a: {}\n", 2, 3, "the job 'a' has no input; name a table or images"),
      ("jobs:\n  a: {input: -}\n", 2, 14, "a job cannot read standard input"),
      ("jobs:\n  a: {input: \"\"}\n", 2, 14, "nothing where a text is expected"),
      ("jobs:\n  a: {step: validate, real: a.csv}\n", 2, 3, "has no synthetic"),
      ("jobs:\n  a: {step: vlidate}\n", 2, 13, "unknown step 'vlidate'; did you mean 'validate'?"),
      (
        "jobs:\n  a: {step: validate, real: a, synthetic: b, rows: 5}\n", 2, 46,
        "'rows' does not apply to a job whose step is validate"
      ),
      (
        "jobs:\n  a: {input: a.csv, rows: many}\n", 2, 27,
        "'many' where a whole number such as 10000"
      ),
      ("jobs:\n  a: {input: a.csv, rows: [1]}\n", 2, 27, "a list where a whole number"),
      ("jobs:\n  a: {input: a.csv, rows: 0}\n", 2, 27, "rows 0: a whole number from 1 to"),
      ("jobs:\n  a: {input: a.csv, balance: yes}\n", 2, 30, "'yes' where true or false"),
      ("jobs:\n  a: {input: a.csv, epochs: 2, steps: 3}\n", 2, 29, "epochs beside steps"),
      ("jobs:\n  a: {input: a.csv, seed: -1}\n", 2, 27, "a whole number of 0 or more"),
      ("jobs:\n  a: {input: a.csv, threads: 0}\n", 2, 30, "threads 0: a whole number from 1"),
      ("jobs:\n  a: {input: a.csv, objective: best}\n", 2, 32, "unknown objective 'best'"),
      ("jobs:\n  a: {input: a.csv, image-size: 8}\n", 2, 21, "does not apply to a table"),
      ("jobs:\n  a: {input: a.csv, gate: on}\n", 2, 27, "'on' where off or limits"),
      ("jobs:\n  a: {input: a.csv, gate: {detect: 1}}\n", 2, 28, "unknown check 'detect'"),
      ("jobs:\n  a: {input: a.csv, gate: {copies: -1}}\n", 2, 36, "a number of 0 or more"),
      ("jobs:\n  a: {input: a.csv, per-class-rows: {x: y}}\n", 2, 41, "'y' where a whole number"),
      ("jobs:\n  a: {input: a.csv, schema: {column: {}}}\n", 2, 30, "did you mean 'columns'?"),
      ("jobs:\n  a: {input: a.csv, constraints: []}\n", 2, 21, "unknown key 'constraints'"),
      ("jobs:\n  a: {input: a.csv, label: \"${X\"}\n", 2, 29, "'${' without '}'"),
      ("variables: {a b: 1}\njobs: {}\n", 1, 13, "'a b' where a name of letters"),
      ("defaults: {output: x}\njobs: {}\n", 1, 12, "'output' belongs to a single job"),
      ("defaults: {sed: 1}\njobs: {}\n", 1, 12, "did you mean 'seed'?"),
      ("jobs:\n  a: {input: a.csv}\n  a: {input: b.csv}\n", 2, 3, "occurs twice"),
      (
        "jobs:\n  a: {input: a.csv, output: x}\n  b: {input: b.csv, output: ./x/}\n", 3, 29,
        "the jobs 'a' and 'b' write to the same place"
      ),
      (
        "jobs:\n  a: {input: a.csv, output: x}\n  b: {input: b.csv, output: x/y}\n", 3, 29,
        "write to the same place"
      ),
      (
        "jobs:\n  loans: {input: a.csv}\n  b: {input: b.csv, needs: [loan]}\n", 3, 29,
        "unknown job 'loan'; did you mean 'loans'? there are loans, b"
      ),
      ("jobs:\n  a: {input: a.csv, needs: a}\n", 2, 28, "the job 'a' needs itself"),
      (
        "jobs:\n  a: {input: x/a.csv, output: x}\n", 2, 31,
        "the job 'a' reads what lies in its own output, 'x'"
      ),
      (
        "jobs:\n  a: {input: a.csv, needs: b}\n  b: {input: b.csv, needs: c}\n  c: {input: c.csv, needs: b}\n",
        3, 28, "jobs wait for each other: 'b' needs 'c' needs 'b'"
      ),
    ])
  func fault(text: String, line: Int, column: Int, message: String) {
    let fault = fault(text)
    #expect(fault?.line == line)
    #expect(fault?.column == column)
    #expect(fault?.message.contains(message) ?? false, "\(fault?.message ?? "accepted")")
  }

  @Test(
    "Names on the command line that no file has, and outputs of two files that meet, are refused")
  func betweenFiles() throws {
    let first = try JobFile(
      text: "variables: {DATA: x}\njobs:\n  a: {input: a.csv, output: made}\n", path: "one/a.yaml",
      environment: [:])
    let second = try JobFile(
      text: "jobs:\n  b: {input: a.csv, output: ../one/made}\n", path: "two/b.yaml",
      environment: [:])
    func refusal(_ settings: [String], _ only: [String], _ files: [JobFile]) -> String? {
      do throws(PipelineError) {
        try JobFile.check(files, settings: settings, only: only)
        return nil
      } catch {
        return error.description
      }
    }
    #expect(refusal(["DATA"], ["a"], [first]) == nil)
    #expect(
      refusal(["DATE"], [], [first])
        == "there is no variable 'DATE'; did you mean 'DATA'? there are DATA")
    #expect(
      refusal([], ["c"], [first, second]) == "there is no job 'c'; did you mean 'a'? there are a, b"
    )
    #expect(refusal([], [], [first, second])?.contains("write to the same place") == true)
  }
}
