internal import Dispatch
internal import Keyring
internal import Synchronization
internal import VaultCrypto
internal import VaultModel

/// One line to the server: questions are asked one after another, on a thread that may wait.
///
/// A question whose answer was lost is asked once more over a new connection; every question may be repeated.
final class SafeLine: Sendable {
    private let address: SafeAddress
    private let context: TLSContext
    private let patience: Int
    private let queue: DispatchQueue
    private let connection = Mutex<TLSConnection?>(nil)

    init(to address: SafeAddress, _ context: TLSContext, patience: Int, name: String) {
        self.address = address
        self.context = context
        self.patience = patience
        queue = DispatchQueue(label: name)
    }

    /// Asks.
    ///
    /// - Throws: `KeyringError`: what the server says, or `unreachable`.
    func ask(_ question: CanonicalJSON) async throws -> SharedAnswer {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                continuation.resume(with: Result { try askWaiting(question) })
            }
        }
    }

    /// Ends the connection; a question that waits fails.
    func hangUp() {
        connection.withLock { connection in
            connection?.disconnect()
            connection = nil
        }
    }

    private func askWaiting(_ question: CanonicalJSON) throws -> SharedAnswer {
        if let known = connection.withLock({ $0 }) {
            do {
                return try Self.exchange(question, over: known)
            } catch let error as KeyringError where error.code == .unreachable {
                connection.withLock { $0 = nil }
            }
        }
        let fresh = try TLSConnection(to: address, context, within: patience)
        connection.withLock { $0 = fresh }
        do {
            return try Self.exchange(question, over: fresh)
        } catch let error as KeyringError where error.code == .unreachable {
            connection.withLock { $0 = nil }
            throw error
        }
    }

    private static func exchange(_ question: CanonicalJSON, over connection: TLSConnection) throws
        -> SharedAnswer
    {
        try connection.send(SafeMessage(question))
        let answer = try connection.receive()
        if let word = answer.json["error"]?.stringValue {
            guard let code = KeyringError.Code(rawValue: word) else { throw KeyringError.babble }
            throw KeyringError(code, answer.json["message"]?.stringValue ?? "")
        }
        return SharedAnswer(answer)
    }
}

/// An answer that may be handed on; its secret is wiped with the last reference.
final class SharedAnswer: Sendable {
    private let message: SafeMessage

    init(_ message: consuming SafeMessage) {
        self.message = message
    }

    var wire: Wire { Wire(json: message.json) }

    /// Sends it on.
    func send(over connection: TLSConnection) throws(KeyringError) {
        try connection.send(message)
    }

    /// How many secret bytes came.
    var secretCount: Int { message.secret.count }

    /// A part of the secret.
    func secret(_ range: Range<Int>) -> SecretBytes {
        message.secret.copy(range)
    }
}
