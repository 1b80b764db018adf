import Foundation
import Synchronization
import VaultCrypto
import VaultModel

@testable import Ledger

/// A ledger in a temporary directory with two places for its head, as a vault has it.
final class TestLog: Sendable {
    static let origin = "vault.example/log"

    let folder: TemporaryDirectory
    let seed: [UInt8]

    init(seed: UInt8 = 7) throws {
        folder = try TemporaryDirectory()
        self.seed = [UInt8](repeating: seed, count: 32)
        for name in ["log", "east", "west"] {
            try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: false)
        }
    }

    var directory: String { path("log") }
    var heads: [String] { [path("east/head"), path("west/head")] }
    var reader: LogReader { LogReader(directory: directory) }

    func path(_ name: String) -> String {
        "\(folder.path)/\(name)"
    }

    func key(seed: [UInt8]? = nil) -> SigningKey {
        let seed = seed ?? self.seed
        return SigningKey(
            seed: SecretBytes(count: SigningKey.seedSize) { span in
                for (offset, byte) in seed.enumerated() {
                    span.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
                }
            }
        )
    }

    var verifierKey: VerifierKey {
        get throws { try VerifierKey(name: Self.origin, publicKey: key().publicKey) }
    }

    func open(creating: Bool = true, faults: FaultPlan = .none) throws -> TileLog {
        try TileLog(
            directory: directory,
            origin: Self.origin,
            heads: heads,
            key: key(),
            creating: creating,
            faults: faults
        )
    }

    func bytes(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(fileURLWithPath: path))).map(Array.init)
    }

    func overwrite(_ path: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: path)
    }

    /// Every file below the ledger's `tile` directory.
    var tileFiles: [String] {
        let root = "\(directory)/tile"
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
        // Directories have no bytes.
        return all.map { "\(root)/\($0)" }.filter { bytes($0) != nil }.sorted()
    }
}
