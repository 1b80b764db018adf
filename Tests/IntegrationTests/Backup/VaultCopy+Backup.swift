import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

extension VaultCopy {
    /// A directory beside the vault.
    func beside(_ name: String) -> String { root + "/" + name }

    /// Makes a backup through the program.
    @discardableResult
    func makeBackup(_ name: String = "backup", expires: String = "2199-12-31") async throws -> BackupID {
        let made = try await lethe(
            ["backup", "make", beside(name), "--expires", expires, "--label", name, "--format", "json"]
        ).done()
        return try #require(made["backup"]?.stringValue.flatMap { BackupID($0) })
    }

    /// Restores a backup through the program.
    func restoreBackup(_ name: String = "backup", to target: String = "restored", _ more: [String] = [])
        async throws
    {
        let restored = try await lethe(["backup", "restore", beside(name), beside(target)] + more)
        #expect(restored.code == 0, "\(restored.talk)")
        #expect(restored.talk.contains("vault adopt") && restored.talk.contains("vault reconcile"))
    }

    /// Opens a copy beside the vault for a drill and lends it.
    func drill<Value>(_ name: String = "restored", _ body: (ControllerVault) async throws -> Value)
        async throws
        -> Value
    {
        let open = try await OpenVault.open(VaultDirectory(beside(name)), options: .test(isDrill: true))
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(try await open.vault.controller(named: Sample.controller)))
        } catch {
            result = .failure(error)
        }
        try? await open.close()
        return try result.get()
    }

    /// All regular files below a directory beside the vault.
    func files(in name: String) throws -> [String] {
        let paths = try #require(FileManager.default.enumerator(atPath: beside(name))).compactMap {
            $0 as? String
        }
        return try paths.map { beside(name) + "/" + $0 }.filter { path in
            try URL(filePath: path).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        }
    }
}
