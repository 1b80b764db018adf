import Ledger

extension TrustedKeys {
    /// Trusts keys given as text, in the form `name+id+key`.
    ///
    /// - Throws: ``EvidenceError`` with `malformed` when a text is not a key.
    public init(certificateKey: String?, logKey: String?, issuer: String?) throws(EvidenceError) {
        self.init(
            certificateKey: try certificateKey.map(Self.key),
            logKey: try logKey.map(Self.key),
            issuer: issuer
        )
    }

    private static func key(_ text: String) throws(EvidenceError) -> VerifierKey {
        do {
            return try VerifierKey(text)
        } catch {
            throw EvidenceError(.malformed, error.message)
        }
    }
}
