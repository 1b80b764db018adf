internal import Foundation

/// A program that was started, with the writing end of its standard input.
///
/// Started apart from our terminal (so that Ctrl-C reaches us alone) and without any other open file of ours.
/// Letting go of it closes its standard input.
final class ChildProcess: Sendable {
    let processID: pid_t
    private let input: FileHandle

    private init(processID: pid_t, input: FileHandle) {
        self.processID = processID
        self.input = input
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - command: The program's path and its arguments.
    ///   - environment: The whole environment.
    ///   - log: The descriptor for standard output and standard error.
    /// - Throws: `PostgresError` with `clusterFailed`.
    static func start(
        _ command: [String],
        environment: [String: String],
        log: FileHandle
    ) throws(PostgresError) -> ChildProcess {
        var ends: [Int32] = [-1, -1]
        // A socket pair, not a pipe, since it can be made close-on-exec from its first moment.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw failure(command) }
        defer { close(ends[0]) }
        let input = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)

        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, log.fileDescriptor, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, log.fileDescriptor, 2)
        for descriptor in openDescriptors() where descriptor > 2 {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | 0x80  // POSIX_SPAWN_SETSID
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        let arguments = CStringList(command)
        let variables = CStringList(environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        var processID: pid_t = 0
        let status = unsafe posix_spawn(
            &processID,
            command[0],
            &actions,
            &attributes,
            arguments.mutableBase,
            variables.mutableBase
        )
        guard status == 0 else { throw failure(command) }
        return ChildProcess(processID: processID, input: input)
    }

    /// Writes to the program's standard input and closes it.
    func finishInput(_ text: String = "") {
        // Sent, not written: a program that is gone must not end us by SIGPIPE.
        let bytes = Array(text.utf8)
        if !bytes.isEmpty { _ = unsafe send(input.fileDescriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
        try? input.close()
    }

    /// Waits until the program ends; nil when the time ran out first.
    ///
    /// - Returns: The exit status; 128 plus the signal when one ended it.
    func wait(for limit: Duration) -> Int32? {
        let deadline = ContinuousClock.now + limit
        while true {
            var status: Int32 = 0
            let result = unsafe waitpid(processID, &status, WNOHANG)
            if result == processID {
                return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
            }
            if result < 0, errno != EINTR { return 0 }
            if ContinuousClock.now >= deadline { return nil }
            usleep(1000)
        }
    }

    private static func openDescriptors() -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }
    }

    private static func failure(_ command: [String]) -> PostgresError {
        PostgresError(.clusterFailed, "`\(command[0])` could not be started")
    }
}
