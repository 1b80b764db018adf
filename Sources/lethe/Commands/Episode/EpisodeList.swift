internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe episode list`.
struct EpisodeList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The courses of care of a patient."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Option(help: "The patient's id.")
    var patient: PatientID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let episodes = try await controller.episodes(of: patient, by: acting.staff(), for: why.purpose)
        switch options.format {
        case .json:
            let list = episodes.map { number, events in
                CanonicalJSON.object([
                    "begun": .string(events.begun.description),
                    "completed": events.completed.map { .string($0.description) } ?? .null,
                    "episode": .integer(Int64(number)),
                    "label": events.label.map { .string($0) } ?? .null,
                    "site": events.site.map { .integer(Int64($0)) } ?? .null,
                ])
            }
            try await console.print(json: .object(["episodes": .array(list)]))
        case .table:
            var table = Table("no", "begun", "completed", "site", "label")
            for (number, events) in episodes {
                table.add(
                    "\(number)",
                    events.begun.description,
                    events.completed?.description ?? "-",
                    events.site.map { "\($0)" } ?? "-",
                    events.label ?? ""
                )
            }
            for line in table.lines { try await console.print(line) }
        }
    }
}
