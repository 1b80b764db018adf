internal import Foundation
internal import VaultCrypto

/// What the figures were measured on, in words that name no particular machine.
struct Machine {
    /// A directory on the file system that was measured.
    let directory: String
    let fsync: FsyncTimes
    let postgres: String

    /// Two lines of text.
    var text: String {
        """
        machine: \(ProcessInfo.processInfo.activeProcessorCount) cores, \(processor), load \(load); \(fileSystem)
        PostgreSQL \(postgres); 4 KiB overwritten + fdatasync \(fsync.overwriting.text), \
        4 KiB appended + fsync \(fsync.appending.text) (medians)
        """
    }

    private var processor: String {
        let lines =
            (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasPrefix("model name") || $0.hasPrefix("CPU part") }
        return line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
    }

    private var load: String {
        let text = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)
        return text?.split(separator: " ").first.map(String.init) ?? "unknown"
    }

    private var fileSystem: String {
        (try? FileSystem.kind(of: directory).name) ?? "unknown file system"
    }
}
