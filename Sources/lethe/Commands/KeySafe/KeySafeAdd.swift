internal import ArgumentParser
internal import VaultStorage

/// `lethe key-safe add LOCATION`.
struct KeySafeAdd: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a place to the key safe; every place must be there.",
        discussion: """
            Stop the vault's server first. Every place gets new keys: what the places held before opens nothing newer. \
            Interrupted, say it again; until then the vault goes on with it whenever it is opened. A new place that fails \
            meanwhile is given up with: lethe key-safe retire LOCATION. One that was a place before is emptied first.

            Example: lethe key-safe add /mnt/safe-c
            """
    )

    @OptionGroup var options: VaultOptions

    @Argument(
        help: "A directory on a device of its own, or a token (pkcs11:…); see `lethe vault init --help`."
    )
    var location: String

    @Option(
        help:
            "How many places open the key safe together from now on; without it as many as before, or more than half."
    )
    var quorum: Int?

    func run(on console: any Console) async throws {
        let change = PlaceChanging(options: options)
        let places = try await change.carryOut(
            OpenVault.PlaceRequest(adding: change.location(location, console), quorum: quorum),
            on: console
        )
        try await change.show(places, on: console)
    }
}
