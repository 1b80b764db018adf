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

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        guard let output else {
            try await controller.read(
                record,
                version: version,
                range: range,
                by: staff,
                for: why.purpose
            ) { try await console.write($0) }
            return
        }
        let file = try NewFile(path: console.absolute(output))
        do {
            let opened = try await controller.read(
                record,
                version: version,
                range: range,
                by: staff,
                for: why.purpose
            ) { try file.append($0) }
            try file.finish()
            try await console.say("read version \(opened.version.rawValue) to \(output)")
        } catch {
            file.abandon()
            throw error
        }
    }
}
