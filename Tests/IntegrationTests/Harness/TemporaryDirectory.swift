import Foundation

/// A directory with a short path, removed with the value.
final class TemporaryDirectory: Sendable {
    let path: String

    private static let untilExit = Shared<[String]>([])

    private static let removal: Void = {
        _ = atexit {
            for path in TemporaryDirectory.untilExit.value {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
    }()

    /// - Parameter untilExit: Whether the value is one that lives to the end of the process.
    init(untilExit: Bool = false) throws {
        path = "/tmp/lethe-it-" + UUID().uuidString.prefix(8).lowercased()
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        if untilExit {
            Self.removal
            Self.untilExit.update { $0.append(path) }
        }
    }

    /// Makes an empty file and opens it for writing.
    func newFile(_ name: String) throws -> FileHandle {
        try Data().write(to: URL(filePath: path + "/" + name))
        return try FileHandle(forWritingTo: URL(filePath: path + "/" + name))
    }

    /// Reads a file.
    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path + "/" + name)))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
