internal import Synchronization
internal import VaultCrypto

/// The rulebooks that were opened, so that controllers with the same rules share one.
final class RulebookShelf: Sendable {
    private let open = Mutex<[Digest: OpenRulebook]>([:])

    /// The rulebook of a digest, if it was opened before.
    func rulebook(_ digest: Digest) -> OpenRulebook? {
        open.withLock { $0[digest] }
    }

    /// Opens a rulebook, once.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when the archive is missing or cannot be read.
    func rulebook(_ digest: Digest, archive: () async throws -> [UInt8]?) async throws -> OpenRulebook {
        if let known = rulebook(digest) { return known }
        guard let archive = try await archive() else {
            throw VaultError(.unusable, "the archive of a published rulebook is missing")
        }
        let rulebook = try OpenRulebook(digest: digest, archive: archive)
        open.withLock { $0[digest] = rulebook }
        return rulebook
    }
}
