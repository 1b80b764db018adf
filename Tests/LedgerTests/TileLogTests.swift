import Testing
import VaultCrypto

@testable import Ledger

struct TileLogTests {
    @Test func aNewLedgerIsEmptyAndSigned() throws {
        let test = try TestLog()
        let log = try test.open()
        let signed = try log.checkpoint
        #expect(signed.checkpoint.size == 0)
        #expect(signed.checkpoint.root == MerkleTree.emptyRoot)
        try signed.verify(with: test.verifierKey)
        #expect(try test.reader.checkpoint() == signed)
        #expect(throws: LedgerError.self) { try log.proof(of: 0) }
    }

    @Test func everyEntryOfEverySizeIsProvenAndEverySizeIsConsistent() throws {
        let test = try TestLog()
        let log = try test.open()
        let batches = [1, 15, 239, 1, 16, 240, 7, 600]
        let entries = makeEntries(batches.reduce(0, +), seed: 11)
        let leaves = entries.map(MerkleTree.leafHash)
        var sizes: [Int] = []
        for count in batches {
            let start = sizes.last ?? 0
            let range = try log.append(entries: Array(entries[start..<start + count]))
            #expect(range == UInt64(start)..<UInt64(start + count))
            sizes.append(start + count)
            let checkpoint = try log.checkpoint.checkpoint
            #expect(checkpoint.size == UInt64(start + count))
            #expect(checkpoint.root == NaiveTree.root(leaves[..<(start + count)]))
        }
        // Old sizes are still provable: their partial tiles, or the full ones that grew from them, are there.
        for size in sizes {
            let root = NaiveTree.root(leaves[..<size])
            #expect(try test.reader.root(size: UInt64(size)) == root)
            for index in Set([0, size / 3, size - 1]) {
                let proof = try test.reader.inclusionProof(of: UInt64(index), size: UInt64(size))
                #expect(proof.path == NaiveTree.path(index, leaves[..<size]))
                try proof.verify(leaf: leaves[index], root: root)
            }
            for earlier in sizes where earlier <= size {
                let proof = try test.reader.consistencyProof(from: UInt64(earlier), to: UInt64(size))
                #expect(proof.path == NaiveTree.proof(earlier, leaves[..<size]))
                try proof.verify(earlierRoot: NaiveTree.root(leaves[..<earlier]), laterRoot: root)
            }
        }
        #expect(try test.reader.entries(in: 250..<270, size: 1119) == Array(entries[250..<270]))
        #expect(try test.reader.entries(in: 0..<1119, size: 1119) == entries)
        #expect(try test.reader.entries(in: 5..<5, size: 1119).isEmpty)
        try test.reader.audit(log.checkpoint.checkpoint)
    }

    @Test func itGoesOnAfterReopening() throws {
        let test = try TestLog()
        let entries = makeEntries(700, seed: 12)
        var start = 0
        for end in [16, 256, 300, 512, 700] {
            let log = try test.open(creating: start == 0)
            #expect(try log.checkpoint.checkpoint.size == UInt64(start))
            _ = try log.append(entries: Array(entries[start..<end]))
            start = end
        }
        let log = try test.open(creating: false)
        #expect(try log.checkpoint.checkpoint.root == NaiveTree.root(entries.map(MerkleTree.leafHash)[...]))
        try test.reader.audit(log.checkpoint.checkpoint)
        // Only partial tiles that belong to an unfinished tile are kept.
        let partials = test.tileFiles.filter { $0.contains(".p/") }.map { $0.dropFirst(test.directory.count) }
        #expect(
            partials.sorted() == [
                "/tile/0/002.p/188", "/tile/1/000.p/1", "/tile/1/000.p/2", "/tile/entries/002.p/188",
            ]
        )
    }

    @Test func proofsStandAlone() throws {
        let test = try TestLog()
        let log = try test.open()
        let entries = makeEntries(300, seed: 13)
        _ = try log.append(entries: entries)
        let proof = try TlogProof(try log.proof(of: 123).text)
        #expect(proof == (try log.proof(of: 123)))
        try proof.verify(entry: entries[123], key: test.verifierKey)
        #expect(throws: LedgerError.self) { try proof.verify(entry: entries[124], key: test.verifierKey) }
        let stranger = try VerifierKey(name: TestLog.origin, publicKey: SigningKey.generate().publicKey)
        #expect(throws: LedgerError.self) { try proof.verify(entry: entries[123], key: stranger) }
        let namesake = try VerifierKey(name: "vault.example/other", publicKey: test.key().publicKey)
        #expect(throws: LedgerError(.wrongLedger, "")) {
            try proof.verify(entry: entries[123], key: namesake)
        }
    }

    @Test func everyAlteredBitOfAProofIsRefused() throws {
        let test = try TestLog()
        let log = try test.open()
        let entries = makeEntries(11, seed: 14)
        _ = try log.append(entries: entries)
        let key = try test.verifierKey
        let bytes = Array(try log.proof(of: 6).text.utf8)
        for index in bytes.indices {
            for change: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128] {
                var altered = bytes
                altered[index] ^= change
                guard let text = String(validating: altered, as: UTF8.self) else { continue }
                #expect(throws: LedgerError.self, "byte \(index)") {
                    try TlogProof(text).verify(entry: entries[6], key: key)
                }
            }
            var shorter = bytes
            shorter.remove(at: index)
            guard let text = String(validating: shorter, as: UTF8.self) else { continue }
            #expect(throws: LedgerError.self, "without byte \(index)") {
                try TlogProof(text).verify(entry: entries[6], key: key)
            }
        }
    }

    @Test func onlyOneAtATimeMayWrite() throws {
        let test = try TestLog()
        let log = try test.open()
        #expect(throws: LedgerError(.inUse, "")) { try test.open() }
        #expect(try log.checkpoint.checkpoint.size == 0)
    }

    @Test func batchesHaveALimitAndMayBeEmpty() throws {
        let test = try TestLog()
        let log = try test.open()
        #expect(try log.append(entries: []) == 0..<0)
        let tooMany = [[UInt8]](repeating: [UInt8](repeating: 1, count: 32), count: TileLog.maximumBatch + 1)
        #expect(throws: LedgerError(.outOfRange, "")) { try log.append(entries: tooMany) }
        #expect(try log.append(entries: makeEntries(1, seed: 1)) == 0..<1)
    }
}
