internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe vault clock DATE`.
struct VaultClockCommand: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "Set the clock of a rehearsal vault; no other vault has one."
    )

    @OptionGroup var options: VaultOptions

    @Argument(help: "The day that it shall be (YYYY-MM-DD).")
    var day: Day

    func run(on console: any Console) async throws {
        let directory = VaultDirectory(console.absolute(options.directory).standardisedPath)
        try await OpenVault.setClock(of: directory, to: day, wait: .seconds(options.wait.seconds))
        try await console.print("REHEARSAL: in this vault it is \(day) now")
    }
}
