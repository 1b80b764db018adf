import Testing
import VaultCrypto

@Suite struct SecretBytesTests {
    private struct Refused: Error {}

    private func bytes(_ secret: borrowing SecretBytes) -> [UInt8] {
        secret.publicBytes(in: 0..<secret.count)
    }

    @Test func keepsWhatItIsGiven() {
        for count in [0, 1, 31, 32, 33, 4095, 4096, 4097, 100_000] {
            let content = RandomBytes.make(count)
            let secret = SecretBytes(copying: content)
            #expect(secret.count == count)
            let areSame = [bytes(secret) == content, bytes(secret.copy()) == content]
            #expect(areSame == [true, true])
        }
    }

    @Test func startsWithZeroBytesEvenInUsedStorage() {
        for _ in 0..<10_000 {
            let used = SecretBytes(random: 32)
            #expect(used.count == 32)
        }
        let fresh = SecretBytes(count: 32) { (_: inout MutableRawSpan) in }
        #expect(bytes(fresh) == [UInt8](repeating: 0, count: 32))
    }

    @Test func randomSecretsDiffer() {
        #expect(SecretBytes(random: 32).isEqual(to: SecretBytes(random: 32)) == false)
    }

    @Test func comparesContentAndLength() {
        let one = SecretBytes(copying: [1, 2, 3])
        #expect(one.isEqual(to: SecretBytes(copying: [1, 2, 3])) == true)
        #expect(one.isEqual(to: SecretBytes(copying: [1, 2, 4])) == false)
        #expect(one.isEqual(to: SecretBytes(copying: [1, 2, 3, 0])) == false)
    }

    @Test func failedInitialisationReleasesStorage() {
        func refuse() throws {
            _ = try SecretBytes(count: 5000) { (_: inout MutableRawSpan) throws(Refused) in throw Refused() }
                .count
        }
        for _ in 0..<50 { #expect(throws: Refused.self) { try refuse() } }
    }

    @Test func holdsFarMoreSecretsThanTheSystemHasMappings() {
        var secrets: [SharedSecret] = []
        for _ in 0..<50_000 { secrets.append(SharedSecret(SecretBytes(random: 32))) }
        #expect(SecretMemory.usage.secrets >= 50_000)
        let first = bytes(secrets[0].bytes)
        #expect(bytes(secrets[0].bytes) == first)
        let reserved = SecretMemory.usage.lockedBytes + SecretMemory.usage.unlockedBytes
        secrets.removeAll()
        for _ in 0..<20_000 { secrets.append(SharedSecret(SecretBytes(random: 32))) }
        let later = SecretMemory.usage.lockedBytes + SecretMemory.usage.unlockedBytes
        #expect(later - reserved < 1 << 20, "freed storage is used again")
    }

    @Test func builderJoinsPieces() {
        var builder = SecretBuilder(capacity: 4)
        var expected: [UInt8] = []
        for size in [0, 1, 30, 5_000, 70_000] {
            let piece = RandomBytes.make(size)
            builder.append(piece)
            builder.append(SecretBytes(copying: piece))
            expected += piece + piece
        }
        #expect(builder.count == expected.count)
        let isSame = bytes(builder.finish()) == expected
        #expect(isSame)
    }

    @Test func isSafeFromManyTasks() async {
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for round in 0..<2_000 {
                        let pattern = UInt8(truncatingIfNeeded: task &* 31 &+ round)
                        let size = 1 + (round % 5000)
                        let secret = SecretBytes(copying: [UInt8](repeating: pattern, count: size))
                        let intact = secret.withBytes { span in
                            span.byte(at: 0) == pattern && span.byte(at: span.byteCount - 1) == pattern
                        }
                        if !intact { return false }
                    }
                    return true
                }
            }
            for await intact in group { #expect(intact) }
        }
    }
}
