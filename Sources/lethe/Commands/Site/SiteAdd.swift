internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe site add NAME`.
struct SiteAdd: VaultCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a site.")

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "Its name.")
    var name: String

    @Option(help: "Its region (ISO 3166-2, such as DE-BE).")
    var region: String

    @Option(help: "Its holiday calendar; otherwise that of the region.")
    var calendar: String?

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let site = try await controller.addSite(name: name, region: region, calendar: calendar ?? region)
        switch options.format {
        case .json: try await console.print(json: .object(["site": .integer(Int64(site.number))]))
        case .table: try await console.print("Added site \(site.number): \(name), \(region)")
        }
    }
}
