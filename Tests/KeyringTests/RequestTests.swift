import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// Who may ask for what, and what happens to requests that come twice.
@Suite struct RequestTests {
    @Test func aRepeatedRequestDoesNothingTwice() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let request = fixture.request([.slot(7, 3)])
        let first = try await safe.puncture(request)
        _ = try await safe.puncture(fixture.request([.slot(7, 5)]))
        #expect(try await safe.puncture(request) == first)
        #expect(try await safe.status().epoch == Epoch(3))
        let other = fixture.request([.slot(7, 4)], id: request.id)
        await #expect(throws: KeyringError(.request, "")) { try await safe.puncture(other) }
        #expect(try await safe.nodes(under: .slot(7, 4)).count == 1)
        await safe.close()
        let again = try await fixture.open()
        let late = try await again.puncture(request)
        #expect(late.epoch == first.epoch && late.at == first.at && late.state == .destroyed)
        await again.close()
    }

    @Test func whatCannotBeAskedIsRefused() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let tree = try #require(TreeNumber(2))
        await #expect(throws: KeyringError(.request, "")) { try await safe.puncture(fixture.request([])) }
        await #expect(throws: KeyringError(.unknownTree, "")) {
            try await safe.puncture(fixture.request([Prefix.patient(patient(1), in: tree)]))
        }
        await #expect(throws: KeyringError(.tooWide, "")) {
            try await safe.nodes(under: Prefix(tree: .first, path: .root))
        }
        await #expect(throws: KeyringError(.request, "")) { try await safe.finishIndexRenewal(.random()) }
        await #expect(throws: KeyringError(.exhausted, "")) { try await safe.leasePatientNumbers(0) }
        await #expect(throws: KeyringError(.exhausted, "")) { try await safe.leasePatientNumbers(1 << 40) }
        #expect(try await safe.nodes(under: .patient(patient(1), in: tree)).isEmpty)
        #expect(try await safe.status().epoch == Epoch(1))
        await safe.close()
    }

    @Test func aCloneCannotDestroyOrLease() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let clone = IncarnationID.random()
        let request = PunctureRequest(
            id: .random(),
            incarnation: clone,
            prefixes: [.patient(1)],
            purpose: .erasure
        )
        await #expect(throws: KeyringError.wrongIncarnation) { try await safe.puncture(request) }
        await safe.close()
        let opened = try await FileKeySafe.open(
            places: fixture.places,
            vault: fixture.vault,
            controller: fixture.controller,
            dataDirectory: fixture.data,
            incarnation: clone
        )
        await #expect(throws: KeyringError.wrongIncarnation) { try await opened.leasePatientNumbers(1) }
        await #expect(throws: KeyringError.wrongIncarnation) { try await opened.beginIndexRenewal(.random()) }
        await #expect(throws: KeyringError.wrongIncarnation) { try await opened.addTree(.random()) }
        #expect(try await opened.nodes(under: .patient(1)).count == 1)
        try await opened.adopt(clone)
        #expect(try await opened.status().incarnation == clone)
        #expect(try await opened.puncture(request).state == .destroyed)
        await opened.close()
        // The one that was obeyed before is not any more.
        let former = try await fixture.open()
        await #expect(throws: KeyringError.wrongIncarnation) {
            try await former.puncture(fixture.request([.patient(2)]))
        }
        await former.close()
    }

    @Test func aDrillChangesNothing() async throws {
        let fixture = try TemporaryPlaces()
        await (try fixture.create()).close()
        let log = OperationLog()
        let drill = FileKeySafe(
            identity: fixture.identity,
            places: fixture.places.map { Place(label: $0, identity: fixture.identity, faults: log.plan) },
            dataDirectory: fixture.data,
            incarnation: nil,
            isReadOnly: true,
            clock: .system,
            faults: .none
        )
        let owner = try await fixture.open()
        #expect(try await drill.opened().nodes(under: .patient(1)).count == 1)
        #expect(try await drill.status().places.map(\.state) == [.current, .current])
        await #expect(throws: KeyringError.readOnly) {
            try await drill.puncture(fixture.request([.patient(1)]))
        }
        await #expect(throws: KeyringError.readOnly) { try await drill.adopt(.random()) }
        await #expect(throws: KeyringError.readOnly) { try await drill.leasePatientNumbers(1) }
        _ = try await drill.settle()
        #expect(fixture.places.allSatisfy { log.count(in: $0) { _ in true } == 0 })
        await owner.close()
    }

    @Test func twoProcessesDoNotShareASafe() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        await #expect(throws: KeyringError(.inUse, "")) { try await fixture.open() }
        await safe.close()
        let next = try await fixture.open()
        await #expect(throws: KeyringError(.inUse, "")) { try await safe.indexKeys() }
        await next.close()
        #expect(try await safe.indexKeys().current.number == 1)
        await safe.close()
    }

    @Test func manyPuncturesAtOnceAllHappen() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let epochs = try await withThrowingTaskGroup(of: Epoch.self) { group in
            for number in 1...20 {
                group.addTask {
                    let prefixes = (UInt32(0)...5).map { Prefix.slot(UInt64(number), $0) }
                    return try await safe.puncture(fixture.request(prefixes)).epoch
                }
                group.addTask {
                    _ = try await safe.leasePatientNumbers(10)
                    return Epoch(0)
                }
            }
            return try await group.reduce(into: Set<Epoch>()) { $0.insert($1) }
        }
        #expect(epochs == Set((0...21).map { Epoch($0) }).subtracting([Epoch(1)]))
        #expect(try await safe.status().patientMark == 201)
        for number in 1...20 {
            #expect(try await safe.nodes(under: .slot(UInt64(number), 3)).isEmpty)
            #expect(try await safe.nodes(under: .slot(UInt64(number), 6)).count == 1)
        }
        await safe.close()
    }

    @Test func indexRenewalReplacesTheKeyAndDestroysTheOld() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let old = try await safe.indexKeys()
        #expect(old.current.number == 1 && old.next == nil)
        let both = try await safe.beginIndexRenewal(.random())
        let same = both.current.key.bytes.isEqual(to: old.current.key.bytes)
        #expect(same && both.next?.number == 2)
        #expect(try await safe.beginIndexRenewal(.random()).next?.number == 2)
        let id = RequestID.random()
        let receipt = try await safe.finishIndexRenewal(id)
        #expect(receipt.state == .destroyed && receipt.epoch == Epoch(3))
        #expect(try await safe.finishIndexRenewal(id) == receipt)
        await safe.close()
        let again = try await fixture.open()
        let now = try await again.indexKeys()
        let next = try #require(both.next)
        let taken = now.current.key.bytes.isEqual(to: next.key.bytes)
        #expect(now.current.number == 2 && now.next == nil && taken)
        #expect(
            try await again.punctures(after: Epoch(1)).map(\.cause) == [
                .indexRenewalBegun, .indexRenewalFinished,
            ]
        )
        await again.close()
    }

    @Test func anAddedTreeHasKeysOfItsOwn() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let id = RequestID.random()
        let tree = try await safe.addTree(id)
        #expect(tree.rawValue == 2)
        #expect(try await safe.addTree(id) == tree)
        #expect(try await safe.addTree(.random()).rawValue == 3)
        let first = try #require(try await safe.nodes(under: .slot(7, 3)).first)
        let second = try #require(try await safe.nodes(under: .slot(slot(7, 3), in: tree)).first)
        #expect(!first.hasSameSeed(as: second))
        let both = [Prefix.patient(7), .patient(patient(7), in: tree)]
        #expect(try await safe.puncture(fixture.request(both)).state == .destroyed)
        for prefix in both { #expect(try await safe.nodes(under: prefix).isEmpty) }
        await safe.close()
        let again = try await fixture.open()
        #expect(try await again.status().trees.map(\.rawValue) == [1, 2, 3])
        for prefix in both { #expect(try await !again.freshlyCovers(prefix)) }
        await again.close()
    }

    @Test func theListAndTheJournalAreReadBack() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let request = fixture.request([.slot(7, 3), .patient(3), .slot(3, 9)])
        #expect(request.prefixes == [.patient(3), .slot(7, 3)])
        _ = try await safe.puncture(request)
        let entries = (1...5).map { number in
            JournalEntry(
                id: .random(),
                kind: JournalKind.allCases[number],
                at: Timestamp(secondsSinceEpoch: Int64(number)),
                tree: .first,
                slot: slot(0, UInt32(number)),
                sealed: RandomBytes.make(number * 100)
            )
        }
        for entry in entries { _ = try await safe.appendJournal(entry) }
        let large = JournalEntry(
            id: .random(),
            kind: .hold,
            at: Timestamp(secondsSinceEpoch: 0),
            tree: .first,
            slot: slot(0, 1),
            sealed: Array(repeating: 0, count: JournalEntry.maximumSize + 1)
        )
        await #expect(throws: KeyringError(.request, "")) { try await safe.appendJournal(large) }
        await safe.close()
        let again = try await fixture.open()
        let list = try await again.punctures(after: Epoch(0))
        #expect(list.map(\.epoch) == [Epoch(1), Epoch(2)])
        #expect(list.map(\.cause) == [.created, .puncture(.erasure)])
        #expect(list[1].request == request.id && list[1].prefixes == request.prefixes)
        let journal = try await again.journal(after: 2)
        #expect(journal.map(\.number) == [3, 4, 5])
        #expect(journal.map(\.sealed) == entries[2...].map(\.sealed))
        #expect(journal.map(\.slot) == entries[2...].map(\.slot))
        #expect(try await again.status().punctures == 1)
        await again.close()
    }
}
