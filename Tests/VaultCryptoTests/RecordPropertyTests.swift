import Testing
import VaultCrypto
import VaultModel

/// Properties over random input; the seed is printed with every failure.
@Suite struct RecordPropertyTests {
    /// A small generator with a seed (SplitMix64), so that a failure can be seen again.
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
            return value ^ (value >> 31)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func noChangeIsEverAccepted(seed: UInt64) throws {
        var random = Seeded(state: seed)
        let key = SecretBytes(random: 32)
        let context = ObjectContext(controller: .random(), record: .random(), version: .first, kind: .part(3))
        let content = (0..<Int.random(in: 0..<140_000, using: &random)).map { _ in
            UInt8.random(in: 0...255, using: &random)
        }
        let sealed = SealedObject.seal(content, context: context, recordKey: key).sealed
        let opened = try SealedObject.open(
            sealed,
            contentSize: content.count,
            context: context,
            recordKey: key
        )
        let isSame = opened == content
        #expect(isSame)
        for _ in 0..<40 {
            let changed = change(sealed, using: &random)
            guard changed != sealed else { continue }
            #expect(throws: CryptoError.self) {
                try SealedObject.open(changed, contentSize: content.count, context: context, recordKey: key)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func hostileBytesAreRefused(seed: UInt64) throws {
        var random = Seeded(state: seed)
        let key = SecretBytes(random: 32)
        let context = ObjectContext(
            controller: .random(),
            record: .random(),
            version: .first,
            kind: .metadata
        )
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0..<600, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let disguised = Array("LETHEOBJ".utf8) + [1, 2, 0, 0] + bytes
            #expect(throws: CryptoError.self) {
                try SealedObject.openText(disguised, context: context, recordKey: key)
            }
            #expect(throws: CryptoError.self) { try Statement(decoding: bytes) }
        }
    }

    private func change(_ bytes: [UInt8], using random: inout Seeded) -> [UInt8] {
        var changed = bytes
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: changed.removeSubrange(place...)
        case 2: changed.remove(at: place)
        case 3: changed.insert(UInt8.random(in: 0...255, using: &random), at: place)
        default: changed.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
        }
        return changed
    }
}
