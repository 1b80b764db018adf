internal import Foundation
internal import Keyring
internal import Synchronization
internal import VaultModel

/// Keeps a vault's lease alive and lets go of what the server says was destroyed.
///
/// Whatever it does not hear of in time ends by itself: the lease is counted from the moment the renewal was asked for.
final class LeaseKeeper: Sendable {
    let lease = KeyLease()

    private struct State {
        var session: String?
        var observer: @Sendable (KeyEviction) async -> Void = { _ in }
        var isClosed = false
        var failure: KeyringError?
    }

    private let line: SafeLine
    private let question: [String: CanonicalJSON]
    private let state = Mutex(State())

    /// - Parameter question: the members that every question has.
    init(_ line: SafeLine, _ question: [String: CanonicalJSON]) {
        self.line = line
        self.question = question
    }

    /// The session under which nodes may be asked for; `nil` while there is none.
    var session: String? { state.withLock(\.session) }

    /// Why there is no session.
    var failure: KeyringError? { state.withLock(\.failure) }

    func observe(_ observer: @escaping @Sendable (KeyEviction) async -> Void) {
        state.withLock { $0.observer = observer }
    }

    /// Ends it and lets go of everything; returns the session that ends with it.
    func close() async -> String? {
        let session = state.withLock { state in
            state.isClosed = true
            return state.session.take()
        }
        await letGo()
        line.hangUp()
        return session
    }

    /// Enters and renews until it is closed; after every interruption everything is let go of first.
    func run() async {
        while !state.withLock(\.isClosed) {
            do {
                try await hold()
            } catch {
                let failure = error as? KeyringError
                state.withLock { $0.failure = failure }
            }
            await letGo()
            try? await Task.sleep(for: .milliseconds(200))
        }
        await letGo()
    }

    /// Enters once, so that whoever opens the key safe hears why it cannot.
    func enterFirst() async throws {
        let (session, last, duration) = try await enter()
        state.withLock { $0.session = session }
        Task { [self] in
            try? await renewing(session, last, duration)
            await letGo()
            await run()
        }
    }

    private func hold() async throws {
        let (session, last, duration) = try await enter()
        state.withLock {
            $0.session = session
            $0.failure = nil
        }
        try await renewing(session, last, duration)
    }

    private func enter() async throws -> (String, Int64, Duration) {
        let asked = ContinuousClock.now
        let answer = try await ask("enter", [:]).wire
        let duration = Duration.milliseconds(try answer.number("milliseconds"))
        lease.extend(to: asked + duration)
        return (try answer.text("session"), try answer.number("last"), duration)
    }

    private func renewing(_ session: String, _ last: Int64, _ duration: Duration) async throws {
        var acknowledged = last
        while !state.withLock(\.isClosed) {
            let asked = ContinuousClock.now
            let answer = try await ask(
                "renew",
                ["acknowledged": .integer(acknowledged), "session": .string(session)]
            ).wire
            guard answer.json["gone"] == nil else { return }
            if answer.json["extended"]?.boolValue == true { lease.extend(to: asked + duration) }
            for notice in try answer.list("notices") {
                let notice = Wire(json: notice)
                let observer = state.withLock(\.observer)
                await observer(.prefixes(try notice.prefixes()))
                acknowledged = max(acknowledged, try notice.number("number"))
            }
        }
    }

    /// In this order: no new nodes, no use of old ones, then the old ones go; only after that it may enter anew.
    private func letGo() async {
        let observer = state.withLock { state in
            state.session = nil
            return state.observer
        }
        lease.end()
        await observer(.everything)
    }

    private func ask(_ word: String, _ members: [String: CanonicalJSON]) async throws -> SharedAnswer {
        var all = question.merging(members) { $1 }
        all["ask"] = .string(word)
        return try await line.ask(.object(all))
    }
}
