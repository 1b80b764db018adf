internal import ArgumentParser
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// `lethe key-safe declare`.
struct KeySafeDeclare: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "declare",
        abstract: "Declare who holds the key safe and how copies are prevented; certificates print it."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Option(help: "Who declares.")
    var by: String

    @Option(help: "The file with the statement, plain text.", completion: .file())
    var statement: String

    func run(in open: OpenVault, on console: any Console) async throws {
        let bytes = try FileSystem.read(console.absolute(statement), limit: 1 << 16)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ValidationError("the statement's file is not text in UTF-8")
        }
        let controller = try await open.vault.controller(named: acting.controller)
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        try await controller.declareCustody(by: by, statement: line)
        try await console.print("Declared; every certificate from now on prints it")
    }
}
