import Testing
import VaultModel

@testable import Keyring

/// Who holds keys of a key safe on another machine, and for how long.
@Suite struct LeaseBookTests {
    private let book = LeaseBook(duration: .milliseconds(200), margin: .zero)

    /// Until then holders from before the book was opened may be about.
    private func waitForTheUnknown() async throws {
        try await book.waitUntilReleased(book.evict([]))
    }

    @Test func anEvictionIsDoneWhenEverybodyHasAcknowledgedIt() async throws {
        try await waitForTheUnknown()
        let patient = LeaseBook(duration: .seconds(600), margin: .zero)
        let (first, last) = patient.enter()
        let (second, _) = patient.enter()
        #expect(last == 0 && patient.isHeld(by: first))
        let number = patient.evict([.patient(7)])
        #expect(patient.hasNews(for: first))
        // Holders from before this book are a third that may be about.
        #expect(patient.holders(of: number) == 3)
        let told = try #require(patient.renew(first, acknowledging: 0))
        #expect(told.missed.map(\.prefixes) == [[.patient(7)]] && !told.isExtended)
        #expect(try #require(patient.renew(first, acknowledging: number)).isExtended)
        #expect(patient.holders(of: number) == 2)
        #expect(patient.renew(second, acknowledging: number)?.missed == [])
        #expect(patient.holders(of: number) == 1)
    }

    @Test func orWhenTheirLeaseHasRunOut() async throws {
        try await waitForTheUnknown()
        let (silent, _) = book.enter()
        let number = book.evict([.patient(7)])
        try await book.waitUntilReleased(number)
        #expect(!book.isHeld(by: silent))
        #expect(book.renew(silent, acknowledging: number) == nil, "it must enter anew")
    }

    @Test func nobodyAcknowledgesWhatTheyWereNotTold() {
        let (holder, last) = book.enter()
        #expect(book.renew(holder, acknowledging: last + 1) == nil)
    }

    @Test func aLeaseOnlyEverEndsEarlierByItself() throws {
        let lease = KeyLease()
        #expect(lease.isOver)
        lease.extend(to: .now + .seconds(600))
        lease.extend(to: .now)
        try lease.check()
        lease.end()
        #expect(throws: KeyringError.leaseOver) { try lease.check() }
    }

    @Test func aKeyIsNotDerivedAfterTheLease() async throws {
        let fixture = try TemporaryPlaces(1)
        let safe = try await fixture.create()
        let lease = KeyLease()
        let keys = PatientKeys(
            tree: .first,
            cover: Cover(try await safe.nodes(under: .patient(7))),
            lease: lease
        )
        let binding = KeyBinding.use(vault: fixture.vault, controller: fixture.controller, use: "test")
        #expect(throws: KeyringError.leaseOver) { _ = try keys.key(of: slot(7, 1), for: binding) }
        lease.extend(to: .now + .seconds(600))
        _ = try keys.key(of: slot(7, 1), for: binding)
        await safe.close()
    }
}
