internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe record read ID -o FILE`.
struct RecordRead: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read a record, or some bytes of it, to a file or to standard output.",
        discussion: "Example: lethe record read ID --as 'Dr. Weiß' --purpose treatment -o discharge.pdf"
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Argument(help: "The record's id.")
    var record: RecordID

    @Option(help: "The version; otherwise the newest.")
    var version: VersionNumber?

    @Option(help: "Some bytes only, FIRST-LAST counted from 0, or FIRST- to the end.")
    var range: ReadRange?

    @Option(name: .shortAndLong, help: "The file to write; it must not exist. Otherwise standard output.")
    var output: String?

    @Option(help: "The country it is to go to (ISO 3166-1, such as US); the law of transfers is asked, too.")
    var destination: String?

    @Option(
        help:
            "A fact about the request or the transfer, NAME=VALUE, such as transfer.scc_with_assessment=true; may be named again."
    )
    var fact: [String] = []

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        let facts = try FactArguments(fact).texts
        guard let output else {
            let reading = try await controller.read(
                record,
                version: version,
                range: range,
                to: destination,
                stating: facts,
                by: staff,
                for: why.purpose
            ) { try await console.write($0) }
            return try await say(reading.conditions, on: console)
        }
        let file = try NewFile(path: console.absolute(output))
        do {
            let reading = try await controller.read(
                record,
                version: version,
                range: range,
                to: destination,
                stating: facts,
                by: staff,
                for: why.purpose
            ) { try file.append($0) }
            try file.finish()
            try await say(reading.conditions, on: console)
            try await console.say("read version \(reading.version.version.rawValue) to \(output)")
        } catch {
            file.abandon()
            throw error
        }
    }

    private func say(_ conditions: [String], on console: any Console) async throws {
        guard !conditions.isEmpty else { return }
        try await console.say("permitted on conditions: \(conditions.joined(separator: "; "))")
    }
}
