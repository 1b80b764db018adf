import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

@Suite struct FileKeySafeTests {
    @Test func createdSafeDerivesTheSameKeysWhenOpenedAgain() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let before = try #require(try await safe.nodes(under: .slot(7, 3)).first)
        let status = try await safe.status()
        #expect(status.epoch == Epoch(1))
        #expect(status.places.map(\.state) == [.current, .current])
        #expect(status.trees == [.first])
        await safe.close()

        let again = try await fixture.open()
        let after = try #require(try await again.nodes(under: .slot(7, 3)).first)
        #expect(after.prefix == .slot(7, 3))
        #expect(after.hasSameSeed(as: before))
    }

    @Test func punctureDestroysExactlyWhatWasNamed() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let kept = try #require(try await safe.nodes(under: .slot(7, 4)).first)
        let receipt = try await safe.puncture(fixture.request([.slot(7, 3), .patient(9)]))
        #expect(receipt.epoch == Epoch(2))
        #expect(receipt.state == .destroyed)
        #expect(receipt.confirmations.map(\.place) == fixture.places)
        try await check(safe, kept)
        await safe.close()
        try await check(fixture.open(), kept)
    }

    private func check(_ safe: FileKeySafe, _ kept: KeyNode) async throws {
        #expect(try await safe.nodes(under: .slot(7, 3)).isEmpty)
        #expect(try await safe.nodes(under: .patient(9)).isEmpty)
        #expect(try await safe.nodes(under: .slot(9, 0)).isEmpty)
        #expect(try await safe.freshlyCovers(.slot(7, 3)) == false)
        #expect(try await safe.freshlyCovers(.patient(9)) == false)
        #expect(try await safe.freshlyCovers(.patient(7)))
        let found = try #require(try await safe.nodes(under: .slot(7, 4)).first)
        #expect(found.hasSameSeed(as: kept))
    }
}
