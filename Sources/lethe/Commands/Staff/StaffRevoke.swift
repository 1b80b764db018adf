internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe staff revoke NAME`.
struct StaffRevoke: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a member of staff out of office: nothing is done in their name any more.",
        discussion: """
            The row stays, so that what they signed before can be verified. Rules that they signed and that are not \
            published yet are not published any more.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "Their name or id.")
    var name: String

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let entry = try await controller.revokeStaff(name, by: acting.staff())
        let at = entry.revokedAt?.description ?? ""
        switch options.format {
        case .json:
            try await console.print(
                json: .object(["revoked": .string(at), "staff": .string(entry.id.description)])
            )
        case .table: try await console.print("Revoked since \(at): \(entry.name)")
        }
    }
}
