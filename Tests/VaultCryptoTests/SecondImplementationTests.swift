import TestSupport
import Testing
import VaultCrypto
import VaultModel

/// The Python programs, written from the specifications, agree with the vectors and with what is sealed here.
@Suite struct SecondImplementationTests {
    @Test(.enabled(if: Python.has("cryptography"), "needs the Python package `cryptography`"))
    func pythonOpensTheRecordVectors() throws {
        let result = try Python.run([
            TestFolders.path("Python/record_format.py"), TestFolders.path("Vectors/record"),
        ])
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(.enabled(if: Python.has("oblivious"), "needs the Python package `oblivious`"))
    func pythonChecksTheCommitmentVectors() throws {
        let result = try Python.run([
            TestFolders.path("Python/commitment.py"), TestFolders.path("Vectors/commitment"),
        ])
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(.enabled(if: Python.has("cryptography"), "needs the Python package `cryptography`"))
    func pythonOpensWhatIsSealedHere() throws {
        try TemporaryDirectory.with { directory in
            for (index, size) in [0, 300, 65_536, 200_000].enumerated() {
                let key = RandomBytes.make(32)
                let context = ObjectContext(
                    controller: .random(),
                    record: .random(),
                    version: .first.next,
                    kind: .part(UInt32(index))
                )
                let content = RandomBytes.make(size)
                let (sealed, summary) = SealedObject.seal(
                    content,
                    context: context,
                    recordKey: SecretBytes(copying: key)
                )
                let vector: [String: CanonicalJSON] = [
                    "expect": .string("success"), "kind": .string("part \(index)"), "version": .integer(2),
                    "controller": .string(context.controller.description),
                    "record": .string(context.record.description), "recordKey": .string(Hex.encode(key)),
                    "contentSize": .integer(Int64(size)),
                    "sealed": .object(["hex": .string(Hex.encode(sealed))]),
                    "content": .object(["hex": .string(Hex.encode(content))]),
                    "sha256": .string(summary.digest.hex),
                ]
                try FileSystem.writeNew("\(directory)/\(index).json", CanonicalJSON.object(vector).encoded)
            }
            let result = try Python.run([TestFolders.path("Python/record_format.py"), directory])
            #expect(result.status == 0, "\(result.output)")
        }
    }

    @Test(.enabled(if: Python.has("oblivious"), "needs the Python package `oblivious`"))
    func pythonAgreesOnFreshCommitments() throws {
        try TemporaryDirectory.with { directory in
            for index in 0..<5 {
                let terms = ErasureTerms(
                    scope: "records",
                    ground: "Grund \(index): Löschung \"auf Antrag\" \\ 削除",
                    approvers: ["José Núñez"],
                    rulebookName: "Rules",
                    rulebookDigest: SHA256.hash([]).hex,
                    closedForReadingSince: Timestamp(secondsSinceEpoch: 0)
                )
                let statement = Statement(
                    origin: "example.org/\(index)",
                    controller: .random(),
                    at: Timestamp(secondsSinceEpoch: 0),
                    event: .erasure(
                        ErasureStatement(shred: .random(), annex: ErasureAnnex(versions: []), terms: terms)
                    )
                )
                let opening = Opening.random()
                let vector: [String: CanonicalJSON] = [
                    "expect": .string("success"),
                    "terms": .string(String(decoding: terms.bytes, as: UTF8.self)),
                    "statement": .string(String(decoding: statement.bytes, as: UTF8.self)),
                    "opening": .string(Hex.encode(opening.reveal())),
                    "commitment": .string(Commitment.commit(to: statement.bytes, opening: opening).hex),
                ]
                try FileSystem.writeNew("\(directory)/\(index).json", CanonicalJSON.object(vector).encoded)
            }
            let result = try Python.run([TestFolders.path("Python/commitment.py"), directory])
            #expect(result.status == 0, "\(result.output)")
        }
    }
}
