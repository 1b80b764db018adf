internal import ArgumentParser
internal import VaultCore
internal import VaultCrypto
internal import VaultStorage

/// Where a page goes, and in which form.
struct PageOptions: ParsableArguments {
    @Flag(help: "A page for a browser or for printing, instead of plain text.")
    var html = false

    @Option(name: .shortAndLong, help: "The file to write; it must not exist. Otherwise standard output.")
    var output: String?

    /// Writes a page.
    ///
    /// - Throws: `FileError`, also when the file exists.
    func write(_ page: String, on console: any Console) async throws {
        guard let output else {
            try await console.write(Array(page.utf8))
            return
        }
        let file = try NewFile(path: console.absolute(output))
        try file.append(Array(page.utf8))
        try file.finish()
        try await console.say("wrote the page to \(output)")
    }
}
