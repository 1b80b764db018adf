import Testing
import VaultModel

@testable import VaultCrypto

@Suite struct CommitmentTests {
    private let statement = Array("a statement".utf8)

    @Test func opensOnlyWithItsStatementAndOpening() throws {
        let opening = Opening.random()
        let commitment = Commitment.commit(to: statement, opening: opening)
        #expect(try Commitment(bytes: commitment.bytes) == commitment)
        let again = try Opening(revealed: opening.reveal())
        let results = [
            commitment.isValid(for: statement, opening: again),
            commitment.isValid(for: statement + [0], opening: opening),
            commitment.isValid(for: statement, opening: .random()),
            Commitment.randomPadding().isValid(for: statement, opening: opening),
        ]
        #expect(results == [true, false, false, false])
    }

    @Test func theSameStatementNeverShows() {
        let one = Commitment.commit(to: statement, opening: .random())
        let two = Commitment.commit(to: statement, opening: .random())
        #expect(one != two)
    }

    @Test func refusesOtherEncodings() throws {
        var refused: [[UInt8]] = [
            [], [UInt8](repeating: 0, count: 32), [UInt8](repeating: 255, count: 32),
            [1] + [UInt8](repeating: 0, count: 31),
        ]
        // 2^255 - 19 and the 18 numbers above it spell small numbers a second time.
        for low in 0xed...0xff { refused.append([UInt8(low)] + [UInt8](repeating: 0xff, count: 30) + [0x7f]) }
        let good = Commitment.randomPadding().bytes
        refused.append(Array(good.dropLast()))
        refused.append(good + [0])
        refused.append(Array(good.dropLast()) + [good[31] | 0x80])
        for bytes in refused {
            try CryptoErrorCheck(.commitment).callAsFunction { () throws(CryptoError) in
                _ = try Commitment(bytes: bytes)
            }
        }
    }

    @Test func refusesOpeningsThatAreNotCanonical() throws {
        // The group order 2^252 + 27742317777372353535851937790883648493, little-endian.
        let order = try #require(
            Hex.decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        )
        var below = order
        below[0] -= 1
        #expect(try Opening(revealed: below).reveal() == below)
        for bytes in [order, [UInt8](repeating: 0, count: 32), [UInt8](repeating: 255, count: 32), [1], []] {
            try CryptoErrorCheck(.opening).callAsFunction { () throws(CryptoError) in
                _ = try Opening(revealed: bytes).reveal()
            }
        }
    }

    @Test func paddingLooksLikeAnyCommitment() throws {
        for _ in 0..<20 {
            let padding = Commitment.randomPadding()
            #expect(try Commitment(bytes: padding.bytes) == padding)
        }
    }
}
