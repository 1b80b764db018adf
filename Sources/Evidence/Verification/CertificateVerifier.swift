import Ledger
import VaultCrypto
import VaultModel

/// Verifies an erasure certificate with nothing but the file: no database, no network, no trust in the vault.
public enum CertificateVerifier {
    /// Checks everything that can be checked and explains each check.
    ///
    /// - Parameters:
    ///   - bytes: The certificate: a JWS in compact form, without a newline.
    ///   - trusted: Keys known from elsewhere.
    public static func verify(_ bytes: [UInt8], trusted: TrustedKeys = TrustedKeys()) -> CertificateReport {
        guard let text = String(validating: bytes, as: UTF8.self), let signed = try? SignedCertificate(text)
        else {
            let sentence = "The file is not an erasure certificate, or it was altered or cut."
            return CertificateReport(signed: nil, checks: [Check(.form, .failed, sentence)])
        }
        let certificate = signed.certificate
        let checks = [
            Check(
                .form,
                .passed,
                "The file is an erasure certificate, complete and in its only possible spelling."
            ),
            Check(
                .signature,
                if: signed.isSignatureValid,
                "Nothing was altered since \(certificate.issuer.name) signed it.",
                otherwise:
                    "The signature does not fit: the certificate was altered, or never signed by its issuer."
            ),
            signer(certificate, trusted),
            statement(certificate),
            commitment(certificate),
            entry(certificate),
            checkpoint(certificate),
            ledger(certificate, trusted),
            destruction(certificate),
            times(certificate),
        ]
        return CertificateReport(signed: signed, checks: checks + rehearsal(certificate))
    }

    private static func signer(_ certificate: ErasureCertificate, _ trusted: TrustedKeys) -> Check {
        let issuer = certificate.issuer
        if let name = trusted.issuer, !name.utf8.elementsEqual(issuer.name.utf8) {
            return Check(.signer, .failed, "It was signed by \(issuer.name), not by the issuer you named.")
        }
        guard let key = trusted.certificateKey else {
            let sentence =
                "The signing key was taken from the file itself. Anyone can make such a key: compare it with the "
                + "one that the controller publishes, \(issuer.text)."
            return Check(.signer, .unconfirmed, sentence)
        }
        return Check(
            .signer,
            if: key == issuer,
            "The signing key is the one you gave.",
            otherwise: "It was signed with another key than the one you gave."
        )
    }

    private static func ledger(_ certificate: ErasureCertificate, _ trusted: TrustedKeys) -> Check {
        guard let key = trusted.logKey else {
            let sentence =
                "The ledger's key was taken from the file itself. Compare it with the one that the controller or "
                + "the ledger's witnesses publish, \(certificate.evidence.logKey.text)."
            return Check(.ledger, .unconfirmed, sentence)
        }
        return Check(
            .ledger,
            if: key == certificate.evidence.logKey,
            "The ledger's key is the one you gave.",
            otherwise: "The ledger is signed with another key than the one you gave."
        )
    }

    private static func rehearsal(_ certificate: ErasureCertificate) -> [Check] {
        guard certificate.isRehearsal else { return [] }
        return [Check(.rehearsal, .unconfirmed, "It comes from a rehearsal and certifies nothing.")]
    }
}
