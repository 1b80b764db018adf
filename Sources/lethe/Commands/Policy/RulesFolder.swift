internal import ArgumentParser
internal import PolicyEngine
internal import VaultCrypto

/// A new folder for the files of rules.
struct RulesFolder: ParsableArguments {
    @Option(name: .shortAndLong, help: "The folder to write; it is made, or empty.", completion: .directory)
    var output: String

    /// Writes the files.
    ///
    /// - Returns: How many there are.
    /// - Throws: A usage error for a folder that holds something; `FileError`.
    func write(_ files: [RulebookFile], on console: any Console) throws -> Int {
        let root = console.absolute(output)
        if try FileSystem.exists(root) {
            guard try FileSystem.list(root).isEmpty else {
                throw ValidationError("`\(output)` is not empty; name an empty or a new folder")
            }
        } else {
            try FileSystem.createDirectory(root)
        }
        for file in files {
            // A rulebook's paths have nothing in them that leads out of the folder.
            let path = root + "/" + file.path
            try FileSystem.createDirectory(FileSystem.parentDirectory(of: path))
            try FileSystem.writeNew(path, file.bytes)
        }
        return files.count
    }
}
