import ArgumentParser
import Evidence

/// Verifies an erasure certificate without database, network or trust in the vault that made it.
@main
struct LetheVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lethe-verify",
        abstract: "Verify an erasure certificate: no database, no network.",
        discussion: """
            Checks that the certificate was not altered, that what it states stands in the ledger, and that the \
            ledger signed for it, and explains each check in a sentence.

            Without the two keys the certificate is checked against the keys inside it, which shows that it fits \
            together, not who made it. Get the keys from the controller or from a witness of its ledger.

            Exit codes: 0 valid, 1 the file cannot be read, 3 not valid, 64 wrong usage.
            """,
        version: "0.1.0"
    )

    @Argument(help: "The certificate, a file as `lethe certificate show` writes it.", completion: .file())
    var file: String

    @Option(help: "The key that must have signed the certificate (name+id+key).")
    var certificateKey: String?

    @Option(help: "The key that must have signed the ledger (name+id+key).")
    var logKey: String?

    @Option(help: "The name that the certificate's key must have.")
    var issuer: String?

    @Option(help: "How to print the result: table or json.")
    var format: ReportFormat = .table

    /// The keys are read before the file, so that a wrong one is wrong usage.
    func validate() throws {
        do {
            _ = try trustedKeys()
        } catch {
            throw ValidationError(error.message)
        }
    }

    func run() throws {
        // An unreadable file is reported on standard error, with exit code 1.
        let bytes = try CertificateFile.read(file)
        let report = CertificateVerifier.verify(bytes, trusted: try trustedKeys())
        print(format == .json ? report.jsonText : report.text)
        guard report.isValid else { throw ExitCode(3) }
    }

    private func trustedKeys() throws(EvidenceError) -> TrustedKeys {
        try TrustedKeys(certificateKey: certificateKey, logKey: logKey, issuer: issuer)
    }
}
