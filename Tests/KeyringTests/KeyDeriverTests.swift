import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

@Suite struct KeyDeriverTests {
    private let record = RecordID.random()

    private func binding(_ fixture: TemporaryPlaces, _ version: VersionNumber = .first) -> KeyBinding {
        .wrap(vault: fixture.vault, controller: fixture.controller, record: record, version: version)
    }

    private func key(_ deriver: KeyDeriver, _ slot: Slot, _ binding: KeyBinding) async throws -> SharedSecret
    {
        SharedSecret(try await deriver.wrapKey(for: slot, tree: .first, binding: binding))
    }

    @Test func keysAreStableAndBoundToWhatTheyAreFor() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let deriver = KeyDeriver(safe: safe)
        let base = try await key(deriver, slot(7, 3), binding(fixture))
        let again = try await key(KeyDeriver(safe: safe), slot(7, 3), binding(fixture))
        let same = again.bytes.isEqual(to: base.bytes)
        #expect(same)
        let use = KeyBinding.use(vault: fixture.vault, controller: fixture.controller, use: "access-log 2026")
        let others = [
            try await key(deriver, slot(7, 4), binding(fixture)),
            try await key(deriver, slot(8, 3), binding(fixture)),
            try await key(deriver, slot(7, 3), binding(fixture, VersionNumber.first.next)),
            try await key(deriver, slot(7, 3), use),
        ]
        for other in others {
            let equal = other.bytes.isEqual(to: base.bytes)
            #expect(!equal)
        }
        await safe.close()
    }

    /// Keys of neighbours that are derived together are those that are derived one by one.
    @Test func neighboursHaveTheSameKeysTogether() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let deriver = KeyDeriver(safe: safe)
        let number = try #require(PatientNumber(7))
        _ = try await safe.puncture(fixture.request([.slot(7, 5), .slot(7, 300)]))
        // In order, and with jumps back and over what was destroyed.
        let serials: [UInt64] = [0, 1, 2, 3, 4, 6, 7, 8, 299, 301, 302, 2, 1023, 1024, 1025, 9]
        let slots = try serials.map { try #require(Slot(patient: number, serial: UInt32($0))) }
        let keys = try await deriver.keys(of: number, in: .first)
        let together = try keys.keys(of: slots.map { ($0, binding(fixture)) })
        #expect(together.count == slots.count)
        for (slot, key) in zip(slots, together) {
            let alone = try await self.key(deriver, slot, binding(fixture))
            let equal = alone.bytes.isEqual(to: key.bytes)
            #expect(equal, "\(slot)")
        }
        let gone = try #require(Slot(patient: number, serial: 300))
        #expect(throws: KeyringError(.punctured, "")) {
            try keys.keys(of: [(slots[0], binding(fixture)), (gone, binding(fixture))])
        }
        deriver.evict(.patient(7))
        #expect(throws: KeyringError(.evicted, "")) { try keys.keys(of: [(slots[0], binding(fixture))]) }
        await safe.close()
    }

    @Test func evictedAndPuncturedKeysAreGone() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let deriver = KeyDeriver(safe: safe)
        for number in 1...5 { _ = try await key(deriver, slot(UInt64(number), 1), binding(fixture)) }
        #expect(deriver.openedNodes == 5)
        _ = try await safe.puncture(fixture.request([.slot(3, 1), .patient(4)]))
        deriver.evict(.slot(3, 1))
        deriver.evict(.patient(4))
        #expect(deriver.openedNodes == 3)
        for gone in [slot(3, 1), slot(4, 0), slot(4, 9)] {
            await #expect(throws: KeyringError(.punctured, "")) {
                _ = try await key(deriver, gone, binding(fixture))
            }
        }
        _ = try await key(deriver, slot(3, 2), binding(fixture))
        deriver.evict(Prefix(tree: .first, path: .root))
        #expect(deriver.openedNodes == 0)
        _ = try await key(deriver, slot(3, 2), binding(fixture))
        deriver.evictAll()
        #expect(deriver.openedNodes == 0)
        await safe.close()
    }

    /// Many patients at once have the keys that each has alone, whatever is destroyed between them; an eviction takes them.
    @Test func keysOfManyPatientsAreLentTogether() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let gone: [Prefix] = [.patient(4), .slot(9, 1), .patient(70_000)]
        _ = try await safe.puncture(fixture.request(gone))
        let numbers: [UInt64] = [1, 2, 3, 4, 5, 8, 9, 10, 4095, 4096, 70_000, 70_001, 1 << 39, 3]
        let alone = KeyDeriver(safe: safe)
        let deriver = KeyDeriver(safe: safe)
        let patients = numbers.map { (number: slot($0, 1).patient, tree: TreeNumber.first) }
        try await deriver.withKeys(of: patients) { keys in
            #expect(keys.count == numbers.count && deriver.openedNodes == 0)
            for (number, keys) in zip(numbers, keys) {
                for serial: UInt32 in [0, 1, 2, 77] where number != 4 && number != 70_000 {
                    let slot = slot(number, serial)
                    guard !(number == 9 && serial < 2) else { continue }
                    let expected = try await key(alone, slot, binding(fixture))
                    let isSame = try keys.key(of: slot, for: binding(fixture)).isEqual(to: expected.bytes)
                    #expect(isSame, "\(slot)")
                }
            }
            for (index, number) in [(3, UInt64(4)), (6, 9), (10, 70_000)] {
                #expect(throws: KeyringError(.punctured, "")) {
                    _ = try keys[index].key(of: slot(number, 1), for: binding(fixture))
                }
            }
            deriver.evict(.slot(5, 2))
            #expect(throws: KeyringError(.evicted, "")) {
                _ = try keys[4].key(of: slot(5, 1), for: binding(fixture))
            }
            _ = try keys[5].key(of: slot(8, 1), for: binding(fixture))
            deriver.evictAll()
            #expect(throws: KeyringError(.evicted, "")) {
                _ = try keys[5].key(of: slot(8, 1), for: binding(fixture))
            }
        }
        await safe.close()
    }

    @Test func anEvictionTakesTheKeysFromTheirHolder() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let deriver = KeyDeriver(safe: safe)
        let held = try await deriver.keys(of: slot(3, 1).patient, in: .first)
        let other = try await deriver.keys(of: slot(4, 1).patient, in: .first)
        _ = try held.key(of: slot(3, 1), for: binding(fixture))
        deriver.evict(.slot(3, 2))
        #expect(throws: KeyringError(.evicted, "")) {
            _ = try held.key(of: slot(3, 1), for: binding(fixture))
        }
        _ = try other.key(of: slot(4, 1), for: binding(fixture))
        _ = try await key(deriver, slot(3, 1), binding(fixture))
        await safe.close()
    }

    @Test func theCacheIsBounded() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let deriver = KeyDeriver(safe: safe, capacity: 10)
        for number in 1...40 {
            _ = try await key(deriver, slot(UInt64(number), 1), binding(fixture))
            #expect(deriver.openedNodes <= 10)
        }
        await safe.close()
    }

    @Test func aVectorPinsTheDerivation() async throws {
        let vault = try #require(VaultID("00112233-4455-4677-8899-aabbccddeeff"))
        let controller = try #require(ControllerID("11111111-2222-4333-8444-555555555555"))
        let record = try #require(RecordID("99999999-8888-4777-8666-555555555555"))
        let seed = (0..<32).map { UInt8($0) }
        let root = KeyNode(prefix: Prefix(tree: .first, path: .root), seed: SecretBytes(copying: seed))
        let leaf = GGM.leafKey(of: .slot(5, 2), from: root)
        let binding = KeyBinding.wrap(vault: vault, controller: controller, record: record, version: .first)
        let key = HKDF.expand(leaf, info: binding.info, count: 32)
        #expect(Hex.encode(leaf.publicBytes(in: 0..<32)) == DerivationVector.leaf)
        #expect(Hex.encode(key.publicBytes(in: 0..<32)) == DerivationVector.wrapKey)
    }
}
