import Foundation
import TestSupport
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// Places that come and leave: a fresh state in exactly the new places, whatever fails on the way.
@Suite struct ChangingPlacesTests {
    /// A change of the places `0..<count`; further ones come after them.
    struct Kind: Sendable, CustomTestStringConvertible {
        let count: Int
        let threshold: Int
        let next: [Int]
        let nextThreshold: Int
        /// The place that is lost.
        var lost: Int?

        var testDescription: String {
            "\(threshold) of \(count) to \(nextThreshold) of \(next)\(lost.map { ", \($0) lost" } ?? "")"
        }
    }

    static let kinds = [
        Kind(count: 2, threshold: 1, next: [0, 1, 2], nextThreshold: 1),
        Kind(count: 1, threshold: 1, next: [1], nextThreshold: 1),
        Kind(count: 2, threshold: 1, next: [1], nextThreshold: 1),
        Kind(count: 2, threshold: 1, next: [0, 2], nextThreshold: 1, lost: 1),
        Kind(count: 3, threshold: 2, next: [0, 1, 3], nextThreshold: 2, lost: 2),
        Kind(count: 3, threshold: 2, next: [3, 1, 2], nextThreshold: 2),
        Kind(count: 3, threshold: 2, next: [0, 2], nextThreshold: 2, lost: 1),
        Kind(count: 3, threshold: 2, next: [0, 1, 2, 3], nextThreshold: 3),
        Kind(count: 5, threshold: 3, next: [1, 2, 3, 4], nextThreshold: 3),
    ]

    private final class Scene {
        let kind: Kind
        let all: TemporaryPlaces
        let id = RequestID.random()

        init(_ kind: Kind) async throws {
            self.kind = kind
            all = try TemporaryPlaces(kind.count + 1, threshold: kind.threshold)
            let safe = former
            let made = try await safe.created(
                acceptsWeak: true,
                incarnation: all.incarnation,
                threshold: kind.threshold
            )
            _ = try await made.puncture(all.request([.slot(7, 3)]))
            _ = try await made.leasePatientNumbers(10)
            await made.close()
            for index in 0..<kind.count {
                try FileSystem.writeNew(all.folder(index) + "/ledger.key", Array("signing".utf8))
            }
            if let lost = kind.lost { try all.hide(lost) }
        }

        var former: FileKeySafe { safe(Array(0..<kind.count)) }
        var next: FileKeySafe { safe(kind.next) }

        func safe(_ indices: [Int]) -> FileKeySafe {
            FileKeySafe(
                identity: all.identity,
                places: indices.map { Place(label: all.places[$0], identity: all.identity, faults: .none) },
                dataDirectory: all.data,
                incarnation: all.incarnation,
                isReadOnly: false,
                clock: .system,
                faults: .none
            )
        }

        func places(_ indices: [Int], _ threshold: Int) -> PlaceChange.Places {
            .init(directories: indices.map { all.places[$0] }, threshold: threshold)
        }

        func change(_ faults: FaultPlan = .none, places: PlaceFaults = .none) async throws {
            let declaration = CustodyDeclaration(
                by: "A. Weber",
                statement: "the disk failed",
                at: Timestamp(secondsSinceEpoch: 1_800_000_000)
            )
            var change = PlaceChange(
                id: id,
                former: self.places(Array(0..<kind.count), kind.threshold),
                next: self.places(kind.next, kind.nextThreshold),
                number: 1,
                lost: kind.lost.map { LostPlace(place: all.places[$0], declaration: declaration) },
                acceptsWeak: true
            )
            change.placeFaults = places
            try await FileKeySafe.changePlaces(
                change,
                vault: all.vault,
                controller: all.controller,
                dataDirectory: all.data,
                incarnation: all.incarnation,
                faults: faults
            )
        }

        /// Everything is there, in exactly the new places, and what was destroyed before stays so.
        func expectChanged(_ comment: Comment) async throws {
            let safe = try await next.opened()
            let status = try await safe.status()
            #expect(status.places.allSatisfy { $0.state == .current }, comment)
            #expect(status.level.threshold == kind.nextThreshold, comment)
            #expect(status.lost.map(\.place) == kind.lost.map { [all.places[$0]] } ?? [], comment)
            #expect(status.patientMark == 11, comment)
            #expect(try await safe.nodes(under: .slot(7, 3)).isEmpty, comment)
            #expect(try await safe.nodes(under: .slot(7, 4)).count == 1, comment)
            #expect(try await safe.damagedPlaces().isEmpty, comment)
            let receipt = try await safe.puncture(all.request([.slot(8, 3)]))
            #expect(receipt.state == .destroyed && receipt.confirmations.count == kind.next.count, comment)
            await safe.close()
            for index in kind.next {
                #expect(try FileSystem.exists(all.folder(index) + "/ledger.key"), comment)
                #expect(try !FileSystem.exists(all.folder(index) + "/incomplete"), comment)
            }
            for index in 0..<kind.count where !kind.next.contains(index) && index != kind.lost {
                #expect(try !FileSystem.exists(all.folder(index)), comment)
            }
        }
    }

    @Test(arguments: kinds)
    func theNewPlacesOpenAndTheFormerOnesNoMore(kind: Kind) async throws {
        let scene = try await Scene(kind)
        let before = try await scene.former.opened()
        let kept = try #require(try await before.nodes(under: .slot(7, 4)).first)
        await before.close()
        try await scene.change()
        try await scene.change()
        try await scene.expectChanged("done")
        if let lost = kind.lost {
            // Found again and named as before, it is refused: it is not a place any more.
            try scene.all.bringBack(lost)
            await #expect(throws: KeyringError(.placement, "")) { try await scene.former.opened() }
        }
        // Any of the new places that are enough open it.
        for away in Combinations(kind.next, of: kind.next.count - kind.nextThreshold) {
            for index in away { try scene.all.hide(index) }
            let safe = try await scene.next.opened()
            let node = try #require(try await safe.nodes(under: .slot(7, 4)).first)
            #expect(node.hasSameSeed(as: kept))
            await safe.close()
            for index in away { try scene.all.bringBack(index) }
        }
        guard kind.threshold > 1 else { return }
        // No share of the state before is left but that of a lost place, and no new share is one of them.
        var old: [TopKeySector] = []
        for index in scene.all.places.indices where try FileSystem.exists(scene.all.folder(index)) {
            let place = Place(label: scene.all.places[index], identity: scene.all.identity, faults: .none)
            old += try place.readSectors().compactMap(\.self).filter { $0.state.epoch <= Epoch(2) }
        }
        #expect(old.count == (kind.lost == nil ? 0 : 1))
    }

    @Test func aPlaceThatIsMissingIsNamedAndNothingHasChanged() async throws {
        // One that stays.
        let scene = try await Scene(Kind(count: 2, threshold: 1, next: [0, 1, 2], nextThreshold: 1))
        try scene.all.hide(1)
        await #expect(throws: KeyringError(.tooFewPlaces, "")) { try await scene.change() }
        try scene.all.bringBack(1)
        let safe = try await scene.former.opened()
        #expect(try await safe.status().epoch == Epoch(2))
        await safe.close()
        // One that leaves and was not declared lost; one that was, and is there.
        let gone = try await Scene(Kind(count: 2, threshold: 1, next: [0], nextThreshold: 1))
        try gone.all.hide(1)
        await #expect(throws: KeyringError(.tooFewPlaces, "")) { try await gone.change() }
        let here = try await Scene(Kind(count: 2, threshold: 1, next: [0], nextThreshold: 1, lost: 1))
        try here.all.bringBack(1)
        await #expect(throws: KeyringError(.request, "")) { try await here.change() }
    }

    /// Killed at every durable step: said again, it ends, and no key is lost.
    @Test(arguments: kinds)
    func killedAtEveryStepItGoesOn(kind: Kind) async throws {
        var number = 0
        while true {
            let scene = try await Scene(kind)
            let (steps, target) = (StepLog(), number)
            let plan = FaultPlan { step in
                steps.add(step)
                if steps.steps.count > target { throw KeyringError(.io, "stopped after \(step)") }
            }
            do {
                try await scene.change(plan)
                break
            } catch {
                #expect(error as? KeyringError == KeyringError(.io, ""))
            }
            try await scene.change()
            try await scene.expectChanged("killed at step \(number)")
            number += 1
        }
        #expect(number >= 5)
    }

    /// The same at every operation on a place; without `LETHE_ACCEPT` at some, of three changes.
    @Test(
        arguments: Acceptance.isOn ? kinds : [kinds[3], kinds[4], kinds[8]],
        [PlaceFaults.Verdict.fail, .tear, .failAfter]
    )
    func killedAtEveryOperationItGoesOn(kind: Kind, verdict: PlaceFaults.Verdict) async throws {
        var target = Acceptance.isOn || verdict == .fail ? 0 : verdict == .tear ? 3 : 5
        while true {
            let scene = try await Scene(kind)
            let script = FaultScript(at: target, verdict, isFatal: true)
            try? await scene.change(places: script.plan)
            guard script.hasTripped else { break }
            try await scene.change()
            try await scene.expectChanged("\(verdict) at operation \(target)")
            target += Acceptance.isOn ? 1 : 17
        }
    }
}
