internal import VaultModel

extension ControllerVault {
    /// How long a sweep waits for transactions that were under way; what is not known by then waits for the next one.
    private static let patience = Duration.seconds(5)

    /// Removes the files of large parts that belong to no version: stores that never happened.
    ///
    /// It may run beside stores: what a store of this process holds is left alone, and what another process, or a
    /// connection that was lost, may still commit is waited for.
    func sweepBlobs() async throws {
        for blob in try await orphanedBlobs() { try blobs.remove(blob) }
    }

    /// The blobs that no version refers to and none will.
    func orphanedBlobs() async throws -> [BlobID] {
        let candidates = try await unreferred(blobs.list())
        guard !candidates.isEmpty else { return [] }
        // No writer holds them, so whatever transaction may refer to one has begun by now: it is waited for.
        let mark = try await tables.invariants.mark()
        let deadline = ContinuousClock.now + Self.patience
        while try await !tables.invariants.haveEnded(before: mark) {
            guard ContinuousClock.now < deadline else { return [] }
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
