internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe site list`.
struct SiteList: VaultCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All sites.")

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let sites = try await open.vault.controller(named: acting.controller).sites()
        switch options.format {
        case .json:
            let list = sites.map { site in
                CanonicalJSON.object([
                    "calendar": .string(site.calendar), "name": .string(site.name),
                    "region": .string(site.region), "site": .integer(Int64(site.number)),
                ])
            }
            try await console.print(json: .object(["sites": .array(list)]))
        case .table:
            var table = Table("no", "name", "region", "calendar")
            for site in sites { table.add("\(site.number)", site.name, site.region, site.calendar) }
            for line in table.lines { try await console.print(line) }
        }
    }
}
