import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// What is written before a puncture is ordered: it saves the order time, and means nothing without it.
@Suite struct PreparingTests {
    private let prefix = Prefix.slot(7, 3)

    private func listSize(_ fixture: TemporaryPlaces, _ place: Int) throws -> Int {
        try FileSystem.status(of: fixture.folder(place) + "/punctures").size
    }

    private func pageFiles(_ fixture: TemporaryPlaces, _ place: Int) throws -> Set<String> {
        Set(try FileSystem.list(fixture.folder(place) + "/pages"))
    }

    @Test func nothingIsDestroyedUntilTheOrder() async throws {
        let fixture = try TemporaryPlaces()
        let log = OperationLog()
        let safe = try await fixture.create(log.plan)
        let request = fixture.request([prefix])
        await safe.prepare(request)
        #expect(try await safe.status().epoch == Epoch(1))
        #expect(try await safe.punctures(after: Epoch(1)).isEmpty)
        #expect(try await !safe.nodes(under: prefix).isEmpty)
        #expect(try await safe.freshlyCovers(prefix))
        for place in 0..<2 { #expect(try pageFiles(fixture, place) == ["1.pages", "2.pages"]) }

        log.clear()
        let receipt = try await safe.puncture(request)
        #expect(receipt.state == .destroyed && receipt.epoch == Epoch(2))
        for place in fixture.places {
            // Pages and line are not written again: what is left are the two sectors.
            #expect(log.count(in: place) { $0 == .write } == 2)
            #expect(log.count(in: place) { $0 == .makeFile || $0 == .syncDirectory } == 0)
        }
        #expect(try await safe.nodes(under: prefix).isEmpty)
        #expect(try await !safe.freshlyCovers(prefix))
        #expect(try await safe.puncture(request) == receipt)
        await safe.close()
        let again = try await fixture.open()
        #expect(try await again.punctures(after: Epoch(1)).map(\.request) == [request.id])
        await again.close()
    }

    @Test func withoutTheOrderItGoesWithTheNextOpening() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let sizes = try (0..<2).map { try listSize(fixture, $0) }
        let request = fixture.request([prefix])
        await safe.prepare(request)
        await safe.close()
        let again = try await fixture.open()
        #expect(try await again.status().epoch == Epoch(1))
        #expect(try await again.status().places.map(\.state) == [.current, .current])
        for place in 0..<2 {
            #expect(try pageFiles(fixture, place) == ["1.pages"])
            #expect(try listSize(fixture, place) == sizes[place])
        }
        #expect(try await again.puncture(request).state == .destroyed)
        await again.close()
    }

    /// Whatever comes instead of the order takes its place.
    @Test func anotherChangeReplacesIt() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let request = fixture.request([prefix])
        await safe.prepare(request)
        _ = try await safe.puncture(fixture.request([.slot(8, 1)]))
        #expect(try await !safe.nodes(under: prefix).isEmpty)
        await safe.prepare(request)
        _ = try await safe.beginIndexRenewal(.random())
        #expect(try await !safe.nodes(under: prefix).isEmpty)
        #expect(try await safe.puncture(request).epoch == Epoch(4))
        #expect(try await !safe.freshlyCovers(prefix))
        #expect(try await safe.damagedPlaces().isEmpty)
        await safe.close()
        let again = try await fixture.open()
        #expect(try await again.punctures(after: Epoch(1)).count == 3)
        await again.close()
    }

    @Test func anotherOrderWithItsIdIsNotAnsweredByIt() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let request = fixture.request([prefix])
        await safe.prepare(request)
        _ = try await safe.puncture(fixture.request([.slot(9, 9)], id: request.id))
        #expect(try await !safe.nodes(under: prefix).isEmpty)
        #expect(try await !safe.freshlyCovers(.slot(9, 9)))
        await safe.close()
    }

    /// A place that comes back is repaired, which removes whatever the valid state does not use.
    @Test func aRepairInBetweenTakesItBack() async throws {
        let fixture = try TemporaryPlaces()
        await (try fixture.create()).close()
        try fixture.hide(1)
        let safe = try await fixture.open()
        let request = fixture.request([prefix])
        await safe.prepare(request)
        try fixture.bringBack(1)
        #expect(try await safe.settle().places.map(\.state) == [.current, .current])
        #expect(try await safe.puncture(request).state == .destroyed)
        #expect(try await safe.damagedPlaces().isEmpty)
        #expect(try await !safe.freshlyCovers(prefix))
        await safe.close()
    }

    @Test func theLineBearsTheTimeOfTheOrder() async throws {
        let fixture = try TemporaryPlaces()
        let time = SafeClock()
        let safe = try await fixture.safe(clock: time.clock)
            .created(acceptsWeak: true, incarnation: fixture.incarnation)
        let request = fixture.request([prefix])
        await safe.prepare(request)
        time.advance(hours: 1)
        #expect(try await safe.puncture(request).at == time.now)
        #expect(try await safe.punctures(after: Epoch(1)).map(\.at) == [time.now])
        await safe.close()
    }

    /// What has to be approved or to wait, or is refused, is not made ready; nor does anything wait because of it.
    @Test func whatWouldNotBeDoneIsNotMadeReady() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.safe().created(
            acceptsWeak: true,
            incarnation: fixture.incarnation,
            limits: SafeLimits(
                patients: 1,
                versions: 1,
                coolingOff: 3600,
                approvals: 1,
                approvers: [TestApprover("A", seed: 1).approver]
            )
        )
        let id = RequestID.random()
        let requests = [
            fixture.request([.patient(1), .patient(2)]),
            fixture.request([Prefix(tree: .first, path: .root)]),
            fixture.request([]),
            PunctureRequest(
                id: id,
                incarnation: fixture.incarnation,
                prefixes: [prefix],
                purpose: .expiry
            ),
            PunctureRequest(id: id, incarnation: .random(), prefixes: [prefix], purpose: .erasure),
        ]
        for request in requests {
            await safe.prepare(request)
            #expect(try pageFiles(fixture, 0) == ["1.pages"])
            #expect(try await safe.waitingOrders().isEmpty)
        }
        await safe.close()
    }

    @Test func aQuorumTakesItAsItsPlacesStand() async throws {
        let fixture = try TemporaryPlaces(3, threshold: 2)
        let safe = try await fixture.create()
        let first = fixture.request([prefix])
        await safe.prepare(first)
        #expect(try await safe.puncture(first).state == .destroyed)
        let second = fixture.request([.slot(7, 4)])
        await safe.prepare(second)
        await safe.close()
        let again = try await fixture.open()
        #expect(try await again.status().epoch == Epoch(2))
        #expect(try await again.puncture(second).state == .destroyed)
        #expect(try await again.freshlyCovered([prefix, .slot(7, 4)]).isEmpty)
        await again.close()
    }
}
