internal import ArgumentParser
internal import Evidence
internal import VaultModel
internal import VaultStorage

/// `lethe certificate render ID`.
struct CertificateRender: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Write a certificate as a page to print, to a file or to standard output."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The certificate's id.")
    var certificate: CertificateID

    @Option(name: .shortAndLong, help: "The HTML file to write; it must not exist.")
    var output: String?

    func run(in open: OpenVault, on console: any Console) async throws {
        let row = try await open.vault.controller(named: acting.controller).certificate(certificate)
        let page = Array(CertificateHTML.render(try SignedCertificate(row.jws)).utf8)
        guard let output else {
            try await console.write(page)
            return
        }
        let file = try NewFile(path: console.absolute(output))
        try file.append(page)
        try file.finish()
        try await console.say("wrote the page to \(output)")
    }
}
