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
