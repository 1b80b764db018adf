internal import ArgumentParser
internal import VaultCrypto

/// `lethe staff make-key FILE`.
struct StaffMakeKey: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "make-key",
        abstract: "Make a key to sign with, and print its public half.",
        discussion: """
            The file holds an Ed25519 private key (PEM, PKCS#8) that only you can read; it never needs to leave you. \
            What is printed is for `lethe staff add --key`. Example: lethe staff make-key anne.key > anne.pub
            """
    )

    @Argument(help: "The file to write; one that is there is not touched.", completion: .file())
    var file: String

    func run(on console: any Console) async throws {
        let key: PublicKey
        do {
            key = try KeyFile.make(at: console.absolute(file))
        } catch let error as FileError where error.code == .exists {
            throw ValidationError("`\(file)` exists and is not overwritten; name another file")
        }
        try await console.write(Array(key.pem.utf8))
    }
}
