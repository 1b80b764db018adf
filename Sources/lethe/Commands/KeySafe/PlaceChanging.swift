internal import ArgumentParser
internal import Logging
internal import VaultCore
internal import VaultStorage

/// What the commands share that change the places of a key safe.
struct PlaceChanging {
    let options: VaultOptions

    /// A place as the configuration names it.
    func location(_ text: String, _ console: any Console) -> String {
        KeySafeLocation.isPath(text) ? console.absolute(text).standardisedPath : text
    }

    /// Changes the places and returns those from now on.
    func carryOut(_ request: OpenVault.PlaceRequest, on console: any Console) async throws -> [String] {
        let directory = directory(console)
        if options.drill { throw ValidationError("a restore drill changes nothing") }
        if try SocketClient.isServed(directory) {
            throw VaultError(
                .conflict,
                "a server has this vault open, with its places: stop it, and start it again afterwards"
            )
        }
        return try await OpenVault.changeKeySafes(directory, request, options: vaultOptions)
    }

    /// Says which places there are from now on, and how many of them open.
    func show(_ places: [String], on console: any Console) async throws {
        let quorum = try VaultConfiguration(of: directory(console)).keySafeQuorum
        let opening = quorum > 1 ? ", any \(quorum) of which open" : ""
        try await console.print("The key safe has \(counted(places.count, "place"))\(opening):")
        for place in places { try await console.print("  \(place)") }
        if let warning = Self.warning(places: places.count, quorum: quorum) { try await console.say(warning) }
    }

    /// What is said where no place may be lost.
    static func warning(places: Int, quorum: Int) -> String? {
        guard quorum == places else { return nil }
        return places == 1
            ? "one place for the key safe: if it is lost, no record can ever be read again"
            : "all \(places) places are needed to open: if one is lost, no record can ever be read again; name more "
                + "places, or a smaller --quorum"
    }

    func directory(_ console: any Console) -> VaultDirectory {
        VaultDirectory(console.absolute(options.directory).standardisedPath)
    }

    var vaultOptions: OpenVault.Options {
        OpenVault.Options(
            wait: .seconds(options.wait.seconds),
            isDrill: false,
            faults: PlannedDeath.plan,
            logger: Diagnostics.logger,
            safes: OutsideSafes.providers
        )
    }
}
