internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe policy export DIGEST`.
struct PolicyExport: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the files of rules that were signed here into a new folder.",
        discussion:
            "They are the beginning of the next edition. `lethe policy begin` writes those that come with Lethe."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var target: RulesFolder

    @Argument(help: "The digest of the rules, or how it begins (lethe policy list).")
    var digest: String

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let count = try await target.write(controller.rules(digest), on: console)
        switch options.format {
        case .json: try await console.print(json: .object(["files": .integer(Int64(count))]))
        case .table: try await console.print("Wrote \(counted(count, "file")) into \(target.output)")
        }
    }
}
