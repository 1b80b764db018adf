internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe patient show PATIENT`.
struct PatientShow: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Who a patient is, and what is stored of them."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Argument(help: "The patient's id.")
    var patient: PatientID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        let (identity, record) = try await controller.identity(of: patient, by: staff, for: why.purpose)
        let numbers = try await controller.numbers(of: patient, by: staff, for: why.purpose)
        let records = try await controller.records(of: patient, by: staff, for: why.purpose)
        switch options.format {
        case .json:
            try await console.print(
                json: .object([
                    "deathDate": identity.deathDate.map { .string($0.description) } ?? .null,
                    "birthDate": identity.birthDate.map { .string($0.description) } ?? .null,
                    "identifiers": .array(identity.identifiers.map { .string("\($0.system)|\($0.value)") }),
                    "identityRecord": .string(record.description),
                    "name": identity.name.map { .string($0) } ?? .null,
                    "numbers": .array(numbers.map { .string($0.description) }),
                    "patient": .string(patient.description),
                    "records": .integer(Int64(records.shown.count)),
                    "withheld": .array(records.withheld.map(VersionListing.json)),
                ])
            )
        case .table:
            try await console.print(
                "\(identity.name ?? "(no name)"), born \(identity.birthDate?.description ?? "unknown")"
                    + (identity.deathDate.map { ", died \($0)" } ?? "")
            )
            for identifier in identity.identifiers {
                try await console.print("  \(identifier.system) \(identifier.value)")
            }
            for number in numbers where number != patient {
                try await console.print("  also registered as \(number)")
            }
            try await console.print(
                "  \(counted(records.shown.count, "record")); list them with `lethe record list --patient \(patient)`"
            )
        }
        try await VersionListing.say(records.withheld, on: console)
    }
}
