import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// Shares in several places: enough of them open the key safe, fewer never do.
@Suite struct QuorumTests {
    @Test func aQuorumIsOneOrMoreThanHalf() {
        for members in 1...20 {
            for threshold in 0...21 {
                let isSo =
                    members >= threshold && threshold >= 1
                    && (threshold == 1 || (2 * threshold > members && members <= 16))
                #expect((Quorum(threshold: threshold, members: members) != nil) == isSo)
            }
        }
        #expect(throws: KeyringError(.placement, "")) { try FileKeySafe.checkThreshold(2, places: 4) }
    }

    @Test(arguments: [(2, 3), (3, 5), (2, 2)])
    func asManyPlacesAsAreNeededOpenAndFewerDoNot(threshold: Int, count: Int) async throws {
        let fixture = try TemporaryPlaces(count, threshold: threshold)
        let safe = try await fixture.create()
        let kept = try #require(try await safe.nodes(under: .slot(7, 4)).first)
        let receipt = try await safe.puncture(fixture.request([.slot(7, 3)]))
        #expect(receipt.state == .destroyed && receipt.confirmations.count == count)
        await safe.close()
        for number in 0...threshold {
            for away in Combinations(Array(0..<count), of: count - number) {
                for index in away { try fixture.hide(index) }
                if number < threshold {
                    await #expect(throws: KeyringError(.noPlace, "")) { try await fixture.open() }
                } else {
                    let opened = try await fixture.open()
                    #expect(try await opened.nodes(under: .slot(7, 3)).isEmpty)
                    let found = try #require(try await opened.nodes(under: .slot(7, 4)).first)
                    #expect(found.hasSameSeed(as: kept))
                    await opened.close()
                }
                for index in away { try fixture.bringBack(index) }
            }
        }
    }

    @Test func noPlaceHoldsTheTopKeyAndSharesOfTwoStatesDoNotCombine() async throws {
        let fixture = try TemporaryPlaces(3, threshold: 2)
        let safe = try await fixture.create()
        let before = try sectors(fixture).compactMap { $0[0] }
        _ = try await safe.puncture(fixture.request([.patient(1)]))
        await safe.close()
        let after = try sectors(fixture).compactMap { $0[1] }
        #expect(before.count == 3 && after.count == 3)
        let old = try #require(TopKeyState(of: [before[0], before[1]], places: 3))
        let new = try #require(TopKeyState(of: [after[1], after[2]], places: 3))
        #expect(!isSame(old.topKey, new.topKey))
        for sector in after { #expect(!isSame(sector.secret, new.topKey)) }
        #expect(TopKeyState(of: [before[0], after[1]], places: 3) == nil)
        #expect(TopKeyState(of: [after[0], after[0]], places: 3) == nil)
        // Not even with a forged header: the digest finds it, and otherwise the root page would.
        let forged = TopKeySector(
            identity: after[0].identity,
            state: after[0].state,
            root: after[0].root,
            secret: before[0].secret,
            share: after[0].share
        )
        #expect(TopKeyState(of: [forged, after[1]], places: 3) == nil)
    }

    @Test func aFalseShareIsFoundAndWrittenAnew() async throws {
        let fixture = try TemporaryPlaces(3, threshold: 2)
        await (try fixture.create()).close()
        let before = try sectors(fixture).compactMap { $0[0] }
        let false0 = TopKeySector(
            identity: before[0].identity,
            state: before[0].state,
            root: before[0].root,
            secret: SharedSecret(SecretBytes(random: 32)),
            share: before[0].share
        )
        try place(0, fixture).writeSector(false0, at: 0)
        let safe = try await fixture.open()
        #expect(try await safe.status().places.allSatisfy { $0.state == .current })
        await safe.close()
        let held = try sectors(fixture)[0].compactMap(\.self)
        #expect(held.count == 1 && isSame(held[0].secret, before[0].secret))
    }

    @Test func aMemberThatIsAwayDelaysAnErasureOrNot() async throws {
        // Of three places with two needed, a change waits for all: the loss of one more would lose everything.
        let small = try TemporaryPlaces(3, threshold: 2)
        await (try small.create()).close()
        try small.hide(2)
        let request = small.request([.slot(7, 3)])
        let degraded = try await small.open()
        await #expect(throws: KeyringError(.tooFewPlaces, "")) { try await degraded.puncture(request) }
        await #expect(throws: KeyringError(.tooFewPlaces, "")) { try await degraded.addTree(.random()) }
        #expect(try await !degraded.nodes(under: .slot(7, 3)).isEmpty)
        #expect(try await degraded.leasePatientNumbers(5) == 1..<6)
        try small.bringBack(2)
        #expect(try await degraded.puncture(request).state == .destroyed)
        await degraded.close()

        // Of five with three needed, one may be away: what it holds cannot open anything.
        let large = try TemporaryPlaces(5, threshold: 3)
        await (try large.create()).close()
        try large.hide(4)
        let order = large.request([.slot(7, 3)])
        let safe = try await large.open()
        let receipt = try await safe.puncture(order)
        #expect(receipt.state == .destroyed && receipt.confirmations.count == 4)
        #expect(try await !safe.freshlyCovers(.slot(7, 3)))
        try large.bringBack(4)
        #expect(try await !safe.freshlyCovers(.slot(7, 3)))
        #expect(try await safe.settle().places.allSatisfy { $0.state == .current })
        #expect(try sectors(large).allSatisfy { $0.compactMap(\.self).map(\.state.epoch) == [Epoch(2)] })
        #expect(try await safe.addTree(.random()).rawValue == 2)
        await safe.close()
    }

    @Test func placesNamedInAnotherOrderOrNumberAreRefused() async throws {
        let fixture = try TemporaryPlaces(3, threshold: 2)
        await (try fixture.create()).close()
        func open(_ places: [String]) async throws {
            let safe = try await FileKeySafe.open(
                places: places,
                vault: fixture.vault,
                controller: fixture.controller,
                dataDirectory: fixture.data,
                incarnation: fixture.incarnation
            )
            await safe.close()
        }
        try await open(fixture.places)
        for wrong in [[1, 0, 2], [0, 1]] {
            await #expect(throws: KeyringError(.placement, "")) {
                try await open(wrong.map { fixture.places[$0] })
            }
        }
    }

    @Test func staleMembersAloneCannotBeTakenForTheKeySafe() async throws {
        let fixture = try TemporaryPlaces(5, threshold: 3)
        await (try fixture.create()).close()
        try fixture.hide(4)
        let safe = try await fixture.open()
        #expect(try await safe.puncture(fixture.request([.patient(1)])).state == .destroyed)
        await safe.close()
        try fixture.bringBack(4)
        // Two members of the new state and the stale one: nobody opens, and it says who is missing.
        try fixture.hide(0)
        try fixture.hide(1)
        await #expect {
            try await fixture.open()
        } throws: { error in
            let message = (error as? KeyringError)?.message ?? ""
            return message.contains(fixture.places[0]) && message.contains(fixture.places[1])
        }
        try fixture.bringBack(0)
        let again = try await fixture.open()
        #expect(try await again.status().epoch == Epoch(2))
        #expect(try await again.nodes(under: .patient(1)).isEmpty)
        await again.close()
    }
}

func isSame(_ left: SharedSecret, _ right: SharedSecret) -> Bool {
    left.bytes.isEqual(to: right.bytes)
}

func place(_ index: Int, _ fixture: TemporaryPlaces) -> Place {
    Place(label: fixture.places[index], identity: fixture.identity, faults: .none)
}

/// What every place holds in its two sectors.
func sectors(_ fixture: TemporaryPlaces) throws -> [[TopKeySector?]] {
    try fixture.places.indices.map { try place($0, fixture).readSectors() }
}
