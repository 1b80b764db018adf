import Foundation
import VaultCrypto

/// A door in front of a PostgreSQL server that cuts connections, by plan around one COMMIT or all of them at once.
///
/// It understands the frames of the protocol (PostgreSQL documentation, "Message Formats") and passes them unchanged.
final class DatabaseProxy: Sendable {
    /// What happens to one COMMIT.
    struct Plan: Sendable {
        enum Cut: Sendable, CaseIterable {
            /// It never reaches the server.
            case before
            /// It takes effect, and nobody is told.
            case answerLost
            /// It reaches the server, and nobody waits for what comes of it.
            case under
        }

        let cut: Cut
        /// Which COMMIT it is, counted from 1.
        let number: Int
        /// Done before COMMIT is passed on.
        var before: @Sendable () -> Void = {}
        /// Done after the cut; who connects anew meanwhile waits.
        var after: @Sendable () -> Void = {}
    }

    private struct State {
        var plan: Plan?
        var commits = 0
        var lines: [ObjectIdentifier: ProxyLine] = [:]
    }

    /// Held while what follows a cut is done: who connects anew waits.
    private let quiet = DispatchSemaphore(value: 1)

    /// The directory of the socket that it listens on.
    let directory: String
    private let target: String
    private let listener: LocalListener
    private let state = Shared(State())

    /// - Parameter target: The directory of the server's socket.
    init(in directory: String, before target: String) throws {
        self.directory = directory
        self.target = target + ProxyLine.socket
        listener = try LocalListener.listen(at: directory + ProxyLine.socket)
        Thread { [listener] in
            while let client = try? listener.accept() {
                Thread { self.serve(client) }.start()
            }
        }.start()
    }

    /// Whether the COMMIT of the plan came.
    var hasCut: Bool { state.value.plan == nil }

    /// Counts COMMITs anew and treats one of them by plan.
    func arm(_ plan: Plan) {
        state.update {
            $0.plan = plan
            $0.commits = 0
        }
    }

    /// Lets everything pass.
    func disarm() {
        state.update { $0.plan = nil }
    }

    /// Cuts every connection that there is.
    func cutAll() {
        for line in state.value.lines.values { line.cut() }
    }

    /// Accepts nobody any more.
    func stop() {
        listener.stop()
        cutAll()
    }

    private func serve(_ client: LocalSocket) {
        quiet.wait()
        quiet.signal()
        guard let server = try? LocalSocket.connect(to: target) else { return client.disconnect() }
        let line = ProxyLine(client: client, server: server)
        state.update { $0.lines[ObjectIdentifier(line)] = line }
        line.run { self.planned() }
        state.update { $0.lines[ObjectIdentifier(line)] = nil }
    }

    /// The plan, when this is the COMMIT that it is about.
    private func planned() -> Plan? {
        var plan: Plan?
        state.update { state in
            state.commits += 1
            guard state.plan?.number == state.commits else { return }
            plan = state.plan
            state.plan = nil
        }
        guard var plan else { return nil }
        quiet.wait()
        plan.after = { [quiet, after = plan.after] in
            after()
            quiet.signal()
        }
        return plan
    }
}
