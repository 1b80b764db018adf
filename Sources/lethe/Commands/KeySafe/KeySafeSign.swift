internal import ArgumentParser
internal import Keyring
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// `lethe key-safe sign ORDER`.
struct KeySafeSign: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign an order for a key safe, on a machine without a vault, and print the approval.",
        discussion: """
            What you sign is said on standard error: read it. The approval is handed in with \
            lethe key-safe approve REQUEST --approval FILE.
            """
    )

    @Argument(help: "The file of the order (lethe key-safe waiting REQUEST).", completion: .file())
    var order: String

    @Option(help: "The file with your private key.", completion: .file())
    var key: String

    @Option(help: "For how many days the signature counts, at most 31.")
    var days = 7

    func run(on console: any Console) async throws {
        guard (1...31).contains(days) else { throw ValidationError("--days is between 1 and 31") }
        var bytes = try FileSystem.read(console.absolute(order), limit: 1 << 16)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        guard let order = (try? CanonicalJSON(decoding: bytes)).flatMap({ SafeOrder($0) }) else {
            throw VaultError(
                .invalidInput,
                "`\(self.order)` is not an order as `lethe key-safe waiting REQUEST` prints it"
            )
        }
        let key = try KeyFile.signingKey(in: console.absolute(key))
        let until = Timestamp(
            secondsSinceEpoch: VaultClock.system.now.secondsSinceEpoch + Int64(days) * 86_400 - 60
        )
        try await console.say(
            "you approve, until \(until), for controller \(order.controller): \(order.sentence)"
        )
        let approval = key.withKey { Approval(of: order, until: until, with: $0) }
        try await console.write(Array((approval.text + "\n").utf8))
    }
}
