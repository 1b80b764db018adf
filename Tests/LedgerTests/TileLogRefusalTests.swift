import Foundation
import Testing
import VaultCrypto

@testable import Ledger

/// What must not be opened: anything that would let a ledger say two things.
struct TileLogRefusalTests {
    /// A ledger of two batches, closed, with the head and checkpoint that it had after the first.
    private func makeLog() throws -> (test: TestLog, oldHead: [UInt8], oldCheckpoint: [UInt8]) {
        let test = try TestLog()
        let log = try test.open()
        _ = try log.append(entries: makeEntries(250, seed: 21))
        let head = try #require(test.bytes(test.heads[0]))
        let checkpoint = try #require(test.bytes("\(test.directory)/checkpoint"))
        _ = try log.append(entries: makeEntries(30, seed: 22))
        return (test, head, checkpoint)
    }

    private func expectRefusal(_ code: LedgerError.Code, _ test: TestLog, creating: Bool = false) {
        #expect(throws: LedgerError(code, "")) { try test.open(creating: creating) }
    }

    @Test func anOlderKeySafeIsNoticedByTheSignedCheckpoint() throws {
        let (test, oldHead, _) = try makeLog()
        for head in test.heads { try test.overwrite(head, oldHead) }
        expectRefusal(.headBehind, test)
        #expect(try test.reader.checkpoint()?.checkpoint.size == 280)
    }

    @Test func oneOlderPlaceIsBroughtUpToDate() throws {
        let (test, oldHead, _) = try makeLog()
        try test.overwrite(test.heads[0], oldHead)
        #expect(try test.open().checkpoint.checkpoint.size == 280)
        #expect(test.bytes(test.heads[0]) == test.bytes(test.heads[1]))
    }

    @Test func oneMissingPlaceIsMadeAgain() throws {
        let (test, _, _) = try makeLog()
        try test.remove(test.heads[1])
        #expect(try test.open(creating: false).checkpoint.checkpoint.size == 280)
        #expect(test.bytes(test.heads[0]) == test.bytes(test.heads[1]))
    }

    @Test func withoutAnyHeadNothingIsSigned() throws {
        let (test, _, _) = try makeLog()
        for head in test.heads { try test.remove(head) }
        expectRefusal(.headMissing, test)
        expectRefusal(.headMissing, test, creating: true)
        try test.remove("\(test.directory)/checkpoint")
        expectRefusal(.headMissing, test, creating: true)
        try test.remove("\(test.directory)/tile")
        #expect(try test.open(creating: true).checkpoint.checkpoint.size == 0)
    }

    @Test func anOlderOrMissingCheckpointIsSignedAgainWithTheSameBytes() throws {
        let (test, _, oldCheckpoint) = try makeLog()
        let path = "\(test.directory)/checkpoint"
        let newest = test.bytes(path)
        try test.overwrite(path, oldCheckpoint)
        _ = try test.open()
        #expect(test.bytes(path) == newest)
        try test.remove(path)
        _ = try test.open()
        #expect(test.bytes(path) == newest)
    }

    @Test func headsOrCheckpointsThatContradictAreRefused() throws {
        let (test, _, _) = try makeLog()
        let other = try TestLog()
        let log = try other.open()
        _ = try log.append(entries: makeEntries(250, seed: 23))
        let otherCheckpoint = try #require(other.bytes("\(other.directory)/checkpoint"))
        let otherHead = try #require(other.bytes(other.heads[0]))
        let own = try #require(test.bytes("\(test.directory)/checkpoint"))
        // The same key signed another tree of 250 entries.
        try test.overwrite("\(test.directory)/checkpoint", otherCheckpoint)
        expectRefusal(.forked, test)
        try test.overwrite("\(test.directory)/checkpoint", own)
        let ownHead = try #require(test.bytes(test.heads[1]))
        try test.overwrite(test.heads[1], otherHead)
        expectRefusal(.forked, test)
        try test.overwrite(test.heads[1], ownHead)
        #expect(try test.open().checkpoint.checkpoint.size == 280)
    }

    @Test func anotherKeyOrOriginIsRefused() throws {
        let (test, _, _) = try makeLog()
        let strangerSeed = [UInt8](repeating: 9, count: 32)
        #expect(throws: LedgerError(.wrongLedger, "")) {
            try TileLog(
                directory: test.directory,
                origin: TestLog.origin,
                heads: test.heads,
                key: test.key(seed: strangerSeed)
            )
        }
        #expect(throws: LedgerError(.wrongLedger, "")) {
            try TileLog(
                directory: test.directory,
                origin: "vault.example/other",
                heads: test.heads,
                key: test.key()
            )
        }
        #expect(throws: LedgerError(.malformed, "")) {
            try TileLog(directory: test.directory, origin: "a b", heads: test.heads, key: test.key())
        }
    }

    @Test func garbageIsRefused() throws {
        let (test, _, _) = try makeLog()
        let path = "\(test.directory)/checkpoint"
        let checkpoint = try #require(test.bytes(path))
        try test.overwrite(path, Array(checkpoint.dropLast(5)))
        expectRefusal(.malformed, test)
        try test.overwrite(path, checkpoint)
        try test.overwrite(test.heads[0], [1, 2, 3])
        expectRefusal(.malformed, test)
    }

    @Test func damagedTilesAreRefused() throws {
        let (test, _, _) = try makeLog()
        // The unfinished tiles are compared at every opening, the finished ones by an audit.
        for name in ["tile/0/001.p/24", "tile/entries/001.p/24", "tile/1/000.p/1"] {
            let path = "\(test.directory)/\(name)"
            let bytes = try #require(test.bytes(path))
            var altered = bytes
            altered[altered.count - 1] ^= 1
            for wrong in [altered, Array(bytes.dropLast()), bytes + [0]] {
                try test.overwrite(path, wrong)
                expectRefusal(.damaged, test)
            }
            try test.remove(path)
            expectRefusal(.damaged, test)
            try test.overwrite(path, bytes)
        }
        let log = try test.open()
        try test.reader.audit(log.checkpoint.checkpoint)
        for name in ["tile/0/000", "tile/entries/000"] {
            let path = "\(test.directory)/\(name)"
            let bytes = try #require(test.bytes(path))
            var altered = bytes
            altered[100] ^= 1
            try test.overwrite(path, altered)
            #expect(throws: LedgerError(.damaged, "")) { try test.reader.audit(log.checkpoint.checkpoint) }
            try test.overwrite(path, bytes)
        }
        try test.reader.audit(log.checkpoint.checkpoint)
    }

    @Test func whatLiesBeyondTheHeadIsDiscarded() throws {
        let (test, _, _) = try makeLog()
        let before = test.tileFiles
        for name in [
            "0/001.p/25", "0/001", "0/002", "0/003.p/4", "1/000.p/2", "entries/001", "entries/257", "2/000",
        ] {
            let path = "\(test.directory)/tile/\(name)"
            let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            try test.overwrite(path, [1, 2, 3])
        }
        try test.overwrite("\(test.directory)/checkpoint.abc.tmp", [1])
        try test.overwrite("\(test.heads[0]).abc.tmp", [1])
        let log = try test.open()
        #expect(test.tileFiles == before)
        #expect(test.bytes("\(test.directory)/checkpoint.abc.tmp") == nil)
        #expect(test.bytes("\(test.heads[0]).abc.tmp") == nil)
        _ = try log.append(entries: makeEntries(600, seed: 24))
        try test.reader.audit(log.checkpoint.checkpoint)
    }

    @Test func onePlaceIsEnoughToAppend() throws {
        let (test, _, _) = try makeLog()
        let place = test.path("west")
        try FileManager.default.moveItem(atPath: place, toPath: "\(place)-away")
        let log = try test.open()
        #expect(log.unreachableHeads == [test.heads[1]])
        #expect(try log.append(entries: makeEntries(16, seed: 25)) == 280..<296)
        #expect(log.unreachableHeads == [test.heads[1]])
        try FileManager.default.moveItem(atPath: "\(place)-away", toPath: place)
        #expect(try log.recover() == 296)
        #expect(log.unreachableHeads.isEmpty)
        #expect(test.bytes(test.heads[0]) == test.bytes(test.heads[1]))
    }

    @Test func withoutAnyPlaceNothingIsAppendedOrSigned() throws {
        let (test, _, _) = try makeLog()
        let log = try test.open()
        let places = ["east", "west"].map(test.path)
        for place in places { try FileManager.default.moveItem(atPath: place, toPath: "\(place)-away") }
        #expect(throws: (any Error).self) { try log.append(entries: makeEntries(16, seed: 25)) }
        #expect(try log.checkpoint.checkpoint.size == 280)
        #expect(throws: LedgerError(.needsRecovery, "")) {
            try log.append(entries: makeEntries(16, seed: 25))
        }
        for place in places { try FileManager.default.moveItem(atPath: "\(place)-away", toPath: place) }
        #expect(try log.recover() == 280)
    }
}
