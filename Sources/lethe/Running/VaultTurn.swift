internal import VaultCore
internal import VaultStorage

/// A vault that this process may work on, or what somebody else who has it open answered.
enum VaultTurn<Answer: Sendable>: Sendable {
    case open(OpenVault)
    case answered(Answer)

    /// How long to wait for the vault before looking again whether a server answers.
    private static var step: Duration { .milliseconds(500) }

    /// Waits for the vault, and meanwhile for a server that opens it.
    ///
    /// - Parameter ask: Asks the server; nil when none answers.
    /// - Throws: What `ask` throws; what `OpenVault.open` throws, `conflict` when the time is over.
    static func take(
        _ directory: VaultDirectory,
        options: OpenVault.Options,
        ask: () async throws -> Answer?
    ) async throws -> VaultTurn {
        let deadline = ContinuousClock.now + options.wait
        while true {
            if let answer = try await ask() { return .answered(answer) }
            let left = max(.zero, ContinuousClock.now.duration(to: deadline))
            var options = options
            options.wait = min(step, left)
            do {
                return .open(try await OpenVault.open(directory, options: options))
            } catch let error as VaultError where error.code == .conflict && left > step {
                continue
            }
        }
    }
}
