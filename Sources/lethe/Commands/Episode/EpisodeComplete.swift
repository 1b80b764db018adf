internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe episode complete NUMBER`.
struct EpisodeComplete: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Note that a course of care is completed."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The number of the episode.")
    var number: Int32

    @Option(help: "The patient's id.")
    var patient: PatientID

    @Option(help: "The day it was completed (YYYY-MM-DD).")
    var on: Day

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        try await controller.completeEpisode(number, of: patient, on: on, by: acting.staff())
        switch options.format {
        case .json: try await console.print(json: .object(["episode": .integer(Int64(number))]))
        case .table: try await console.print("Episode \(number) is completed on \(on)")
        }
    }
}
