internal import ArgumentParser
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// `lethe staff list`.
struct StaffList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Everybody who was registered, the revoked included."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let staff = try await open.vault.controller(named: acting.controller).staff()
        switch options.format {
        case .json:
            try await console.print(json: .object(["staff": .array(staff.map(Self.json))]))
        case .table:
            var table = Table("name", "roles", "key", "added", "revoked", "id")
            for entry in staff {
                table.add(
                    entry.name,
                    entry.roles.map(\.rawValue).joined(separator: ", "),
                    entry.key.map { Hex.encode(Array($0.bytes.prefix(4))) } ?? "-",
                    entry.addedAt.day.description,
                    entry.revokedAt?.day.description ?? "-",
                    entry.id.description
                )
            }
            for line in table.lines { try await console.print(line) }
        }
    }

    private static func json(_ entry: StaffEntry) -> CanonicalJSON {
        .object([
            "added": .string(entry.addedAt.description),
            "id": .string(entry.id.description),
            "key": entry.key.map { .string(Hex.encode($0.bytes)) } ?? .null,
            "name": .string(entry.name),
            "revoked": entry.revokedAt.map { .string($0.description) } ?? .null,
            "roles": .array(entry.roles.map { .string($0.rawValue) }),
        ])
    }
}
