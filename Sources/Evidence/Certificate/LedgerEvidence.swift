public import Ledger
public import VaultCrypto
import VaultModel

/// The proof that an event stands in the ledger: what was committed to, how to check it, and where it stands.
public struct LedgerEvidence: Hashable, Sendable {
    /// The statement, exactly the bytes that were committed to.
    public let statement: Statement
    /// The opening of the commitment, 32 bytes; of this entry it is public now.
    public let opening: [UInt8]
    /// The ledger's entry.
    public let commitment: Commitment
    /// The key of the ledger.
    public let logKey: VerifierKey
    /// Where the entry stands, with a signed checkpoint.
    public let proof: TlogProof

    /// Joins the parts; nothing is checked before a ``CertificateVerifier`` does.
    public init(
        statement: Statement,
        opening: [UInt8],
        commitment: Commitment,
        logKey: VerifierKey,
        proof: TlogProof
    ) {
        self.statement = statement
        self.opening = opening
        self.commitment = commitment
        self.logKey = logKey
        self.proof = proof
    }

    static let keys: Set = ["commitment", "log_key", "opening", "proof", "statement"]

    var json: CanonicalJSON {
        .object([
            "commitment": .string(commitment.hex),
            "log_key": .string(logKey.text),
            "opening": .string(Hex.encode(opening)),
            "proof": .string(proof.text),
            "statement": .string(String(decoding: statement.bytes, as: UTF8.self)),
        ])
    }

    init(_ reader: MemberReader) throws(EvidenceError) {
        try reader.expect(Self.keys)
        let opening = try reader.bytes("opening")
        let commitment = try reader.bytes("commitment")
        guard opening.count == Opening.size,
            let statement = try? Statement(decoding: Array(try reader.text("statement").utf8)),
            let commitment = try? Commitment(bytes: commitment)
        else { throw MemberReader.refused }
        self.statement = statement
        self.opening = opening
        self.commitment = commitment
        logKey = try reader.verifierKey("log_key")
        do {
            proof = try TlogProof(try reader.note("proof"))
        } catch {
            throw MemberReader.refused
        }
    }
}
