import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// Two places: any one opens, all must destroy.
@Suite struct MirrorTests {
    @Test func aMissingPlaceMakesPuncturesPendingUntilItComesBack() async throws {
        let fixture = try TemporaryPlaces(2)
        await (try fixture.create()).close()
        try fixture.hide(1)
        let safe = try await fixture.open()
        let request = fixture.request([.slot(7, 3)])
        let first = try await safe.puncture(request)
        #expect(first.state == .pending(confirmed: 1, of: 2))
        #expect(first.confirmations.map(\.place) == [fixture.places[0]])
        #expect(try await safe.puncture(request) == first)
        guard case .unavailable = try await safe.status().places[1].state else {
            Issue.record("the missing place was not reported")
            return
        }
        // What the missing place holds still opens the slot, which is why nobody may be told "erased".
        try fixture.bringBack(1)
        #expect(try await safe.freshlyCovers(.slot(7, 3)))

        let settled = try await safe.settle()
        #expect(settled.places.map(\.state) == [.current, .current])
        let second = try await safe.puncture(request)
        #expect(second.state == .destroyed && second.epoch == first.epoch && second.at == first.at)
        #expect(try await !safe.freshlyCovers(.slot(7, 3)))
        await safe.close()
    }

    @Test func openingSettlesAPlaceThatCameBack() async throws {
        let fixture = try TemporaryPlaces(2)
        await (try fixture.create()).close()
        try fixture.hide(0)
        let safe = try await fixture.open()
        let requests = (1...5).map { fixture.request([.patient(UInt64($0) * 1000)]) }
        for request in requests { _ = try await safe.puncture(request) }
        _ = try await safe.appendJournal(entry(1))
        _ = try await safe.leasePatientNumbers(100)
        await safe.close()
        try fixture.bringBack(0)
        let again = try await fixture.open()
        #expect(try await again.status().places.map(\.state) == [.current, .current])
        for request in requests { #expect(try await again.puncture(request).state == .destroyed) }
        await again.close()
        // The place that was away opens alone now.
        try fixture.hide(1)
        let alone = try await fixture.open()
        #expect(try await alone.status().epoch == Epoch(6))
        #expect(try await alone.journal(after: 0).count == 1)
        #expect(try await alone.leasePatientNumbers(1) == 101..<102)
        #expect(try await alone.nodes(under: .patient(3000)).isEmpty)
        #expect(try await alone.nodes(under: .patient(3001)).count == 1)
        await alone.close()
    }

    @Test func aPlaceThatIsAwayDuringOnePunctureCatchesUpWithinTheSameProcess() async throws {
        let fixture = try TemporaryPlaces(2)
        let safe = try await fixture.create()
        try fixture.hide(0)
        #expect(
            try await safe.puncture(fixture.request([.patient(1)])).state == .pending(confirmed: 1, of: 2)
        )
        try fixture.bringBack(0)
        // It is not asked again until someone settles: its state is older, so it may not take part.
        #expect(
            try await safe.puncture(fixture.request([.patient(2)])).state == .pending(confirmed: 1, of: 2)
        )
        _ = try await safe.settle()
        #expect(try await safe.puncture(fixture.request([.patient(3)])).state == .destroyed)
        await safe.close()
    }

    @Test func pagesOfAnAttemptThatWasGivenUpAreNotTakenForTheRightOnes() async throws {
        let fixture = try TemporaryPlaces(2)
        await (try fixture.create()).close()
        // Both places get the pages of epoch 2, then the process is gone.
        let stopping = try await fixture.open(
            faults: FaultPlan { step in
                if step == .safePagesWritten { throw KeyringError(.io, "stopped here") }
            }
        )
        await #expect(throws: KeyringError.self) {
            try await stopping.puncture(fixture.request([.patient(1), .patient(5000), .patient(70_000)]))
        }
        await stopping.close()
        // One place goes on alone to another epoch 2.
        try fixture.hide(1)
        let alone = try await fixture.open()
        _ = try await alone.puncture(fixture.request([.patient(2)]))
        await alone.close()
        try fixture.bringBack(1)
        let both = try await fixture.open()
        #expect(try await both.status().places.map(\.state) == [.current, .current])
        #expect(try await both.damagedPlaces().isEmpty)
        await both.close()
        try fixture.hide(0)
        let other = try await fixture.open()
        #expect(try await other.nodes(under: .patient(1)).count == 1)
        #expect(try await other.nodes(under: .patient(2)).isEmpty)
        await other.close()
    }

    @Test func damagedPagesAreFoundInThePlaceThatHasThem() async throws {
        let fixture = try TemporaryPlaces(2)
        let safe = try await fixture.create()
        let prefixes = (1...60).map { Prefix.patient(UInt64($0) * 1_234_567) }
        _ = try await safe.puncture(fixture.request(prefixes))
        _ = try await safe.puncture(fixture.request([.patient(3)]))
        #expect(try await safe.damagedPlaces().isEmpty)
        let file = fixture.folder(1) + "/pages/2.pages"
        let size = try FileSystem.status(of: file).size
        try overwrite(file, at: size / 2, with: RandomBytes.make(16))
        #expect(try await safe.damagedPlaces() == [fixture.places[1]])
        // The other place serves.
        #expect(try await safe.nodes(under: .patient(4)).count == 1)
        #expect(try await safe.puncture(fixture.request(Array(prefixes[..<20]))).state == .destroyed)
        await safe.close()
    }

    @Test(arguments: [0, 1])
    func aCorruptSectorIsRepairedFromTheOtherPlace(place: Int) async throws {
        let fixture = try TemporaryPlaces(2)
        let safe = try await fixture.create()
        _ = try await safe.puncture(fixture.request([.patient(1)]))
        await safe.close()
        try overwrite(fixture.folder(place) + "/top-key", at: 0, with: RandomBytes.make(8192))
        let again = try await fixture.open()
        #expect(try await again.status().places.map(\.state) == [.current, .current])
        await again.close()
        try fixture.hide(1 - place)
        let alone = try await fixture.open()
        #expect(try await alone.nodes(under: .patient(1)).isEmpty)
        #expect(try await alone.nodes(under: .patient(2)).count == 1)
        await alone.close()
    }

    @Test(arguments: ["pages", "punctures", "journal", "marks", "custody"])
    func aDamagedFileIsServedAndRepairedFromTheOtherPlace(name: String) async throws {
        let fixture = try TemporaryPlaces(2)
        let safe = try await fixture.create()
        for number in 1...3 { _ = try await safe.puncture(fixture.request([.patient(UInt64(number))])) }
        _ = try await safe.appendJournal(entry(9))
        await safe.close()
        let path = fixture.folder(0) + "/" + name
        let file = name == "pages" ? "\(path)/4.pages" : path
        try overwrite(file, at: 0, with: Array("LETHEX".utf8))
        if name == "pages" { try FileManager.default.removeItem(atPath: file) }
        let again = try await fixture.open()
        #expect(try await again.nodes(under: .patient(9)).count == 1)
        await again.close()
        let both = try await fixture.open()
        #expect(try await both.status().places.map(\.state) == [.current, .current])
        await both.close()
        #expect(
            try Data(contentsOf: URL(filePath: file)) == Data(contentsOf: URL(filePath: other(file, fixture)))
        )
    }

    private func other(_ path: String, _ fixture: TemporaryPlaces) -> String {
        path.replacingOccurrences(of: fixture.places[0], with: fixture.places[1])
    }

    @Test func twoHistoriesAreRefused() async throws {
        let fixture = try TemporaryPlaces(2)
        await (try fixture.create()).close()
        for (away, number) in [(0, UInt64(1)), (1, 2)] {
            try fixture.hide(away)
            let safe = try await fixture.open()
            _ = try await safe.puncture(fixture.request([.patient(number)]))
            await safe.close()
            try fixture.bringBack(away)
        }
        await #expect(throws: KeyringError(.diverged, "")) { try await fixture.open() }
        // One more puncture in one of them does not make the other's history right.
        try fixture.hide(1)
        let safe = try await fixture.open()
        _ = try await safe.puncture(fixture.request([.patient(3)]))
        try fixture.bringBack(1)
        let status = try await safe.settle()
        guard case .unavailable = status.places[1].state else {
            Issue.record("a place with another history was accepted")
            return
        }
        await safe.close()
        await #expect(throws: KeyringError(.diverged, "")) { try await fixture.open() }
    }

    @Test func noPlaceTooFewPlacesAndForeignPlacesAreRefused() async throws {
        let fixture = try TemporaryPlaces(2)
        await (try fixture.create()).close()
        func open(_ places: [String], _ controller: ControllerID? = nil) async throws {
            let safe = try await FileKeySafe.open(
                places: places,
                vault: fixture.vault,
                controller: controller ?? fixture.controller,
                dataDirectory: fixture.data,
                incarnation: fixture.incarnation
            )
            await safe.close()
        }
        try await open(fixture.places)
        // Leaving a place out would let its old states be forgotten instead of destroyed.
        await #expect(throws: KeyringError(.placement, "")) { try await open([fixture.places[0]]) }
        await #expect(throws: KeyringError(.noPlace, "")) { try await open(fixture.places, .random()) }
        let other = ControllerID.random()
        try FileManager.default.moveItem(atPath: fixture.folder(0), toPath: "\(fixture.places[0])/\(other)")
        await #expect(throws: KeyringError(.foreign, "")) { try await open(fixture.places, other) }
        try FileManager.default.removeItem(atPath: fixture.places[0])
        try FileManager.default.removeItem(atPath: fixture.places[1])
        await #expect(throws: KeyringError(.noPlace, "")) { try await open(fixture.places) }
    }

    @Test func anOlderCopyOfAllPlacesOpensAtItsOlderEpoch() async throws {
        let fixture = try TemporaryPlaces(1)
        let safe = try await fixture.create()
        await safe.close()
        let copy = fixture.places[0] + ".copy"
        try FileManager.default.copyItem(atPath: fixture.places[0], toPath: copy)
        let again = try await fixture.open()
        #expect(try await again.puncture(fixture.request([.patient(1)])).epoch == Epoch(2))
        await again.close()
        try FileManager.default.removeItem(atPath: fixture.places[0])
        try FileManager.default.moveItem(atPath: copy, toPath: fixture.places[0])
        // Nothing in the safe can know better; the vault compares the epoch with its own.
        let old = try await fixture.open()
        #expect(try await old.status().epoch == Epoch(1))
        await old.close()
    }

    private func entry(_ byte: UInt8) -> JournalEntry {
        JournalEntry(
            id: .random(),
            kind: .restriction,
            at: Timestamp(secondsSinceEpoch: 1),
            tree: .first,
            slot: slot(0, 1),
            sealed: [byte]
        )
    }

    private func overwrite(_ path: String, at offset: Int, with bytes: [UInt8]) throws {
        let file = try DurableFile.open(path, mode: .readWrite)
        try file.write(bytes, at: offset)
    }
}
