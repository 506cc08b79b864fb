import Datasets
import Foundation
import Parallel
import Testing

@Suite struct ImageSpeedSlow {
  private func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return Double((ContinuousClock.now - start).components.attoseconds) * 1e-18
      + Double((ContinuousClock.now - start).components.seconds)
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data or AUGMENT_SHARED_DATA"))
  func `sixty thousand images of Fashion-MNIST are read`() throws {
    let scratch = try Scratch()
    let tar = Process()
    tar.executableURL = URL(filePath: "/bin/tar")
    let archive = try #require(SharedData.directory).appending(
      path: "images/fashion_mnist_train.tar.gz")
    tar.arguments = ["-xzf", archive.path, "-C", scratch.url.path]
    try tar.run()
    tar.waitUntilExit()
    var set = TestImages.set(0)
    let team = ThreadTeam(threadCount: 2)
    let reading = try seconds {
      set = try ImageFolderReader.read(path: scratch.path("fashion_mnist"), team: team)
    }
    #expect(set.count == 60_000 && set.size == ImageSize(width: 28, height: 28))
    #expect(set.channels == 1 && set.classCounts.allSatisfy { $0 == 6_000 })
    let mean = set.pixels.reduce(into: 0) { $0 += Int($1) }
    #expect(abs(Double(mean) / Double(set.pixels.count) / 255 - 0.2860) < 0.0001)
    let copies = DuplicateImages(of: set, team: team)
    let part = set.images(at: Array(0..<10_000))
    let writing = try seconds {
      try ImageFolderWriter().write(part, to: scratch.path("out"), team: team)
    }
    print("read 60,000 images in \(reading) s; wrote 10,000 in \(writing) s; \(copies)")
  }
}
