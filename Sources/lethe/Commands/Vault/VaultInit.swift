internal import ArgumentParser
internal import Keyring
internal import Providers
internal import VaultModel
internal import VaultStorage

/// `lethe vault init DIR`.
struct VaultInit: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a vault.",
        discussion: """
            Without --database the vault runs its own PostgreSQL, private and reachable only from here. Without \
            --key-safe two places beside the vault are used, which protects against nothing but a broken file: put \
            them on two devices that your backups do not reach.

            Example: lethe vault init /srv/lethe --key-safe /mnt/safe-a --key-safe /mnt/safe-b

            With --quorum no single place opens anything: 2 of 3, or 3 of 5, which also goes on erasing while one place \
            is away. Name the places in the same order for ever.

            A key safe on another machine (`lethe key-safe serve`): --key-safe https://HOST:PORT with --authority, \
            --certificate and --key. The common name of the certificate becomes the vault's id: a random UUID, as \
            /proc/sys/kernel/random/uuid makes them. The vault's signing keys stay here, in --signing-keys, and may be backed up.

            Example: lethe vault init /srv/lethe --key-safe https://safe.example:7443 --authority authority.pem \
            --certificate vault.pem --key vault.key
            """
    )

    @Argument(help: "The vault's directory; new or empty.")
    var directory: String

    @Option(help: "A PostgreSQL server instead of the vault's own: a connection string.")
    var database: String?

    @Option(
        help: """
            A directory for the key safe, never inside the vault; name it twice for two places. Or a token: \
            pkcs11:token=NAME?module-path=FILE&pin-source=file:FILE&x-pages=DIRECTORY. Or another machine: \
            https://HOST:PORT
            """
    )
    var keySafe: [String] = []

    @Option(
        help: "Another machine's key safe: the certificate of the one authority that counts, PEM.",
        completion: .file()
    )
    var authority: String?

    @Option(
        help: "Another machine's key safe: the certificate of this vault, PEM.",
        completion: .file()
    )
    var certificate: String?

    @Option(
        help: "Another machine's key safe: the private key of that certificate, PEM.",
        completion: .file()
    )
    var key: String?

    @Option(
        help: "Another machine's key safe: a directory here for the signing keys, not inside the vault.",
        completion: .directory
    )
    var signingKeys: String?

    @Option(
        help:
            "How many of the places open the key safe together, more than half: each then holds a share of the key."
    )
    var quorum = 1

    @Flag(help: "Accept storage for the key safe that may keep overwritten data; certificates will say so.")
    var weakKeySafe = false

    @Flag(help: "A rehearsal vault with a settable clock; it never becomes a real one.")
    var rehearsal = false

    func run(on console: any Console) async throws {
        let path = console.absolute(directory).standardisedPath
        let places =
            keySafe.isEmpty
            ? [path + "-key-safe-1", path + "-key-safe-2"]
            : try keySafe.map { try location($0, path, console) }
        guard Set(places).count == places.count else {
            throw ValidationError("the same place is named twice as --key-safe; name different directories")
        }
        try refusePassword()
        let remote = try places.first { $0.hasPrefix(RemoteSafeURI.scheme) }.map { try RemoteSafeURI($0) }
        let configuration = VaultConfiguration(
            vault: try await vaultID(remote),
            incarnation: .random(),
            isRehearsal: rehearsal,
            database: database,
            keySafes: places,
            keySafeQuorum: quorum,
            acceptsWeakKeySafe: weakKeySafe
        )
        try await OpenVault.create(VaultDirectory(path), configuration: configuration)
        try await console.print("Made the vault \(configuration.vault) in \(path)")
        for place in places { try await console.print("  key safe: \(place)") }
        if rehearsal { try await console.print("  REHEARSAL: nothing in this vault means anything") }
        if remote == nil, let warning = PlaceChanging.warning(places: places.count, quorum: quorum) {
            try await console.say(warning)
        }
        if keySafe.isEmpty {
            try await console.say(
                "both places of the key safe are beside the vault; move one to another device before real use"
            )
        }
        try await console.say("next: lethe --vault \(path) controller create NAME --country CC")
    }

    /// A place as the configuration names it.
    private func location(_ text: String, _ vault: String, _ console: any Console) throws -> String {
        let isRemote = text.hasPrefix(RemoteSafeURI.scheme)
        guard isRemote, !text.contains("?") else {
            return KeySafeLocation.isPath(text) ? console.absolute(text).standardisedPath : text
        }
        guard let authority, let certificate, let key else {
            throw ValidationError(
                "a key safe on another machine needs --authority, --certificate and --key: both sides prove who they are"
            )
        }
        return RemoteSafeURI(
            address: RemoteSafeURI.address(in: text),
            authority: console.absolute(authority).standardisedPath,
            certificate: console.absolute(certificate).standardisedPath,
            key: console.absolute(key).standardisedPath,
            signing: signingKeys.map { console.absolute($0).standardisedPath } ?? vault + "-signing"
        ).description
    }

    /// The vault that the other machine will know this one as; whatever keeps the two apart is found here.
    private func vaultID(_ location: RemoteSafeURI?) async throws -> VaultID {
        guard let location else { return .random() }
        let files = OutsideSafes.files(of: location)
        let vault = try RemoteKeySafe.vault(of: files)
        try await RemoteKeySafe.greet(vault, at: OutsideSafes.address(of: location.address), files: files)
        return vault
    }

    /// Arguments can be read by every user of the machine while a command runs.
    private func refusePassword() throws {
        guard let database else { return }
        let isInURI = database.firstMatch(of: /:\/\/[^@\/]*:[^@\/]*@/) != nil
        guard !isInURI, !database.contains("password=") else {
            throw ValidationError(
                "a password is not for the command line: put it into a file and say passfile=FILE, or set PGPASSFILE"
            )
        }
    }
}
