import Ledger
import VaultCrypto
import VaultModel

extension CertificateHTML {
    /// The limits of the certificate.
    static func provisos(_ certificate: ErasureCertificate) -> HTML {
        guard !certificate.provisos.isEmpty else { return "" }
        let items: [HTML] = certificate.provisos.map { "<li>\($0)</li>\n" }
        return section("What this certificate does not say", "<ol>\(items)</ol>")
    }

    /// How the keys were destroyed, in the terms of the standard.
    static func method(_ certificate: ErasureCertificate) -> HTML {
        guard !certificate.method.isEmpty else { return "" }
        return section(
            "How it was done",
            class: "fine",
            terms(certificate.method.map { ($0.topic, "\($0.text)") })
        )
    }

    /// How anyone can check it, and everything that is checked.
    static func proof(_ signed: SignedCertificate) -> HTML {
        let certificate = signed.certificate
        let evidence = certificate.evidence
        let inclusion = evidence.proof.inclusion
        let steps: HTML = """
            <p>This page only shows what the signed file says. The file proves it, without the vault and without a \
            network. Take the two keys from where the controller publishes them, not from this page:</p>
            <pre>lethe-verify certificate-\(certificate.id.description).jws \\
              --certificate-key KEY --log-key KEY</pre>
            """
        return section(
            "How to check it",
            class: "fine",
            """
            \(steps)
            \(terms([
                ("Fingerprint of the file", code("SHA-256 \(signed.fingerprint.hex)")),
                ("Signed by", code(certificate.issuer.text)),
                ("Ledger", "Entry \(String(inclusion.index)) of \(String(inclusion.size)) in \(evidence.logKey.name)"),
                ("Key of the ledger", code(evidence.logKey.text)),
                ("Root of the ledger", code(evidence.proof.checkpoint.checkpoint.root.hex)),
                ("Entry", code(evidence.commitment.hex)),
                ("Opening of the entry", code(Hex.encode(evidence.opening))),
                ("Statement in the entry", code(String(decoding: evidence.statement.bytes, as: UTF8.self))),
            ]))
            """
        )
    }

    private static func code(_ text: String) -> HTML {
        "<code>\(text)</code>"
    }
}
