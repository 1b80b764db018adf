public import VaultCrypto

extension ErasureCertificate {
    /// What was decided, in the form that the ledger's statement binds by digest.
    public var terms: ErasureTerms {
        ErasureTerms(
            scope: scope.rawValue,
            ground: ground,
            approvers: approvers,
            rulebookName: rulebook.name,
            rulebookDigest: rulebook.digest,
            closedForReadingSince: closedForReadingSince
        )
    }
}
