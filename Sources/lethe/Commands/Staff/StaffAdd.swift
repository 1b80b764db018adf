internal import ArgumentParser
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// `lethe staff add NAME`.
struct StaffAdd: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Register a member of staff with what they may do and the key they sign with.",
        discussion: """
            The key is an Ed25519 public key in PEM, as `lethe staff make-key` prints it; a private one is refused. \
            Example: lethe staff add "Dr. Änne Müller" --role policy_author --key anne.pub
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "Their name, as it is said with --as.")
    var name: String

    @Option(
        help:
            "What they may do: \(StaffRole.allCases.map(\.rawValue).joined(separator: ", ")); may be named again."
    )
    var role: [StaffRole] = []

    @Option(help: "The file of their key; the roles of policies need one.", completion: .file())
    var key: String?

    func run(in open: OpenVault, on console: any Console) async throws {
        guard let member = StaffMember(name) else {
            throw ValidationError("a name is one line with visible characters, at most 200 bytes")
        }
        let controller = try await open.vault.controller(named: acting.controller)
        let entry = try await controller.addStaff(
            member,
            roles: Set(role),
            key: try key.map { try KeyFile.publicKey(in: console.absolute($0)) },
            by: acting.staff()
        )
        switch options.format {
        case .json: try await console.print(json: .object(["staff": .string(entry.id.description)]))
        case .table: try await console.print("Added \(entry.name) (\(entry.id))")
        }
    }
}
