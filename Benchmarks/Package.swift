// swift-tools-version: 6.2
import PackageDescription

/// The settings of Lethe's own modules.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "lethe", path: "..")],
    targets: [
        // What is compared with, straight on OpenSSL, and a count of the process's own fsyncs.
        .target(name: "CPeer", linkerSettings: [.linkedLibrary("crypto")]),
        .executableTarget(
            name: "benchmarks",
            dependencies: ["CPeer", .product(name: "LetheModules", package: "lethe")],
            swiftSettings: strict
        ),
    ]
)
