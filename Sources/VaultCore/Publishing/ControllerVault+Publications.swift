public import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// The shortest beginning of a digest that names it.
    private static let shortestName = 6

    /// Everything that was signed, approved or published, by number.
    public func publications() async throws -> [Publication] {
        let inForce = law.publication
        return try await tables.rulebooks.publications().map { row in
            Publication(
                row: row,
                author: row.author.map { directory.entry($0.staff)?.name ?? "?" },
                approver: row.approver.map { directory.entry($0.staff)?.name ?? "?" },
                isInForce: row.number == inForce
            )
        }
    }

    /// The files of a rulebook that was signed here, as they were.
    ///
    /// - Parameter name: The digest, or how it begins.
    /// - Throws: ``VaultError`` with `notFound`, `invalidInput` or `damaged`.
    public func rules(_ name: String) async throws -> [RulebookFile] {
        let digest = try await publication(named: name).digest
        guard let archive = try await tables.rulebooks.archive(of: digest), SHA256.hash(archive) == digest,
            let files = try? RulebookArchive.decode(archive)
        else { throw VaultError(.damaged, "the archive of these rules is damaged; run `lethe vault check`") }
        return files
    }

    /// The newest publication of a digest, or of how it begins.
    ///
    /// - Throws: ``VaultError`` with `notFound`, or `invalidInput` when several digests begin so.
    func publication(named name: String) async throws -> PublicationRow {
        guard name.utf8.count >= Self.shortestName else {
            throw VaultError(
                .invalidInput,
                "name rules by their digest, or by at least its first \(Self.shortestName) characters"
            )
        }
        let matching = try await tables.rulebooks.publications().filter { $0.digest.hex.hasPrefix(name) }
        guard let newest = matching.last else {
            throw VaultError(.notFound, "no rules of this digest were signed here; see `lethe policy list`")
        }
        guard matching.allSatisfy({ $0.digest == newest.digest }) else {
            throw VaultError(.invalidInput, "several digests begin so; give more of it")
        }
        return newest
    }

    /// The publication with a number.
    func publication(_ number: Int32) async throws -> PublicationRow {
        guard let row = try await tables.rulebooks.publications().first(where: { $0.number == number }) else {
            throw VaultError(.damaged, "a publication is missing; run `lethe vault check`")
        }
        return row
    }
}
