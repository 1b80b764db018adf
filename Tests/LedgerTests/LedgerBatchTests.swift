import Testing
import VaultCrypto

@testable import Ledger

struct LedgerBatchTests {
    @Test(arguments: [0, 1, 15, 16, 17, 33])
    func batchesAreFilledUpToSixteenAndHoldEveryCommitment(count: Int) {
        let commitments = (0..<count).map { _ in Commitment.randomPadding() }
        let batch = LedgerBatch.make(from: commitments)
        #expect(batch.count == (count + 15) / 16 * 16)
        #expect(Set(batch).isSuperset(of: commitments))
        #expect(Set(batch).count == batch.count)
    }

    @Test func theOrderIsNotTheOneGiven() {
        let commitments = (0..<64).map { _ in Commitment.randomPadding() }
        // One of 64! orders; a chance of failing that nobody will see.
        #expect(LedgerBatch.make(from: commitments) != commitments)
    }

    @Test func commitmentsAreAppendedAsTheyAre() throws {
        let test = try TestLog()
        let log = try test.open()
        let batch = LedgerBatch.make(from: [.randomPadding()])
        #expect(try log.append(batch) == 0..<16)
        #expect(try log.reader.entries(in: 0..<16, size: 16) == batch.map(\.bytes))
    }
}
