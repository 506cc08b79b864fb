// swift-tools-version: 6.1
import PackageDescription

/// Warnings that keep module interfaces explicit, the same for every Swift target.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "augment",
  products: [
    .executable(name: "augment", targets: ["augment"]),
    .library(name: "Pipelines", targets: ["Pipelines"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // The C libraries, each seen by exactly one Swift module.
    .systemLibrary(name: "CCSV"),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CCrypto"),
    .systemLibrary(name: "CXGBoost"),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
    .target(name: "CKernels"),

    // The house: imports run from the bottom of this list to its top, never the other way.
    .target(name: "Parallel", swiftSettings: strict),
    .target(
      name: "Engine", dependencies: ["CKernels", "COneDNN", "Parallel"], swiftSettings: strict),
    .target(
      name: "Datasets", dependencies: ["CCSV", "CPNG", "CZlib", "Parallel"], swiftSettings: strict),
    .target(name: "Encoding", dependencies: ["Datasets", "Parallel"], swiftSettings: strict),
    .target(
      name: "Synthesis", dependencies: ["Encoding", "Engine", "Parallel"], swiftSettings: strict),
    .target(
      name: "Validation", dependencies: ["CXGBoost", "Datasets", "Parallel"], swiftSettings: strict),
    .target(
      name: "Reporting",
      dependencies: ["Validation", .product(name: "Mustache", package: "swift-mustache")],
      swiftSettings: strict),
    .target(
      name: "Pipelines",
      dependencies: [
        "CCrypto", "Datasets", "Encoding", "Reporting", "Synthesis", "Validation", "Parallel",
        "Yams",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "augment",
      dependencies: [
        "Pipelines",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "image-benchmark", dependencies: ["Datasets", "Encoding", "Parallel", "Synthesis"],
      path: "Benchmarks/ImageBenchmark",
      swiftSettings: strict),

    // One test target per module, then the program from outside, then the rules of the repository.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "ParallelTests", dependencies: ["Parallel"], swiftSettings: strict),
    .testTarget(
      name: "EngineTests", dependencies: ["CKernels", "Engine", "Parallel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "Parallel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EncodingTests", dependencies: ["Datasets", "Encoding", "Parallel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SynthesisTests",
      dependencies: ["Datasets", "Encoding", "Engine", "Parallel", "Synthesis", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ValidationTests", dependencies: ["Datasets", "Parallel", "Validation"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Datasets", "Parallel", "Reporting", "TestSupport", "Validation"],
      swiftSettings: strict),
    .testTarget(name: "PipelinesTests", dependencies: ["Pipelines"], swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests", dependencies: ["augment"], exclude: ["Snapshots"],
      swiftSettings: strict),
    .testTarget(name: "RepositoryTests", swiftSettings: strict),
  ],
  cLanguageStandard: .c17
)
