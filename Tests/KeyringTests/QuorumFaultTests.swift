import Foundation
import TestSupport
import Testing
import VaultModel

@testable import Keyring

/// A quorum whose members fail, die and come back stale at every operation of a change.
///
/// Whatever happens, any places that are enough to open a state of before open it, as long as nothing was answered;
/// nothing is called destroyed while the places together can still open an older state.
@Suite struct QuorumFaultTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let threshold: Int
        let places: Int
        let verdict: PlaceFaults.Verdict

        var testDescription: String { "\(threshold) of \(places), \(verdict)" }

        /// Every operation is met in one of three ways, or in all with `LETHE_ACCEPT`; of five places every third.
        var step: Int { Acceptance.isOn ? 1 : places == 5 ? 9 : 3 }
        var offset: Int { Acceptance.isOn ? 0 : verdict == .fail ? 0 : verdict == .tear ? 1 : 2 }
    }

    static let kinds: [Kind] = [PlaceFaults.Verdict.fail, .tear, .failAfter].flatMap { verdict in
        [(2, 3), (3, 5)].map { Kind(threshold: $0.0, places: $0.1, verdict: verdict) }
    }

    /// The process is killed at an operation; then any places that are enough are all that comes back.
    @Test(arguments: kinds)
    func killedAtEveryOperationAnyPlacesThatAreEnoughOpen(kind: Kind) async throws {
        var epochs: Set<Epoch> = []
        let total = try await operations(kind)
        for target in stride(from: kind.offset, to: total, by: kind.step) {
            let fixture = try TemporaryPlaces(kind.places, threshold: kind.threshold)
            await (try fixture.create()).close()
            let script = FaultScript(at: target, kind.verdict, isFatal: true)
            let request = fixture.request([.slot(7, 3)])
            let broken = fixture.safe(script.plan)
            _ = try? await broken.opened().puncture(request)
            await broken.close()
            #expect(script.hasTripped, "at \(target)")
            try fixture.save()
            for present in Combinations(Array(0..<kind.places), of: kind.threshold) {
                let comment = Comment("at \(target), \(present) come back")
                try fixture.restore()
                let away = fixture.places.indices.filter { !present.contains($0) }
                for index in away { try fixture.hide(index) }
                let safe = try await fixture.open()
                let epoch = try await safe.status().epoch
                epochs.insert(epoch)
                #expect(try await safe.nodes(under: .slot(7, 3)).isEmpty == (epoch == Epoch(2)), comment)
                #expect(try await safe.nodes(under: .slot(7, 4)).count == 1, comment)
                await safe.close()
                for index in away { try fixture.bringBack(index) }
                let whole = try await fixture.open()
                #expect(try await whole.puncture(request).state == .destroyed, comment)
                #expect(try await whole.status().epoch == Epoch(2), comment)
                #expect(try await whole.status().places.allSatisfy { $0.state == .current }, comment)
                #expect(try await whole.nodes(under: .slot(7, 4)).count == 1, comment)
                await whole.close()
                #expect(try openable(fixture) == [Epoch(2)], comment)
            }
        }
        #expect(epochs == [Epoch(1), Epoch(2)])
    }

    /// One member dies at an operation of a change and stays away for a further one, then comes back stale.
    @Test(arguments: kinds)
    func oneMemberDiesAtEveryOperationAndComesBackStale(kind: Kind) async throws {
        let total = try await operations(kind) / kind.places + 2
        var outcomes: Set<Bool> = []
        for target in 0..<total {
            let comment = Comment("at \(target)")
            let fixture = try TemporaryPlaces(kind.places, threshold: kind.threshold)
            let creator = try await fixture.create()
            let kept = try #require(try await creator.nodes(under: .slot(7, 4)).first)
            await creator.close()
            let script = FaultScript(at: target, kind.verdict, isFatal: true, place: fixture.places[0])
            let safe = fixture.safe(script.plan)
            var isDestroyed = false
            for prefix in [Prefix.slot(7, 3), .slot(7, 5)] {
                let receipt = try? await safe.puncture(fixture.request([prefix]))
                isDestroyed = receipt?.state == .destroyed
                if let receipt { try check(receipt, fixture, comment) }
            }
            outcomes.insert(isDestroyed)
            let found = try #require(try await safe.nodes(under: .slot(7, 4)).first, comment)
            #expect(found.hasSameSeed(as: kept), comment)
            await safe.close()
            // It comes back with whatever it holds, while another is gone.
            try fixture.hide(kind.places - 1)
            let next = try await fixture.open()
            #expect(try await next.nodes(under: .slot(7, 4)).count == 1, comment)
            await next.close()
            try fixture.bringBack(kind.places - 1)
            let whole = try await fixture.open()
            let last = try await whole.puncture(fixture.request([.slot(7, 3), .slot(7, 5)]))
            #expect(last.state == .destroyed, comment)
            #expect(try await whole.status().places.allSatisfy { $0.state == .current }, comment)
            #expect(try await !whole.freshlyCovers(.slot(7, 3)), comment)
            await whole.close()
            #expect(try openable(fixture) == [last.epoch], comment)
        }
        // Of three places all are needed for a change, of five one may be away.
        #expect(outcomes.contains(true) == (kind.places == 5))
    }

    /// As many members as may be fail together, each at its own operation of the destruction.
    @Test func nothingIsDestroyedWhileEnoughStaleSharesAreLeft() async throws {
        for (threshold, count) in [(2, 3), (3, 5)] {
            var states: Set<Int> = []
            for failing in 0...count {
                let fixture = try TemporaryPlaces(count, threshold: threshold)
                await (try fixture.create()).close()
                let bad = Set(fixture.places.prefix(failing))
                let plan = DestructionFailure(places: bad)
                let safe = try await fixture.open(plan.plan)
                plan.arm()
                let request = fixture.request([.slot(7, 3)])
                let receipt = try await safe.puncture(request)
                try check(receipt, fixture, "\(failing) fail")
                let confirmed = count - failing
                #expect(receipt.confirmations.count == confirmed)
                let needed = count - threshold + 1
                #expect(
                    receipt.state
                        == (confirmed >= needed ? .destroyed : .pending(confirmed: confirmed, of: needed))
                )
                #expect(try await safe.freshlyCovers(.slot(7, 3)) == (failing >= threshold))
                states.insert(confirmed)
                plan.disarm()
                #expect(try await safe.puncture(request).state == .destroyed)
                #expect(try await !safe.freshlyCovers(.slot(7, 3)))
                await safe.close()
            }
            #expect(states.count == count + 1)
        }
    }

    /// A member that holds its share of an attempt which the others gave up is brought to the state they made since.
    @Test func shareOfAnAttemptThatWasGivenUpIsReplaced() async throws {
        let fixture = try TemporaryPlaces(5, threshold: 3)
        await (try fixture.create()).close()
        // Two of the five take the new share, then the process is gone.
        let script = SectorStop(allowed: Set(fixture.places.prefix(2)))
        let broken = try await fixture.open(script.plan)
        script.arm()
        await #expect(throws: KeyringError(.tooFewPlaces, "")) {
            try await broken.puncture(fixture.request([.patient(1)]))
        }
        await broken.close()
        #expect(try sectors(fixture).map { $0.compactMap(\.self).count } == [2, 2, 1, 1, 1])
        // One of the two is away while the others go on to another state of the same epoch.
        try fixture.hide(0)
        let safe = try await fixture.open()
        #expect(try await safe.status().epoch == Epoch(1))
        #expect(try await safe.puncture(fixture.request([.patient(2)])).state == .destroyed)
        try fixture.bringBack(0)
        #expect(try await safe.settle().places.allSatisfy { $0.state == .current })
        #expect(try await safe.damagedPlaces().isEmpty)
        #expect(try await safe.nodes(under: .patient(1)).count == 1)
        await safe.close()
        #expect(try openable(fixture) == [Epoch(2)])
    }

    /// While the places that are away may make a newer state whole, the older one is read and the newer left alone.
    @Test func whatMayBeNewerIsLeftAlone() async throws {
        let fixture = try TemporaryPlaces(5, threshold: 3)
        await (try fixture.create()).close()
        let plan = DestructionFailure(places: [fixture.places[0], fixture.places[1]])
        try fixture.hide(4)
        let safe = try await fixture.open(plan.plan)
        plan.arm()
        let request = fixture.request([.patient(1)])
        let receipt = try await safe.puncture(request)
        #expect(receipt.state == .pending(confirmed: 2, of: 3))
        await safe.close()
        // Those that destroyed are gone, the stale one is back: the three can open only the older state.
        try fixture.bringBack(4)
        for index in [2, 3] { try fixture.hide(index) }
        let older = try await fixture.open()
        #expect(try await older.status().epoch == Epoch(1))
        await #expect(throws: KeyringError(.tooFewPlaces, "")) {
            try await older.puncture(fixture.request([.patient(2)]))
        }
        for index in [2, 3] { try fixture.bringBack(index) }
        // In the same process the newer state comes back with them.
        #expect(try await older.settle().epoch == Epoch(2))
        #expect(try await older.puncture(request).state == .destroyed)
        await older.close()
        #expect(try openable(fixture) == [Epoch(2)])
    }

    private func operations(_ kind: Kind) async throws -> Int {
        let fixture = try TemporaryPlaces(kind.places, threshold: kind.threshold)
        await (try fixture.create()).close()
        let counter = FaultScript(at: -1, .fail, isFatal: false)
        let safe = try await fixture.open(counter.plan)
        _ = try await safe.puncture(fixture.request([.slot(7, 3)]))
        await safe.finishReleases()
        await safe.close()
        return counter.count
    }

    /// With a receipt that says destroyed, all places together can open nothing older.
    private func check(_ receipt: PunctureReceipt, _ fixture: TemporaryPlaces, _ comment: Comment) throws {
        let older = try openable(fixture).filter { $0 < receipt.epoch }
        if receipt.state == .destroyed { #expect(older.isEmpty, comment) }
    }

    /// The epochs of the states that somebody with all places could open.
    private func openable(_ fixture: TemporaryPlaces) throws -> Set<Epoch> {
        var counts: [StateName: Int] = [:]
        for sector in try sectors(fixture).joined().compactMap(\.self) {
            counts[sector.state, default: 0] += 1
        }
        return Set(counts.filter { $0.value >= fixture.threshold }.keys.map(\.epoch))
    }
}
