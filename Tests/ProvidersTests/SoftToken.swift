import Foundation
import Synchronization
import VaultModel

@testable import Keyring

/// Tokens of SoftHSM, made before its module is loaded, which reads its settings once.
final class SoftToken: Sendable {
    static let modules = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/libsofthsm2.so"]
    static let module = modules.first { FileManager.default.fileExists(atPath: $0) }
    static let pin = "246813"

    private static let folder = NSTemporaryDirectory() + "lethe-softhsm-\(UUID().uuidString)"
    private static let made = Mutex<[SoftToken]?>(nil)

    let label: String
    let root: String

    private init(_ index: Int) {
        label = "lethe test \(index)"
        root = "\(Self.folder)/place-\(index)"
    }

    /// The next token that no test has used.
    static func take() throws -> SoftToken {
        try made.withLock { made in
            var tokens = try made ?? make()
            let token = tokens.removeFirst()
            made = tokens
            return token
        }
    }

    private static func make() throws -> [SoftToken] {
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: folder + "/tokens",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try Data(
            "directories.tokendir = \(folder)/tokens\nobjectstore.backend = file\nlog.level = ERROR\n".utf8
        )
        .write(to: URL(filePath: folder + "/conf"))
        unsafe setenv("SOFTHSM2_CONF", folder + "/conf", 1)
        return try (0..<6).map { index in
            let token = SoftToken(index)
            try run(["--init-token", "--free", "--label", token.label, "--pin", pin, "--so-pin", "135724"])
            try manager.createDirectory(
                atPath: token.root,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try token.write(pin: pin)
            return token
        }
    }

    private static func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["softhsm2-util"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    var pinFile: String { root + "/pin" }

    func write(pin: String) throws {
        try? FileManager.default.removeItem(atPath: pinFile)
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let isWritten = FileManager.default.createFile(
            atPath: pinFile,
            contents: Data((pin + "\n").utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isWritten else { throw CocoaError(.fileWriteUnknown) }
    }

    func location() throws -> PKCS11URI {
        let name = label.replacingOccurrences(of: " ", with: "%20")
        return try PKCS11URI(
            "pkcs11:token=\(name)?module-path=\(Self.module ?? "/")&pin-source=file:\(pinFile)&x-pages=\(root)/pages"
        )
    }
}
