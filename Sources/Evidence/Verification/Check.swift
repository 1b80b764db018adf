/// One thing that was checked, explained in a sentence.
public struct Check: Hashable, Sendable {
    /// What was looked at.
    public enum Name: String, CaseIterable, Sendable {
        /// Whether the file is a certificate in its one form.
        case form
        /// Whether nothing was altered since it was signed.
        case signature
        /// Whether the signing key is the expected one.
        case signer
        /// Whether what stands in the ledger is what the certificate says.
        case statement
        /// Whether the ledger's entry is a commitment to that statement.
        case commitment
        /// Whether the entry stands in the ledger.
        case entry
        /// Whether the ledger signed for its state.
        case checkpoint
        /// Whether the ledger's key is the expected one.
        case ledger
        /// Whether every key safe confirmed.
        case destruction
        /// Whether the times are in order.
        case times
        /// Whether it is meant in earnest.
        case rehearsal
    }

    /// What came of it.
    public enum Outcome: String, CaseIterable, Sendable {
        /// It is so.
        case passed
        /// It is not so; the certificate is not valid.
        case failed
        /// It cannot be told from the file alone.
        case unconfirmed
    }

    /// What was looked at.
    public let name: Name
    /// What came of it.
    public let outcome: Outcome
    /// What that means, in a sentence.
    public let sentence: String

    init(_ name: Name, _ outcome: Outcome, _ sentence: String) {
        self.name = name
        self.outcome = outcome
        self.sentence = sentence
    }

    init(_ name: Name, if isSo: Bool, _ yes: String, otherwise no: String) {
        self.init(name, isSo ? .passed : .failed, isSo ? yes : no)
    }
}
