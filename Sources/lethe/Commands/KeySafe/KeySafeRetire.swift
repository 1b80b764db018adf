internal import ArgumentParser
internal import Keyring
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe key-safe retire PLACE`.
struct KeySafeRetire: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Take a place out of the key safe: destroy it, or declare it lost.",
        discussion: """
            Stop the vault's server first. The place is destroyed and read back; every other place gets new keys and must be \
            there. Interrupted, say it again.

            A place that cannot be reached any more is declared lost, by name and with how; every certificate from then on \
            says so. Where one place opens the key safe alone, all keys are renewed afterwards, so that the lost place \
            opens nothing in the database of now; in backups from before it opens whatever they hold. Of a quorum the \
            lost share opens nothing by itself.

            Example: lethe key-safe retire /mnt/safe-b --lost --by "A. Weber" --declaration "disk failed, shredded on 3 May" \
            --replace-by /mnt/safe-c
            """
    )

    @OptionGroup var options: VaultOptions

    @Argument(help: "The place, as `lethe key-safe list` names it.")
    var place: String

    @Option(help: "A place that comes in its stead.")
    var replaceBy: String?

    @Option(
        help:
            "How many places open the key safe together from now on; without it as many as before, or more than half."
    )
    var quorum: Int?

    @Flag(help: "It cannot be reached any more and is not destroyed; needs --by and --declaration.")
    var lost = false

    @Option(help: "Who declares it lost.")
    var by: String?

    @Option(help: "How it was lost, and what became of it; one line.")
    var declaration: String?

    @Flag(help: "Say what would be gone, and change nothing.")
    var dryRun = false

    @Flag(help: "Do not ask.")
    var yes = false

    func validate() throws {
        guard lost == (by != nil), lost == (declaration != nil) else {
            throw ValidationError("a lost place is declared so: --lost --by NAME --declaration TEXT")
        }
    }

    func run(on console: any Console) async throws {
        let change = PlaceChanging(options: options)
        let leaving = change.location(place, console)
        let wasPlace = try VaultConfiguration(of: change.directory(console)).keySafes.contains(leaving)
        guard !dryRun else {
            return try await console.print(
                wasPlace
                    ? consequence(for: leaving)
                    : "\(place) is no place of the key safe; nothing would be gone"
            )
        }
        if wasPlace, !yes { try await ask(about: leaving, on: console) }
        let places = try await change.carryOut(
            OpenVault.PlaceRequest(
                adding: replaceBy.map { change.location($0, console) },
                retiring: leaving,
                quorum: quorum,
                lost: declared
            ),
            on: console
        )
        try await console.print(
            !wasPlace
                ? "\(place) was no place yet: the change is given up"
                : lost
                    ? "\(place) is not a place of the key safe any more. It was not destroyed: certificates say so from now on"
                    : "\(place) is not a place of the key safe any more; what it held is destroyed and read back"
        )
        try await change.show(places, on: console)
        if lost { try await renewKeys(change, on: console) }
    }

    private var declared: CustodyDeclaration? {
        guard let by, let declaration else { return nil }
        return CustodyDeclaration(by: by, statement: declaration, at: VaultClock.system.now)
    }

    /// What will be gone.
    private func consequence(for leaving: String) -> String {
        lost
            ? "Every certificate from now on says that \(leaving) was lost and not destroyed."
            : "What \(leaving) holds is destroyed for good."
    }

    private func ask(about leaving: String, on console: any Console) async throws {
        guard let answer = try await console.ask("\(consequence(for: leaving)) Type RETIRE to go on:") else {
            throw ValidationError("nobody can be asked here; say --yes to retire the place")
        }
        guard answer == "RETIRE" else { throw VaultError(.denied, "nothing was changed") }
    }

    /// Where the lost place opens alone, nothing in the database of now stays under its keys.
    private func renewKeys(_ change: PlaceChanging, on console: any Console) async throws {
        let open = try await OpenVault.open(change.directory(console), options: change.vaultOptions)
        let result: Result<Void, any Error>
        do {
            for (row, controller) in try await open.vault.controllers() {
                guard let controller = try controller?.get() else { continue }
                guard try await controller.keySafeStatus().level.threshold == 1 else { continue }
                let report = try await controller.renewKeys()
                _ = try await controller.renewIndex()
                try await console.print(
                    "Renewed all keys of \(row.name): the lost place opens nothing in this database"
                )
                for line in KeySafeRenewKeys.backupLines(report) { try await console.print(line) }
            }
            result = .success(())
        } catch {
            result = .failure(error)
            try await console.say(
                "until all keys are renewed, whoever has the lost place opens what lies in this database: "
                    + "lethe key-safe renew keys, and lethe key-safe renew index, for every controller"
            )
        }
        try await open.close()
        try result.get()
        try await console.say(
            "next: lethe backup make DIR; the lost place opens what backups from before hold"
        )
    }
}
