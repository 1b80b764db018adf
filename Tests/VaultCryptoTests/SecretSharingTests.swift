import Synchronization
import TestSupport
import Testing
import VaultModel

@testable import VaultCrypto

/// Secret sharing agrees with SLIP-0039's reference implementation, and its field is the field of AES.
@Suite struct SecretSharingTests {
    private struct Vector: Decodable {
        struct Share: Decodable {
            let member: UInt8
            let value: String
        }

        let expect: String
        let threshold: Int?
        let members: Int?
        let secret: String
        let random: [String]?
        let shares: [Share]
    }

    static let paths = (try? TestFolders.vectors("sharing")) ?? []

    @Test func thereAreVectors() {
        #expect(Self.paths.count >= 30)
    }

    @Test(arguments: paths) func vector(path: String) throws {
        let vector: Vector = try TestFolders.decode(path)
        let secret = try #require(Hex.decode(vector.secret))
        let shares = try vector.shares.map {
            SecretShare(
                member: $0.member,
                value: SharedSecret(SecretBytes(copying: try #require(Hex.decode($0.value))))
            )
        }
        guard let random = vector.random else {
            #expect(recovered(shares) == (vector.expect == "success" ? secret : nil))
            return
        }
        let pieces = Mutex(try random.map { try #require(Hex.decode($0)) })
        let split = SecretSharing.split(
            SecretBytes(copying: secret),
            threshold: try #require(vector.threshold),
            members: try #require(vector.members)
        ) { size in
            let piece = pieces.withLock { $0.removeFirst() }
            #expect(piece.count == size)
            return SecretBytes(copying: piece)
        }
        #expect(split.map(\.member) == vector.shares.map(\.member))
        #expect(
            split.map { Hex.encode($0.value.bytes.publicBytes(in: 0..<32)) } == vector.shares.map(\.value)
        )
        #expect(pieces.withLock { $0.isEmpty })
    }

    @Test(.enabled(if: Python.has("shamir_mnemonic"), "needs the Python package `shamir-mnemonic`"))
    func theReferenceImplementationAgrees() throws {
        let result = try Python.run([
            TestFolders.path("Python/secret_sharing.py"), TestFolders.path("Vectors/sharing"),
        ])
        #expect(result.status == 0, "\(result.output)")
    }

    @Test func everyChoiceOfSharesGivesTheSecretAndEveryOtherShare() {
        let bytes = RandomBytes.make(32)
        let shares = SecretSharing.split(SecretBytes(copying: bytes), threshold: 3, members: 5)
        for first in 0..<5 {
            for second in first + 1..<5 {
                #expect(recovered([shares[first], shares[second]]) == nil)
                for third in second + 1..<5 {
                    let some = [shares[third], shares[first], shares[second]]
                    #expect(recovered(some) == bytes)
                    for share in shares {
                        let made = SecretSharing.share(of: share.member, from: some)
                        let isSame = made.value.bytes.isEqual(to: share.value.bytes)
                        #expect(isSame)
                    }
                }
            }
        }
        #expect(recovered([shares[0], shares[0], shares[1]]) == nil)
        #expect(recovered([]) == nil)
    }

    @Test func theFieldIsTheFieldOfAES() {
        // FIPS 197 section 4.2.
        #expect(FieldElement(0x57) * FieldElement(0x83) == FieldElement(0xc1))
        #expect(FieldElement(0x57) * FieldElement(0x13) == FieldElement(0xfe))
        for value in UInt8.min...UInt8.max {
            let element = FieldElement(value)
            #expect(element * FieldElement(1) == element)
            #expect(element * element.inverse == FieldElement(value == 0 ? 0 : 1))
            for other in UInt8.min...UInt8.max {
                #expect(element * FieldElement(other) == FieldElement(slow(value, other)))
            }
        }
    }

    private func recovered(_ shares: [SecretShare]) -> [UInt8]? {
        guard let secret = SecretSharing.recover(shares) else { return nil }
        return secret.publicBytes(in: 0..<32)
    }

    /// Multiplication as polynomials, then the remainder.
    private func slow(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product = 0
        for bit in 0..<8 where right >> bit & 1 == 1 { product ^= Int(left) << bit }
        for bit in (8..<16).reversed() where product >> bit & 1 == 1 { product ^= 0x11b << (bit - 8) }
        return UInt8(product)
    }
}
