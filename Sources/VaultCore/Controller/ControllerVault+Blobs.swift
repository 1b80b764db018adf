internal import Logging
internal import VaultModel

extension ControllerVault {
    /// How long a sweep waits for transactions that were under way; what is not known by then waits for the next one.
    private static let patience = Duration.seconds(5)

    /// What keeps a sweep from knowing, in words.
    static let cannotTellOrphans =
        "it could not be told: a transaction on the database's server, of this vault or another one, has been open for "
        + "long; end it"

    /// Removes the files of large parts that belong to no version: stores that never happened.
    ///
    /// It may run beside stores: what a store of this process holds is left alone, and what another process, or a
    /// connection that was lost, may still commit is waited for.
    /// - Throws: ``VaultError`` with `busy` when a transaction did not end in time; the first failure to remove a file, once
    ///   the others are removed.
    func sweepBlobs() async throws {
        guard let orphans = try await orphanedBlobs() else {
            throw VaultError(.busy, "which files belong to no document: \(Self.cannotTellOrphans)")
        }
        var failure: (any Error)?
        for blob in orphans {
            do {
                try blobs.remove(blob)
            } catch {
                logger.warning(
                    "a file that belongs to no document cannot be removed",
                    metadata: ["blob": "\(blob)"]
                )
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// The blobs that no version refers to and none will; `nil` when it cannot be told, since a transaction that may
    /// still refer to one does not end.
    ///
    /// PostgreSQL counts transactions for all databases of a server, so one of another database may be the cause.
    func orphanedBlobs() async throws -> [BlobID]? {
        let candidates = try await unreferred(blobs.list())
        guard !candidates.isEmpty else { return [] }
        // No writer holds them, so whatever transaction may refer to one has begun by now: it is waited for.
        let mark = try await tables.invariants.mark()
        let deadline = ContinuousClock.now + Self.patience
        while try await !tables.invariants.haveEnded(before: mark) {
            guard ContinuousClock.now < deadline else { return nil }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try await unreferred(candidates)
    }

    /// Those of the blobs that no version refers to.
    private func unreferred(_ blobs: [BlobID]) async throws -> [BlobID] {
        guard !blobs.isEmpty else { return [] }
        let known = try await tables.invariants.referred(among: blobs)
        return blobs.filter { !known.contains($0) }
    }
}
