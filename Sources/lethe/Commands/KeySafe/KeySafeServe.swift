internal import ArgumentParser
internal import Dispatch
internal import Foundation
internal import Providers
internal import VaultCore
internal import VaultModel

/// `lethe key-safe serve`.
struct KeySafeServe: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Keep key safes on this machine for vaults on other machines, until stopped.",
        discussion: """
            Both sides prove who they are (TLS 1.3): the authority signs a certificate for this machine's name and one \
            for each vault, whose common name is the vault's id. Nothing is read while this machine is away longer \
            than a lease.

            Example: lethe key-safe serve --place /mnt/safe-a --place /mnt/safe-b --listen 0.0.0.0:7443 \
            --certificate safe.pem --key safe.key --authority authority.pem
            """
    )

    @Option(help: "A directory of the key safes; name it twice for two places.")
    var place: [String]

    @Option(help: "Where to listen, HOST:PORT.")
    var listen: String

    @Option(help: "The file of this machine's certificate, PEM.", completion: .file())
    var certificate: String

    @Option(help: "The file of its private key, PEM.", completion: .file())
    var key: String

    @Option(
        help: "The file of the authority's certificate, PEM; no other authority counts.",
        completion: .file()
    )
    var authority: String

    @Option(help: "How long a vault may use keys without a word from here, between 1s and 60s.")
    var lease = WaitTime(seconds: 10)

    @Option(
        help: "How many of the places open a new key safe together, more than half: each then holds a share."
    )
    var quorum = 1

    @Flag(help: "Accept storage that may keep overwritten data; certificates will say so.")
    var weakKeySafe = false

    func validate() throws {
        guard !place.isEmpty else { throw ValidationError("name at least one --place") }
        guard (1...60).contains(lease.seconds) else {
            throw ValidationError("--lease is between 1s and 60s")
        }
    }

    func run(on console: any Console) async throws {
        guard let address = SafeAddress(listen) else {
            throw ValidationError("--listen is HOST:PORT, such as 0.0.0.0:7443")
        }
        let server = try RemoteSafeServer(
            places: place.map { console.absolute($0).standardisedPath },
            threshold: quorum,
            acceptsWeak: weakKeySafe,
            on: address,
            files: TLSFiles(
                certificate: console.absolute(certificate),
                key: console.absolute(key),
                authority: console.absolute(authority)
            ),
            duration: .seconds(lease.seconds),
            log: { Diagnostics.logger.warning("\($0)") }
        )
        let (stops, stop) = AsyncStream<Void>.makeStream()
        StopSignals.handle { _ in stop.finish() }
        let thread = Thread { server.run() }
        thread.start()
        try await console.say("serving key safes on port \(server.port)")
        for await _ in stops {}
        await server.stop()
        try await console.say("stopped")
    }
}
