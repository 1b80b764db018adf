import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Ledger

/// A ledger written by other software, when the samples are beside the repository.
struct OutsideLogTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/fixtures/tlog").standardizedFileURL.path
    static let isPresent = FileManager.default.fileExists(atPath: "\(folder)/checkpoint")

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
    }

    private func key() throws -> VerifierKey {
        try VerifierKey(text("vkey").trimmingCharacters(in: .newlines))
    }

    @Test(.enabled(if: isPresent, "needs ../shared/fixtures/tlog"))
    func itsCheckpointsAndProofVerify() throws {
        let key = try key()
        for name in ["checkpoint", "checkpoint.old", "checkpoint.cosigned"] {
            let bytes = Array(try text(name).utf8)
            let checkpoint = try SignedCheckpoint(decoding: bytes)
            try checkpoint.verify(with: key)
            #expect(checkpoint.encoded == bytes)
        }
        let proof = try TlogProof(text("proof.tlog-proof"))
        #expect(try proof.text == text("proof.tlog-proof"))
        let entry = Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/entry")))
        try proof.verify(entry: entry, key: key)
        #expect(throws: LedgerError.self) { try proof.verify(entry: entry + [0], key: key) }
    }

    @Test(.enabled(if: isPresent, "needs ../shared/fixtures/tlog"))
    func itsTilesGiveTheSameProofs() throws {
        let reader = LogReader(directory: Self.folder)
        let checkpoint = try #require(try reader.checkpoint()).checkpoint
        try reader.audit(checkpoint)
        #expect(try reader.root(size: checkpoint.size) == checkpoint.root)
        let proof = try TlogProof(text("proof.tlog-proof"))
        let index = proof.inclusion.index
        #expect(try reader.inclusionProof(of: index, size: checkpoint.size) == proof.inclusion)
        let earlier = try SignedCheckpoint(decoding: Array(text("checkpoint.old").utf8)).checkpoint
        let consistency = try reader.consistencyProof(from: earlier.size, to: checkpoint.size)
        try consistency.verify(earlierRoot: earlier.root, laterRoot: checkpoint.root)
        let lines = try text("consistency").split(separator: "\n").map(String.init)
        #expect(consistency.path.map { Base64.encode($0.bytes) } == lines)
    }

    @Test(.enabled(if: isPresent, "needs ../shared/fixtures/tlog"))
    func oursWritesTheSameTiles() throws {
        let entries = try LogReader(directory: Self.folder).entries(in: 0..<1000, size: 1000)
        let test = try TestLog()
        let log = try test.open()
        _ = try log.append(entries: entries)
        for file in test.tileFiles {
            let name = file.dropFirst(test.directory.count)
            #expect(test.bytes(file) == test.bytes(Self.folder + name), "\(name)")
        }
        let checkpoint = try #require(try LogReader(directory: Self.folder).checkpoint()).checkpoint
        #expect(try log.checkpoint.checkpoint.root == checkpoint.root)
    }
}
