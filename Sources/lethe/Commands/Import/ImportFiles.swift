internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe import files DIRECTORY`.
struct ImportFiles: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract:
            "Store the files of a directory that a map names, whatever their kind; their bytes are kept exactly.",
        discussion: """
            The map is a CSV file (RFC 4180, UTF-8) whose first line names the columns: path (inside the directory), patient \
            (an id, or an identifier SYSTEM|VALUE of a registered patient); if wanted class, episode, media_type, fact \
            (NAME=VALUE, several apart by a semicolon), and facts by their names, such as treatment.completed.

            With --source-id a file that was stored under its id before is passed over: an import that was interrupted goes \
            on when it is run again. Without it, it would be stored twice.

            Example: lethe import files /archive --map map.csv --source-id document_no --source archive-2019

            Lines that cannot be stored are listed with the reason; the others are stored, and the exit code is 4.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The directory that the paths of the map start from.", completion: .directory)
    var directory: String

    @Option(help: "The map: a CSV file.", completion: .file())
    var map: String

    @Option(help: "The column of the map with the id that the sender knows the document by.")
    var sourceID: String?

    @Option(help: "Whose ids these are: a name of the sending system, the same in every run.")
    var source = "files"

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        let lines = try ImportMap(
            CSVReader(path: console.absolute(map)),
            directory: console.absolute(directory).standardisedPath,
            sourceColumn: sourceID,
            source: source
        )
        let talk = ImportTalk(console: console, format: options.format)
        try await controller.importing(
            by: staff,
            next: {
                while let line = try lines.next() {
                    switch line {
                    case .item(let item): return item
                    case .refused(let number, let reason): try await talk.refuse(number, reason)
                    }
                }
                return nil
            },
            report: { results in try await talk.note(results, passed: lines.passed) }
        )
        try await talk.end()
    }
}
