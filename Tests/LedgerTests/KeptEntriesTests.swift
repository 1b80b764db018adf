import Foundation
import Testing
import VaultCrypto

@testable import Ledger

/// The entries are kept beside each head, and missing tiles are made from them.
struct KeptEntriesTests {
    /// A ledger of 300 entries whose directory is put aside, and then of 900.
    private func grown() throws -> (test: TestLog, entries: [[UInt8]]) {
        let test = try TestLog()
        let entries = makeEntries(900, seed: 21)
        _ = try test.open().append(entries: Array(entries[..<300]))
        try FileManager.default.copyItem(atPath: test.directory, toPath: test.path("old"))
        let log = try test.open(creating: false)
        _ = try log.append(entries: Array(entries[300..<500]))
        _ = try log.append(entries: Array(entries[500...]))
        return (test, entries)
    }

    private func putBack(_ test: TestLog) throws {
        try test.remove(test.directory)
        try FileManager.default.copyItem(atPath: test.path("old"), toPath: test.directory)
    }

    private func expectWhole(_ test: TestLog, _ entries: [[UInt8]]) throws {
        let log = try test.open(creating: false)
        #expect(try log.reader.entries(in: 0..<900, size: 900) == entries)
        try log.reader.audit(log.checkpoint.checkpoint)
        #expect(try log.append(entries: makeEntries(16, seed: 22)) == 900..<916)
        try log.reader.audit(log.checkpoint.checkpoint)
    }

    @Test func anOlderDirectoryIsBroughtUpToTheHead() throws {
        let (test, entries) = try grown()
        try putBack(test)
        try expectWhole(test, entries)
    }

    @Test func aLostDirectoryIsMadeAgain() throws {
        let (test, entries) = try grown()
        try test.remove(test.directory)
        try FileManager.default.createDirectory(atPath: test.directory, withIntermediateDirectories: false)
        try expectWhole(test, entries)
    }

    /// Tiles that an interrupted attempt has left are written again.
    @Test func anInterruptedAttemptIsRepeated() throws {
        let (test, entries) = try grown()
        try FileManager.default.copyItem(
            atPath: test.directory + "/tile/entries/002",
            toPath: test.path("002")
        )
        try putBack(test)
        try FileManager.default.copyItem(
            atPath: test.path("002"),
            toPath: test.directory + "/tile/entries/002"
        )
        try expectWhole(test, entries)
    }

    @Test func onePlaceIsEnough() throws {
        let (test, entries) = try grown()
        try putBack(test)
        try test.overwrite(test.path("east/ledger-entries"), [UInt8](repeating: 1, count: 900 * 32))
        try expectWhole(test, entries)
    }

    /// A place that was away, with the rest of a batch that was never promised, gets the true entries.
    @Test func aPlaceThatComesBackIsBroughtUpToDate() throws {
        let (test, entries) = try grown()
        let kept = test.path("west/ledger-entries")
        try test.overwrite(
            test.heads[1],
            Array(LogHead(Checkpoint(origin: TestLog.origin, size: 0, root: MerkleTree.emptyRoot)).encoded)
        )
        try test.overwrite(kept, [UInt8](repeating: 1, count: 901 * 32))
        _ = try test.open(creating: false)
        #expect(test.bytes(kept).map { Array($0[..<(900 * 32)]) } == Array(entries.joined()))
    }

    @Test func whatDoesNotLeadToTheHeadIsRefused() throws {
        let (test, _) = try grown()
        try putBack(test)
        for place in ["east", "west"] {
            var bytes = try #require(test.bytes(test.path("\(place)/ledger-entries")))
            bytes[400 * 32] ^= 1
            try test.overwrite(test.path("\(place)/ledger-entries"), bytes)
        }
        let files = test.tileFiles
        #expect(throws: LedgerError(.damaged, "")) { try test.open(creating: false) }
        #expect(test.tileFiles == files, "nothing was written")
    }
}
