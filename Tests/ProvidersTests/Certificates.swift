import Foundation
import Testing

/// Certificates made with OpenSSL's own program, removed at the end of the test.
final class Certificates: Sendable {
    let root = NSTemporaryDirectory() + "lethe-tls-\(UUID().uuidString.prefix(8))"

    init() throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try authority("ca")
    }

    func path(_ name: String) -> String { root + "/" + name }

    /// Makes an authority: `NAME.pem`, `NAME.key`.
    func authority(_ name: String) throws {
        try openssl(
            "req",
            "-x509",
            "-newkey",
            "ed25519",
            "-nodes",
            "-keyout",
            path(name + ".key"),
            "-out",
            path(name + ".pem"),
            "-days",
            "2",
            "-subj",
            "/CN=" + name
        )
    }

    /// Makes a certificate of an authority: `NAME.pem`, `NAME.key`.
    func certificate(_ name: String, of subject: String, by authority: String = "ca", days: Int = 2) throws {
        let extensions = path("extensions")
        try Data("subjectAltName=IP:127.0.0.1\n".utf8).write(to: URL(filePath: extensions))
        try openssl(
            "req",
            "-newkey",
            "ed25519",
            "-nodes",
            "-keyout",
            path(name + ".key"),
            "-out",
            path(name + ".csr"),
            "-subj",
            "/CN=" + subject
        )
        try openssl(
            "x509",
            "-req",
            "-in",
            path(name + ".csr"),
            "-CA",
            path(authority + ".pem"),
            "-CAkey",
            path(authority + ".key"),
            "-out",
            path(name + ".pem"),
            "-days",
            "\(days)",
            "-extfile",
            extensions
        )
    }

    private func openssl(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "openssl \(arguments.joined(separator: " "))")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }
}
