internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe episode open`.
struct EpisodeOpen: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Note that a course of care began."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Option(help: "The patient's id.")
    var patient: PatientID

    @Option(help: "The day it began (YYYY-MM-DD).")
    var begun: Day

    @Option(help: "The number of the site.")
    var site: Int16?

    @Option(help: "A name for it.")
    var label: String?

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        guard let events = EpisodeEvents(begun: begun, completed: nil, site: site, label: label) else {
            return
        }
        let number = try await controller.openEpisode(of: patient, events: events, by: acting.staff())
        switch options.format {
        case .json: try await console.print(json: .object(["episode": .integer(Int64(number))]))
        case .table: try await console.print("Opened episode \(number)")
        }
    }
}
