internal import PolicyEngine
internal import VaultCrypto

/// Files that are a rulebook without a problem whose tests all come out: what may be signed and published.
struct RulebookDraft {
    let digest: Digest
    let archive: [UInt8]

    /// Checks files and runs their tests.
    ///
    /// - Throws: ``VaultError/Code/invalidRules`` with every problem, or with each test that fails.
    init(_ files: [RulebookFile]) throws {
        do {
            archive = try RulebookArchive.encode(files)
        } catch {
            throw VaultError(.invalidRules, "these rules cannot be published: \(error)")
        }
        digest = SHA256.hash(archive)
        let (rulebook, problems) = RulebookLoader.load(files)
        guard let rulebook else {
            throw VaultError(
                .invalidRules,
                "these rules cannot be published:\n"
                    + problems.sorted().map(\.description).joined(separator: "\n")
            )
        }
        let failures = PolicyTestRunner.run(rulebook).filter { !$0.passed }
        guard failures.isEmpty else {
            let list = failures.map {
                "\($0.test.place): test \($0.test.id): \($0.differences.joined(separator: "; "))"
            }
            throw VaultError(
                .invalidRules,
                "these rules cannot be published, as they do not decide their own tests as they say:\n"
                    + list.joined(separator: "\n")
            )
        }
    }

    /// Checks an archive that was signed before.
    ///
    /// - Throws: ``VaultError`` with `damaged` when it is not what was signed, or `invalidRules`.
    init(signed digest: Digest, archive: [UInt8]?) throws {
        guard let archive, SHA256.hash(archive) == digest, let files = try? RulebookArchive.decode(archive)
        else {
            throw VaultError(
                .damaged,
                "the archive of these rules is not what was signed; run `lethe vault check`"
            )
        }
        try self.init(files)
    }
}
