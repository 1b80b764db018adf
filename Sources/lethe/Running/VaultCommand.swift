internal import ArgumentParser
internal import VaultStorage

/// A command that works on an open vault, in this process or in the server's.
protocol VaultCommand: AsyncParsableCommand {
    /// The options every such command has.
    var options: VaultOptions { get }

    /// Does the work.
    func run(in open: OpenVault, on console: any Console) async throws
}

extension VaultCommand {
    /// Never called: ``CommandLineEntry`` decides where the work is done.
    mutating func run() async throws {
        throw CleanExit.helpRequest(self)
    }
}
