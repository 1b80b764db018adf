import Foundation

/// Runs `lethe` where PostgreSQL is not installed: in a mount namespace of its own that hides the packages' directories.
enum Unshare {
    static let isPossible: Bool = {
        guard getuid() == 0 else { return false }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = ["--mount", "/bin/mount", "-t", "tmpfs", "none", "/mnt"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    static func lethe(_ arguments: [String]) async throws -> Outcome {
        let script = """
            for directory in /usr/lib/postgresql /opt/postgresql /usr/pgsql-*; do
                if [ -d "$directory" ]; then mount -t tmpfs none "$directory" || exit 99; fi
            done
            PATH=/nonexistent exec "$0" "$@"
            """
        return try await Program.run(
            "/usr/bin/unshare",
            ["--mount", "/bin/sh", "-c", script, Program.lethe] + arguments
        )
    }
}
