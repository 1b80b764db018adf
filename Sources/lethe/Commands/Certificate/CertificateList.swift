internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe certificate list`.
struct CertificateList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "All certificates, newest first."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let certificates = try await open.vault.controller(named: acting.controller).certificates()
        switch options.format {
        case .json:
            let list = certificates.map { certificate in
                CanonicalJSON.object([
                    "certificate": .string(certificate.id.description),
                    "issuedAt": .string(certificate.issuedAt.description),
                ])
            }
            try await console.print(json: .object(["certificates": .array(list)]))
        case .table:
            var table = Table("certificate", "issued")
            for certificate in certificates {
                table.add(certificate.id.description, certificate.issuedAt.description)
            }
            for line in table.lines { try await console.print(line) }
        }
    }
}
