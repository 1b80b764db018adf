import Foundation
import TestSupport
import Testing
import VaultCrypto
import VaultModel

@testable import Ledger

/// Software that is not ours agrees about tiles, roots, proofs and signatures.
struct OutsideProofTests {
    @Test(
        .enabled(
            if: Python.has("pymerkle", "cryptography"),
            "needs the Python packages `pymerkle` and `cryptography`"
        )
    )
    func pymerkleAgrees() throws {
        let test = try TestLog()
        let log = try test.open()
        var sizes: [UInt64] = []
        for (position, count) in [1, 2, 13, 239, 1, 256, 188, 400].enumerated() {
            sizes.append(try log.append(entries: makeEntries(count, seed: 40 + UInt64(position))).upperBound)
        }
        let claims = test.path("claims.json")
        try test.overwrite(claims, try self.claims(of: test, sizes: sizes).encoded)
        let result = try Python.run([Python.program("ledger_proofs.py"), test.directory, claims])
        #expect(result.status == 0, "\(result.output)")
        // The program must be able to say no.
        var altered = try #require(test.bytes("\(test.directory)/tile/entries/001"))
        altered[2] ^= 1
        try test.overwrite("\(test.directory)/tile/entries/001", altered)
        #expect(try Python.run([Python.program("ledger_proofs.py"), test.directory, claims]).status != 0)
    }

    private func claims(of test: TestLog, sizes: [UInt64]) throws -> CanonicalJSON {
        func number(_ value: UInt64) -> CanonicalJSON { .integer(Int64(value)) }
        func path(_ hashes: [Digest]) -> CanonicalJSON { .array(hashes.map { .string($0.hex) }) }
        var roots: [CanonicalJSON] = []
        var inclusion: [CanonicalJSON] = []
        var consistency: [CanonicalJSON] = []
        for size in sizes {
            roots.append(
                .object(["size": number(size), "root": .string(try test.reader.root(size: size).hex)])
            )
            for index in stride(from: 0, to: size, by: 17) {
                let proof = try test.reader.inclusionProof(of: index, size: size)
                inclusion.append(
                    .object(["index": number(index), "size": number(size), "path": path(proof.path)])
                )
            }
            for earlier in sizes where earlier <= size {
                let proof = try test.reader.consistencyProof(from: earlier, to: size)
                consistency.append(
                    .object(["earlier": number(earlier), "later": number(size), "path": path(proof.path)])
                )
            }
        }
        return .object([
            "key": .string(try test.verifierKey.text),
            "roots": .array(roots),
            "inclusion": .array(inclusion),
            "consistency": .array(consistency),
        ])
    }
}
