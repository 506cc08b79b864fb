import Engine
import Parallel
import Testing

/// The walk backwards: sums over several uses, zeros for what is not used, nothing through constants.
@Suite struct TapeTests {
  private let team = ThreadTeam(threadCount: 1)

  private func scalar(_ value: Float) -> Tensor { Tensor([value], shape: [1, 1]) }

  @Test func `a parameter that the loss does not use has a gradient of zeros`() {
    let tape = Tape(team: team)
    let used = tape.parameter(scalar(2))
    let unused = tape.parameter(Tensor(repeating: 5, shape: [3, 4]))
    let loss = tape.apply(Matmul(), used, used)
    let found = tape.gradients(of: loss, for: [unused, used])
    #expect(found[0].shape == [3, 4] && found[0].elements == [Float](repeating: 0, count: 12))
    #expect(found[1].elements == [4])
  }

  @Test func `what is applied after the loss does not matter`() {
    let tape = Tape(team: team)
    let x = tape.parameter(scalar(3))
    let loss = tape.apply(Matmul(), x, x)
    _ = tape.apply(Matmul(), loss, x)
    #expect(tape.gradients(of: loss, for: [x])[0].elements == [6])
  }

  @Test func `every use of a value adds its part`() {
    // y = x², z = y + y + x, loss = z y = 2x⁴ + x³: the slope at 2 is 8·8 + 3·4.
    let tape = Tape(team: team)
    let x = tape.parameter(scalar(2))
    let y = tape.apply(Matmul(), x, x)
    let z = tape.apply(Add(), tape.apply(Add(), y, y), x)
    let loss = tape.apply(Matmul(), z, y)
    let found = tape.gradients(of: loss, for: [x, y])
    #expect(loss.value.elements == [40])
    #expect(found[0].elements == [76])
    // With respect to y alone: z + 2y.
    #expect(found[1].elements == [18])
  }

  @Test func `no gradient flows through a constant`() {
    let tape = Tape(team: team)
    let (x, fixed) = (tape.parameter(scalar(2)), tape.constant(scalar(7)))
    let loss = tape.apply(Matmul(), x, fixed)
    let found = tape.gradients(of: loss, for: [x, fixed])
    #expect(found[0].elements == [7] && found[1].elements == [0])
  }

  @Test func `gradients do not add up from one call to the next`() {
    let tape = Tape(team: team)
    let x = tape.parameter(scalar(3))
    let loss = tape.apply(Matmul(), x, x)
    let first = tape.gradients(of: loss, for: [x])[0].elements
    #expect(tape.gradients(of: loss, for: [x])[0].elements == first)
  }

  @Test func `a tensor's copies share nothing and its elements come in row-major order`() {
    let tensor = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    let copy = tensor.copy()
    copy.pointer[0] = 9
    #expect(tensor.elements == [1, 2, 3, 4, 5, 6] && copy.elements[0] == 9)
    let transposed = Matmul().forward(
      [tensor, Tensor([1, 0, 0, 0, 0, 1], shape: [3, 2])], team: team
    ).output
    #expect(transposed.shape == [2, 2] && transposed.elements == [1, 3, 4, 6])
  }
}
