import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// Room made beforehand for a change: it is overwritten, or goes like an attempt that was given up.
@Suite struct RoomTests {
    private func listSize(_ fixture: TemporaryPlaces, _ place: Int) throws -> Int {
        try FileSystem.status(of: fixture.folder(place) + "/punctures").size
    }

    private func pageFiles(_ fixture: TemporaryPlaces, _ place: Int) throws -> Set<String> {
        Set(try FileSystem.list(fixture.folder(place) + "/pages"))
    }

    /// Makes room in every place of a safe that is in its first state, and returns where its list ends.
    private func makeRoom(_ fixture: TemporaryPlaces, _ safe: FileKeySafe) async throws -> Int {
        let end = try listSize(fixture, 0)
        for (index, place) in await safe.places.enumerated() {
            try place.makeRoom(after: Epoch(1), listEnd: end)
            #expect(try pageFiles(fixture, index) == ["1.pages", "2.pages"])
            #expect(try listSize(fixture, index) > end)
        }
        return end
    }

    @Test(arguments: [1, 3000])
    func aChangeOverwritesIt(slots: UInt32) async throws {
        let fixture = try TemporaryPlaces()
        let log = OperationLog()
        let safe = try await fixture.create(log.plan)
        let kept = try #require(try await safe.nodes(under: .slot(8, 1)).first)
        _ = try await makeRoom(fixture, safe)
        log.clear()
        // Many need more room than was made.
        let prefixes = (0..<slots).map { Prefix.slot(7, 2 * $0 + 1) }
        #expect(try await safe.puncture(fixture.request(prefixes)).state == .destroyed)
        for place in fixture.places {
            #expect(log.count(in: place) { $0 == .makeFile || $0 == .syncDirectory } == 0)
        }
        await safe.finishReleases()
        #expect(try await safe.freshlyCovered(prefixes).isEmpty)
        await safe.close()
        let again = try await fixture.open()
        let size = try listSize(fixture, 0)
        #expect(try listSize(fixture, 1) == size)
        #expect(try await again.punctures(after: Epoch(1)).count == 1)
        #expect(try await again.damagedPlaces().isEmpty)
        #expect(try #require(try await again.nodes(under: .slot(8, 1)).first).hasSameSeed(as: kept))
        #expect(try await again.puncture(fixture.request([.slot(8, 1)])).state == .destroyed)
        await again.close()
    }

    @Test func withoutAChangeItGoesWithTheNextOpening() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let end = try await makeRoom(fixture, safe)
        await safe.close()
        let again = try await fixture.open()
        for place in 0..<2 {
            #expect(try pageFiles(fixture, place) == ["1.pages"])
            #expect(try listSize(fixture, place) == end)
        }
        #expect(try await again.status().places.map(\.state) == [.current, .current])
        await again.close()
    }

    /// A longer line of an attempt that was given up lies behind the one that counts.
    @Test func whatAnAttemptLeftThereDoesNotCount() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        _ = try await makeRoom(fixture, safe)
        await safe.prepare(fixture.request([.slot(7, 1), .slot(7, 3), .slot(7, 5)]))
        let request = fixture.request([.slot(7, 9)])
        #expect(try await safe.puncture(request).state == .destroyed)
        #expect(try await !safe.nodes(under: .slot(7, 3)).isEmpty)
        await safe.close()
        let again = try await fixture.open()
        #expect(try await again.punctures(after: Epoch(1)).map(\.request) == [request.id])
        #expect(try await again.damagedPlaces().isEmpty)
        await again.close()
    }

    /// Nothing is made over what was prepared, nor where another process may have the place.
    @Test func itIsNotMadeTwice() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let request = fixture.request([.slot(7, 3)])
        let end = try listSize(fixture, 0)
        await safe.prepare(request)
        let prepared = try listSize(fixture, 0)
        for place in await safe.places { try place.makeRoom(after: Epoch(1), listEnd: end) }
        #expect(try listSize(fixture, 0) == prepared)
        #expect(try await safe.puncture(request).state == .destroyed)
        #expect(try await !safe.freshlyCovers(.slot(7, 3)))
        #expect(try await safe.damagedPlaces().isEmpty)
        await safe.close()
    }
}
