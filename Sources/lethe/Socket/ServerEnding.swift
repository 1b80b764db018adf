internal import Dispatch
internal import Foundation
internal import Synchronization

/// How a server ends when it is asked to: gently at first, at once when asked again.
///
/// Running commands have time to finish. Then callers are hung up on, and commands that still do not end are left
/// behind: the vault is made to survive that.
final class ServerEnding: Sendable {
    /// How long commands have to end after their callers were hung up on.
    private static let lastMoments = 10

    private let server: SocketServer
    private let grace: Int
    private let isAsked = Mutex(false)
    private let isDrained = Mutex(false)

    /// - Parameter grace: How long running commands have to finish, in seconds.
    init(_ server: SocketServer, grace: Int) {
        self.server = server
        self.grace = grace
    }

    /// Handles a signal to stop.
    func handle(_ signal: Int32) {
        let isAgain = isAsked.withLock { asked in
            defer { asked = true }
            return asked
        }
        if isAgain { _exit(128 + signal) }
        server.stop()
        let count = server.runningCount
        Self.tell(count == 0 ? "stopping" : "stopping when \(count) running commands have ended")
        let clock = DispatchQueue(label: "lethe-ending")
        clock.asyncAfter(deadline: .now() + .seconds(grace)) { self.server.hangUp() }
        clock.asyncAfter(deadline: .now() + .seconds(grace + Self.lastMoments)) {
            guard !self.isDrained.withLock({ $0 }) else { return }
            Self.tell("\(self.server.runningCount) commands did not end; stopping all the same")
            _exit(CommandStatus.failure)
        }
    }

    /// Notes that no command runs any more, so that closing the vault may take its time.
    func drained() {
        isDrained.withLock { $0 = true }
    }

    private static func tell(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data("lethe: \(line)\n".utf8))
    }
}
