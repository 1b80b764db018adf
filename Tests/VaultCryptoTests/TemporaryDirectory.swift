import Foundation
import VaultCrypto

/// A directory that a test has to itself.
enum TemporaryDirectory {
    static func with<R>(_ body: (String) throws -> R) throws -> R {
        let path = try make()
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    static func with<R>(_ body: (String) async throws -> R) async throws -> R {
        let path = try make()
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    static func link(_ target: String, as path: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    private static func make() throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/lethe-crypto-\(UUID().uuidString)"
        try FileSystem.createDirectory(path)
        return path
    }
}
