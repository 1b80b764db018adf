import Ledger
public import VaultModel

/// Everything that was checked about a certificate.
public struct CertificateReport: Hashable, Sendable {
    /// The certificate, when the file has the form of one.
    public let signed: SignedCertificate?
    /// The checks in the order in which they build on each other.
    public let checks: [Check]

    /// Whether nothing speaks against the certificate.
    public var isValid: Bool {
        signed != nil && checks.allSatisfy { $0.outcome != .failed }
    }

    /// Whether everything was checked against keys known from elsewhere.
    public var isConfirmed: Bool {
        isValid && checks.allSatisfy { $0.outcome == .passed }
    }

    /// The result in a sentence.
    public var sentence: String {
        guard isValid else {
            return "Not valid. Do not rely on this certificate."
        }
        return isConfirmed
            ? "Valid. The issuer stated all of this; the ledger binds what was erased, why and by whom."
            : "Valid in itself. What is marked open cannot be told from the file alone."
    }

    /// The report for programs.
    public var json: CanonicalJSON {
        .object([
            "certificate": signed.map { .string($0.certificate.id.description) } ?? .null,
            "fingerprint": signed.map { .string($0.fingerprint.hex) } ?? .null,
            "valid": .bool(isValid),
            "confirmed": .bool(isConfirmed),
            "result": .string(sentence),
            "checks": .array(
                checks.map {
                    .object([
                        "name": .string($0.name.rawValue),
                        "outcome": .string($0.outcome.rawValue),
                        "sentence": .string($0.sentence),
                    ])
                }
            ),
        ])
    }
}
