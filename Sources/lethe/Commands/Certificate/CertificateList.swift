internal import ArgumentParser
internal import Evidence
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
            .map { try SignedCertificate($0.jws).certificate }
        switch options.format {
        case .json:
            let list = certificates.map { certificate in
                CanonicalJSON.object([
                    "certificate": .string(certificate.id.description),
                    "ground": .string(certificate.ground),
                    "issuedAt": .string(certificate.issuedAt.description),
                    "records": .integer(Int64(certificate.records)),
                    "scope": .string(certificate.scope.rawValue),
                    "versions": .integer(Int64(certificate.versions)),
                ])
            }
            try await console.print(json: .object(["certificates": .array(list)]))
        case .table:
            var table = Table("certificate", "issued", "erased", "ground")
            for certificate in certificates {
                table.add(
                    certificate.id.description,
                    Words.time(certificate.issuedAt),
                    Self.extent(of: certificate),
                    certificate.ground
                )
            }
            for line in table.lines { try await console.print(line) }
        }
    }

    /// What was erased, so that nobody takes a corrected or a moved record for one that is gone.
    private static func extent(of certificate: ErasureCertificate) -> String {
        let records = Words.records(certificate.records)
        switch certificate.scope {
        case .patient: return "a patient, \(records)"
        case .records: return records
        case .versions: return "what was wrong in \(records)"
        case .moved: return "\(records) in a wrong patient's file"
        }
    }
}
