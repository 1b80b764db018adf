internal import ArgumentParser
internal import Evidence
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// `lethe certificate verify FILE`.
struct CertificateVerify: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a certificate from its file alone; `lethe-verify` does the same without a vault."
    )

    @Argument(help: "The certificate's file.", completion: .file())
    var file: String

    @Option(help: "How results are written.")
    var format = OutputFormat.table

    func run(on console: any Console) async throws {
        let bytes = try FileSystem.read(console.absolute(file), limit: SignedCertificate.maximumSize)
        let report = CertificateVerifier.verify(bytes)
        switch format {
        case .json: try await console.print(json: report.json)
        case .table: try await console.write(Array((report.text + "\n").utf8))
        }
        if !report.isValid { throw ExitCode(CommandStatus.invalid) }
    }
}
