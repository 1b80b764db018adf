internal import ArgumentParser

/// `lethe certificate`.
struct CertificateGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Erasure certificates.",
        subcommands: [
            CertificateList.self, CertificateShow.self, CertificateRender.self, CertificateVerify.self,
            CertificateDecisions.self,
        ]
    )
}
