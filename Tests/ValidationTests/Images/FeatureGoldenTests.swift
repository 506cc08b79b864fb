import Parallel
import Testing
import Validation

/// Distances of features against NumPy, SciPy and scikit-learn, by the formulas of pytorch-fid, torch-fidelity and prdc.
@Suite struct FeatureGoldenTests {
  private let golden: ImageGolden
  private let team = ThreadTeam(threadCount: 2)

  init() throws {
    golden = try ImageGolden.read()
  }

  @Test func eigenvaluesEqualNumPysAndVectorsRebuildTheMatrix() {
    #expect(golden.eigen.count >= 3)
    for expected in golden.eigen {
      let (n, rank) = (expected.dimension, expected.rank)
      let factor = Draws.features("eigen \(expected.name)", rank, n).values.map(Double.init)
      var matrix = [Double](repeating: 0, count: n * n)
      for row in 0..<n {
        for column in 0..<n {
          for inner in 0..<rank {
            matrix[row * n + column] += factor[inner * n + row] * factor[inner * n + column]
          }
        }
      }
      let eigen = SymmetricEigen(matrix, dimension: n)
      let bare = SymmetricEigen(matrix, dimension: n, wantsVectors: false)
      #expect(bare.vectors.isEmpty)
      for (index, value) in expected.values.enumerated() {
        #expect(isNear(eigen.values[index], value), "\(expected.name)")
        #expect(isNear(bare.values[index], value), "\(expected.name)")
      }
      for row in 0..<n {
        for column in 0..<n {
          var rebuilt = 0.0
          var product = 0.0
          for index in 0..<n {
            let vectors = eigen.vectors
            rebuilt +=
              eigen.values[index] * vectors[index * n + row] * vectors[index * n + column]
            product += vectors[row * n + index] * vectors[column * n + index]
          }
          #expect(isNear(rebuilt, matrix[row * n + column]), "\(expected.name)")
          #expect(isNear(product, row == column ? 1 : 0), "\(expected.name)")
        }
      }
    }
  }

  @Test func frechetDistancesEqualTheFormulaOfPytorchFid() {
    #expect(golden.pairs.count >= 3)
    for pair in golden.pairs {
      let sides = pair.sides
      for (first, second) in [(0, 1), (1, 0)] {
        let score = FrechetDistance.score(sides[first], sides[second], team: team)
        #expect(isNear(score, pair.frechet), "\(pair.name): \(score), \(pair.frechet)")
      }
    }
  }

  @Test func kernelDistancesEqualScikitLearnsKernel() {
    for pair in golden.pairs {
      let sides = pair.sides
      #expect(isNear(KernelDistance.distance(sides[0], sides[1]), pair.kernel), "\(pair.name)")
    }
  }

  @Test func neighboursEqualTheFormulasOfPRDC() throws {
    for pair in golden.pairs {
      let sides = pair.sides
      for (key, expected) in pair.prdc {
        let scores = PRDC(
          real: sides[0], fake: sides[1], neighbourCount: try #require(Int(key)), team: team)
        #expect(isNear(scores.precision, expected.precision), "\(pair.name)")
        #expect(isNear(scores.recall, expected.recall), "\(pair.name)")
        #expect(isNear(scores.density, expected.density), "\(pair.name)")
        #expect(isNear(scores.coverage, expected.coverage), "\(pair.name)")
      }
    }
  }

  @Test func meanDistancesEqualSciPys() {
    let measure = ClassDiversity(imageLimit: .max)
    for pair in golden.pairs {
      for (side, expected) in zip(pair.sides, pair.meanDistances) {
        #expect(isNear(measure.meanDistance(side), expected), "\(pair.name)")
      }
      let ratio = measure.ratio(fake: pair.sides[1], real: pair.sides[0])
      #expect(isNear(ratio, pair.meanDistances[1] / pair.meanDistances[0]), "\(pair.name)")
    }
  }

  @Test func classifierScoresEqualTheFormulaOfTorchFidelity() {
    #expect(golden.scores.count >= 3)
    for expected in golden.scores {
      let probabilities = Features(
        count: expected.labels.count, dimension: expected.dimension,
        values: expected.probabilities)
      let score = ClassifierScore(splitCount: expected.parts)
        .score(probabilities, order: Array(0..<probabilities.count))
      #expect(isNear(score.score, expected.mean), "\(expected.name): \(score)")
      #expect(isNear(score.standardDeviation ?? 0, expected.deviation), "\(expected.name)")
    }
  }

  @Test func labelAccuraciesEqualScikitLearns() {
    for expected in golden.scores {
      let probabilities = Features(
        count: expected.labels.count, dimension: expected.dimension,
        values: expected.probabilities)
      let accuracy = LabelAccuracy(probabilities: probabilities, labels: expected.labels)
      #expect(isNear(accuracy.overall, expected.accuracy), "\(expected.name)")
      for (index, recall) in expected.recalls.enumerated() {
        #expect(isNear(accuracy.within(index), recall), "\(expected.name)")
      }
    }
  }
}
