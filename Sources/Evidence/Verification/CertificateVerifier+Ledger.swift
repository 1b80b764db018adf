import Ledger
import VaultCrypto

extension CertificateVerifier {
    /// What the ledger's entry commits to must be this erasure and this decision, at this controller, in this ledger.
    static func statement(_ certificate: ErasureCertificate) -> Check {
        let statement = certificate.evidence.statement
        let failure = "What stands in the ledger is not what the certificate says."
        guard case .erasure(let erasure) = statement.event,
            statement.controller == certificate.controller.id,
            statement.origin.utf8.elementsEqual(certificate.evidence.logKey.name.utf8),
            erasure.shred == certificate.shred,
            erasure.records == certificate.records,
            erasure.versions == certificate.versions,
            erasure.terms == certificate.terms.digest,
            certificate.records > 0,
            certificate.versions >= certificate.records
        else { return Check(.statement, .failed, failure) }
        let sentence =
            "The statement in the ledger names the same controller, the same erasure and the same numbers: "
            + "\(Words.records(certificate.records)), \(Words.versions(certificate.versions)). Extent, ground, "
            + "approvers, rules and the time of closing are the ones that the ledger binds."
        return Check(.statement, .passed, sentence)
    }

    /// The commitment must open to exactly that statement.
    static func commitment(_ certificate: ErasureCertificate) -> Check {
        let evidence = certificate.evidence
        var isSo = false
        if let opening = try? Opening(revealed: evidence.opening) {
            isSo = evidence.commitment.isValid(for: evidence.statement.bytes, opening: opening)
        }
        return Check(
            .commitment,
            if: isSo,
            "The ledger's entry is a commitment to exactly this statement.",
            otherwise: "The ledger's entry is not a commitment to this statement."
        )
    }

    /// The entry must stand at its place under the checkpoint's root.
    static func entry(_ certificate: ErasureCertificate) -> Check {
        let evidence = certificate.evidence
        let root = evidence.proof.checkpoint.checkpoint.root
        let leaf = MerkleTree.leafHash(evidence.commitment.bytes)
        let inclusion = evidence.proof.inclusion
        return Check(
            .entry,
            if: (try? inclusion.verify(leaf: leaf, root: root)) != nil,
            "It stands in the ledger as entry \(inclusion.index) of \(inclusion.size).",
            otherwise: "It does not stand in the ledger at the place that the certificate names."
        )
    }

    /// The ledger must have signed the checkpoint.
    static func checkpoint(_ certificate: ErasureCertificate) -> Check {
        let evidence = certificate.evidence
        return Check(
            .checkpoint,
            if: (try? evidence.proof.checkpoint.verify(with: evidence.logKey)) != nil,
            "The ledger \(evidence.logKey.name) signed for this state of itself.",
            otherwise: "The ledger's signature under its state does not fit."
        )
    }
}
