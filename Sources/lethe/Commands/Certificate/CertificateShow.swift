internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe certificate show ID`.
struct CertificateShow: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Write a certificate as it is handed out, to a file or to standard output.",
        discussion: "Example: lethe certificate show ID -o erasure.jws && lethe-verify erasure.jws"
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The certificate's id.")
    var certificate: CertificateID

    @Option(name: .shortAndLong, help: "The file to write; it must not exist.")
    var output: String?

    func run(in open: OpenVault, on console: any Console) async throws {
        let row = try await open.vault.controller(named: acting.controller).certificate(certificate)
        guard let output else {
            try await console.write(Array(row.jws.utf8))
            return
        }
        let file = try NewFile(path: console.absolute(output))
        try file.append(Array(row.jws.utf8))
        try file.finish()
        try await console.say("wrote the certificate to \(output)")
    }
}
