internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe patient merge A B`.
struct PatientMerge: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Say that two patient numbers are one person.",
        discussion: """
            No key and no record moves. From then on the person is found, shown, judged by the law and erased under all \
            numbers together; the second number leads. Both files show it, and neither names the other. \
            `lethe patient unmerge A B` takes it back.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: MergingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        try await controller.merge(why.patient, with: why.other, reason: why.reason, by: staff)
        let numbers = try await controller.numbers(of: why.other, by: staff, for: .administration)
        switch options.format {
        case .json:
            try await console.print(
                json: .object(["numbers": .array(numbers.map { .string($0.description) })])
            )
        case .table:
            try await console.print("One person with \(counted(numbers.count, "number")); the first leads:")
            for number in numbers { try await console.print("  \(number)") }
        }
    }
}
