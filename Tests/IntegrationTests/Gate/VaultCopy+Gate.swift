import Foundation

extension VaultCopy {
    /// Puts parts of the vault that was copied to `old` in the place of today's, which goes to `new-…`.
    func putBack(_ parts: String...) async throws {
        for part in parts {
            let path = "\(vault.path)/\(part)"
            try FileManager.default.moveItem(atPath: path, toPath: root + "/new-\(part)")
            try await copyTree(root + "/old/\(part)", to: path)
        }
    }
}
