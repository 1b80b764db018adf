// swift-tools-version: 6.2
import PackageDescription

/// Settings that every module of Lethe is built with.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "lethe",
    products: [
        .executable(name: "lethe", targets: ["lethe"]),
        .executable(name: "lethe-verify", targets: ["lethe-verify"]),
        // What Benchmarks/ measures.
        .library(
            name: "LetheModules",
            targets: [
                "Keyring", "PolicyEngine", "PostgresClient", "VaultCore", "VaultCrypto", "VaultStorage",
            ]
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CTLS", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        // Headers only: a token's module is loaded when it is named.
        .systemLibrary(name: "CPKCS11", providers: [.apt(["libp11-kit-dev"])]),

        // Writes policies/ into a source of VaultStorage, so that the program needs no folder beside it.
        .plugin(name: "EmbedRules", capability: .buildTool(), dependencies: ["embed-rules"]),
        .executableTarget(name: "embed-rules", path: "Plugins/embed-rules", swiftSettings: strict),

        .target(name: "VaultModel", swiftSettings: strict),
        .target(
            name: "VaultCrypto",
            dependencies: ["VaultModel", "CSodium", "COpenSSL"],
            swiftSettings: strict
        ),
        .target(
            name: "PostgresClient",
            dependencies: [
                "CLibPQ", .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "PolicyEngine",
            dependencies: ["VaultModel", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict
        ),
        .target(name: "Keyring", dependencies: ["VaultCrypto"], swiftSettings: strict),
        .target(name: "Ledger", dependencies: ["VaultCrypto"], swiftSettings: strict),
        .target(name: "Evidence", dependencies: ["Keyring", "Ledger"], swiftSettings: strict),
        .target(
            name: "VaultCore",
            dependencies: [
                "Evidence", "PolicyEngine", .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "VaultStorage",
            dependencies: [
                "VaultCore", "PostgresClient", .product(name: "Logging", package: "swift-log"),
            ],
            resources: [
                .embedInCode("Migrations/0001_vault.sql"), .embedInCode("Migrations/0002_law.sql"),
                .embedInCode("Migrations/0003_search_slot.sql"),
                .embedInCode("Migrations/0004_backups.sql"),
                .embedInCode("Migrations/0005_gate.sql"),
                .embedInCode("Migrations/0006_key_renewal.sql"),
                .embedInCode("Migrations/0007_narrowings.sql"),
                .embedInCode("Migrations/0008_persons.sql"),
                .embedInCode("Migrations/0009_index_renewal.sql"),
                .embedInCode("Migrations/0010_partitions.sql"),
                .embedInCode("Migrations/0011_aliases.sql"),
            ],
            swiftSettings: strict,
            plugins: ["EmbedRules"]
        ),
        .target(name: "FHIR", dependencies: ["VaultCore"], swiftSettings: strict),
        .target(name: "Providers", dependencies: ["Keyring", "CPKCS11", "CTLS"], swiftSettings: strict),
        .executableTarget(
            name: "lethe",
            dependencies: [
                "FHIR", "Providers", "VaultStorage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "lethe-verify",
            dependencies: [
                "Evidence", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        // What several folders of tests use.
        .target(name: "TestSupport", path: "Tests/Support", swiftSettings: strict),
        .testTarget(name: "VaultModelTests", dependencies: ["VaultModel"], swiftSettings: strict),
        .testTarget(
            name: "VaultCryptoTests",
            dependencies: ["VaultCrypto", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PostgresClientTests",
            dependencies: ["PostgresClient", .product(name: "MetricsTestKit", package: "swift-metrics")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PolicyEngineTests",
            dependencies: ["PolicyEngine", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(name: "KeyringTests", dependencies: ["Keyring", "TestSupport"], swiftSettings: strict),
        // A vault's side of a key safe on another machine, as a process of its own that tests stop and continue.
        .executableTarget(
            name: "remote-safe-client",
            dependencies: ["Providers"],
            path: "Tests/RemoteSafeCommand",
            swiftSettings: strict
        ),
        .testTarget(
            name: "ProvidersTests",
            dependencies: ["Providers", "Keyring", "CPKCS11", "remote-safe-client", "lethe"],
            swiftSettings: strict
        ),
        .testTarget(name: "FHIRTests", dependencies: ["FHIR", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "EvidenceTests", dependencies: ["Evidence", "TestSupport"], swiftSettings: strict),
        // The adversary of `make residue` and of the tests.
        .target(
            name: "Residue",
            dependencies: ["VaultStorage", .product(name: "Logging", package: "swift-log")],
            path: "Tests/Residue",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "residue-search",
            dependencies: ["Residue", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Tests/ResidueCommand",
            swiftSettings: strict
        ),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "FHIR", "VaultStorage", "lethe", "Evidence", "Ledger", "PolicyEngine", "Residue",
                "TestSupport",
            ],
            swiftSettings: strict
        ),
    ]
)
