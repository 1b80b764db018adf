internal import ArgumentParser

/// A command that opens no vault, or makes or serves one itself.
protocol PlainCommand: AsyncParsableCommand {
    /// Does the work.
    func run(on console: any Console) async throws
}

extension PlainCommand {
    /// Never called: ``CommandLineEntry`` decides how the work is done.
    mutating func run() async throws {
        throw CleanExit.helpRequest(self)
    }
}
