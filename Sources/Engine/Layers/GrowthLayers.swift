/// How far networks that grow have grown: so many doublings of the base image are done, and a share of the next.
public struct Growth: Sendable, Equatable {
  /// Doublings that are done.
  public var stage: Int
  /// The share of the next one, 0 up to below 1.
  public var share: Float

  /// A growth.
  public init(stage: Int, share: Float = 0) { (self.stage, self.share) = (stage, share) }

  /// The share of a run's steps in which networks grow. Those at small sizes cost little: the rest takes most of the time.
  public static let growing = 0.75

  /// After this share of a run, of which `growing` goes to `stages` doublings: each lasts as long as the pause before it.
  public init(progress: Double, stages: Int) {
    let place = max(0, progress / Self.growing * Double(2 * stages))
    let stage = min(stages, Int(place / 2))
    self.init(
      stage: stage, share: stage < stages ? Float(max(0, place - Double(2 * stage + 1))) : 0)
  }

  /// The stages that work: those done, and the next one where it has begun.
  var activeCount: Int { share > 0 ? stage + 1 : stage }
}

/// A generator that grows: blocks, each of which doubles the image, and for each size a way to colours.
///
/// Images of every growth have the full size: those of earlier sizes are enlarged.
/// - Source: Karras et al. (2018), arXiv 1710.10196, section 2.
public struct GrowingGeneratorLayer: Layer {
  private let first: any Layer
  private let blocks: [any Layer]
  private let colours: [any Layer]
  private let growth: Growth

  /// `first` makes the base image, `blocks[s]` doubles it for the s-th time; `colours[s]` makes an image after s doublings.
  public init(first: any Layer, blocks: [any Layer], colours: [any Layer], growth: Growth) {
    (self.first, self.blocks, self.colours, self.growth) = (first, blocks, colours, growth)
  }

  private var parts: [any Layer] {
    [first.named("base")]
      + blocks.enumerated().map { $1.named("block.\($0)") }
      + colours.enumerated().map { $1.named("colour.\($0)") }
  }

  public var weights: [Weight] { parts.flatMap(\.weights) }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    var h = first.output(x, &pass)
    var (earlier, last) = (h, h)
    for (stage, block) in blocks.enumerated() {
      if stage < growth.activeCount {
        earlier = h
        h = block.output(h, &pass)
        last = h
      } else {
        pass.skip(block)
      }
    }
    let tape = pass.tape
    let doubling = OperationLayer(NearestUpsampling())
    var result: Variable?
    for (stage, colour) in colours.enumerated() {
      if stage == growth.stage {
        let image = colour.output(growth.share > 0 ? earlier : last, &pass)
        result =
          growth.share > 0
          ? tape.apply(Scale(1 - growth.share), doubling.output(image, &pass)) : image
      } else if stage == growth.stage + 1, growth.share > 0, let old = result {
        let image = tape.apply(Scale(growth.share), colour.output(last, &pass))
        result = tape.apply(Add(), old, image)
      } else {
        pass.skip(colour)
      }
    }
    let missing = blocks.count - growth.activeCount
    guard let image = result, missing > 0 else { return result ?? h }
    return tape.apply(NearestUpsampling(factor: 1 << missing), image)
  }
}

/// A discriminator that grows: for each size a way from colours, and blocks, each of which halves the image.
///
/// It sees images of the full size, which are made smaller first.
/// - Source: Karras et al. (2018), arXiv 1710.10196, section 2.
public struct GrowingDiscriminatorLayer: Layer {
  private let last: any Layer
  private let blocks: [any Layer]
  private let colours: [any Layer]
  private let growth: Growth

  /// `last` scores the base image, `blocks[s]` halves an image to s doublings; `colours[s]` reads an image of s doublings.
  public init(last: any Layer, blocks: [any Layer], colours: [any Layer], growth: Growth) {
    (self.last, self.blocks, self.colours, self.growth) = (last, blocks, colours, growth)
  }

  private var order: [any Layer] {
    colours.enumerated().reversed().map { $1.named("colour.\($0)") }
      + blocks.enumerated().reversed().map { $1.named("block.\($0)") } + [last.named("base")]
  }

  public var weights: [Weight] { order.flatMap(\.weights) }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let tape = pass.tape
    let missing = blocks.count - growth.activeCount
    let image = missing > 0 ? tape.apply(AveragePooling(factor: 1 << missing), x) : x
    var (new, old): (Variable?, Variable?)
    for stage in colours.indices.reversed() {
      if stage == growth.activeCount {
        new = colours[stage].output(image, &pass)
      } else if growth.share > 0, stage == growth.stage {
        old = colours[stage].output(tape.apply(AveragePooling(), image), &pass)
      } else {
        pass.skip(colours[stage])
      }
    }
    var h = new ?? image
    for stage in blocks.indices.reversed() {
      if stage >= growth.activeCount {
        pass.skip(blocks[stage])
        continue
      }
      h = blocks[stage].output(h, &pass)
      if stage == growth.stage, let old {
        h = tape.apply(
          Add(), tape.apply(Scale(growth.share), h), tape.apply(Scale(1 - growth.share), old))
      }
    }
    return last.output(h, &pass)
  }
}
