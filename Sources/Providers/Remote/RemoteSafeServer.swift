internal import Dispatch
internal import Foundation
public import Keyring
internal import Synchronization
internal import VaultCrypto
internal import VaultModel

/// Gives key safes of this machine to vaults on other machines, under mutual TLS 1.3.
///
/// A vault is who its certificate says: the common name is the vault's id. Every connection has a thread of its own.
public final class RemoteSafeServer: Sendable {
    /// How long a connection on which nothing is asked stays open, in seconds.
    private static let patience = 300
    /// How long a greeting may take, in seconds.
    private static let greeting = 10

    /// The port that is listened on.
    public var port: Int { listener.port }

    private let listener: TCPSocket
    private let context: TLSContext
    private let shelf: SafeShelf
    private let duration: Duration
    private let log: @Sendable (String) -> Void
    private let connections = ConnectionSeats(limit: 256)

    /// Listens.
    ///
    /// - Parameters:
    ///   - places: the directories of the key safes.
    ///   - threshold: how many of them open a new key safe together; with one, each place opens it alone.
    ///   - duration: how long handed-out keys may be used without a word from here.
    ///   - log: told of connections that are refused, without anything secret.
    /// - Throws: `KeyringError` with code `unreachable`.
    public init(
        places: [String],
        threshold: Int = 1,
        acceptsWeak: Bool,
        on address: SafeAddress,
        files: TLSFiles,
        duration: Duration = .seconds(10),
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(KeyringError) {
        context = try TLSContext(files, isServer: true)
        listener = try TCPSocket.listen(on: address)
        shelf = SafeShelf(places: places, threshold: threshold, acceptsWeak: acceptsWeak, duration: duration)
        self.duration = duration
        self.log = log
    }

    /// Serves until ``stop()``; it keeps the thread that calls it.
    public func run() {
        while let socket = listener.accept() {
            guard connections.take() else { continue }
            let thread = Thread { [self] in
                serve(socket)
                connections.leave()
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
    }

    /// Ends ``run()`` and forgets every key.
    public func stop() async {
        listener.disconnect()
        await shelf.close()
    }

    private func serve(_ socket: TCPSocket) {
        socket.limit(Self.greeting)
        do {
            let connection = try TLSConnection(from: socket, context)
            guard let vault = connection.peerName.flatMap({ VaultID($0) }) else {
                log("a connection is refused: its certificate does not name a vault")
                return
            }
            connection.limit(Self.patience)
            while true {
                let question = Wire(json: try connection.receive().json)
                try Self.wait { [self] in try await answer(question, of: vault) }.send(over: connection)
            }
        } catch {
            log(error.message)
        }
    }

    private func answer(_ question: Wire, of vault: VaultID) async throws -> SafeMessage {
        let word = try question.text("ask")
        // Whoever hears an answer was accepted.
        guard word != "hello" else { return SafeMessage(.object([:])) }
        let controller = try question.id("controller", ControllerID.self)
        switch word {
        case "create":
            try await shelf.create(controller, vault: vault, incarnation: question.id("incarnation"))
            return SafeMessage(.object([:]))
        case "enter":
            let leases = try await shelf.safe(of: controller, vault: vault).leases
            let (session, last) = leases.enter()
            return SafeMessage(
                .object([
                    "last": .integer(last), "milliseconds": .integer(Int64(duration / .milliseconds(1))),
                    "session": .string(session.uuidString),
                ])
            )
        case "leave":
            guard let session = UUID(uuidString: try question.text("session")) else {
                throw KeyringError.babble
            }
            try await shelf.safe(of: controller, vault: vault).leases.leave(session)
            return SafeMessage(.object([:]))
        case "renew":
            let leases = try await shelf.safe(of: controller, vault: vault).leases
            guard let session = UUID(uuidString: try question.text("session")) else {
                throw KeyringError.babble
            }
            return SafeMessage(try await renew(session, question.number("acknowledged"), leases))
        default:
            return try await shelf.safe(of: controller, vault: vault).answer(question)
        }
    }

    /// Renews a lease; the answer waits for something to tell, but less than half of a lease.
    private func renew(_ session: UUID, _ acknowledged: Int64, _ leases: LeaseBook) async throws
        -> CanonicalJSON
    {
        guard let (missed, isExtended) = leases.renew(session, acknowledging: acknowledged) else {
            return .object(["gone": .bool(true)])
        }
        let end = ContinuousClock.now + duration / 3
        while missed.isEmpty, !leases.hasNews(for: session), .now < end {
            try await Task.sleep(for: .milliseconds(5))
        }
        let notices = leases.notices(for: session)
        return .object([
            "extended": .bool(isExtended),
            "notices": .array(
                notices.map {
                    .object(["number": .integer($0.number), "prefixes": Wire.prefixes($0.prefixes)])
                }
            ),
        ])
    }

    /// Does asynchronous work on a connection's own thread; what it throws becomes an answer.
    private static func wait(_ body: @escaping @Sendable () async throws -> SafeMessage) -> SharedAnswer {
        let done = DispatchSemaphore(value: 0)
        let result = AnswerBox()
        Task {
            do {
                result.put(try await body())
            } catch let error as KeyringError {
                result.put(Self.failure(error.code, error.message))
            } catch let error as FileError {
                result.put(Self.failure(.io, error.message))
            } catch {
                result.put(Self.failure(.io, "the key safe could not do it"))
            }
            done.signal()
        }
        done.wait()
        return result.take()
    }

    private static func failure(_ code: KeyringError.Code, _ message: String) -> SafeMessage {
        SafeMessage(.object(["error": .string(code.rawValue), "message": .string(message)]))
    }
}

/// Carries an answer from a task to a thread.
private final class AnswerBox: Sendable {
    private let answer = Mutex<SharedAnswer?>(nil)

    func put(_ message: consuming SafeMessage) {
        let shared = SharedAnswer(message)
        answer.withLock { $0 = shared }
    }

    func take() -> SharedAnswer {
        answer.withLock { $0 } ?? SharedAnswer(SafeMessage(.object([:])))
    }
}
