import VaultCrypto

extension TileLog {
    /// Compares heads, checkpoint and tiles, discards what was never promised and signs what was.
    ///
    /// - Returns: The size of the ledger. It can be larger than before the batch that failed.
    /// - Throws: `FileError`, or ``LedgerError`` with `headMissing`, `headBehind`, `forked`, `damaged`,
    ///   `wrongLedger` or `malformed`.
    @discardableResult
    public func recover() throws -> UInt64 {
        try state.withLock { state in
            state.edge = nil
            let found = try readHeads()
            guard let head = found.values.max(by: { $0.size < $1.size }) else {
                throw LedgerError(
                    .headMissing,
                    "the ledger's head file is in none of its places; restore the key safe's folder"
                )
            }
            let store = reader.store
            let edge = try rightEdge(of: head)
            for other in found.values { try refuseUnlessBeginning(of: head, other) }
            let signed = try store.publishedCheckpoint()
            if let signed { try refuseUnlessOurs(signed, head: head) }
            try store.discard(beyond: head.size)
            // Housekeeping; a place that cannot be listed is reported when it cannot be written.
            for path in heads + [store.checkpointPath] { try? TileStore.removeTemporaries(of: path) }
            state.unreachableHeads = try bringUpToDate(found, to: head)
            if let signed, signed.checkpoint == head.checkpoint {
                publish(signed)
            } else {
                try sign(head)
            }
            state.edge = edge
            return head.size
        }
    }

    /// Writes the head of the empty ledger everywhere, unless there is anything of a ledger already.
    func createHeads() throws {
        let store = reader.store
        guard try readHeads().isEmpty, try !FileSystem.exists(store.checkpointPath),
            try !FileSystem.exists("\(store.directory)/tile")
        else { return }
        let empty = LogHead(Checkpoint(origin: origin, size: 0, root: MerkleTree.emptyRoot))
        for place in heads {
            try Self.write(empty, to: place)
            try faults.reach(.ledgerHeadPersisted)
        }
    }

    /// Puts a head in one place, durably.
    static func write(_ head: LogHead, to place: String) throws(FileError) {
        try FileSystem.replace(place, head.encoded, permissions: 0o600)
    }

    /// Reads the head of every place that has one; a place that cannot be read counts as having none.
    private func readHeads() throws(LedgerError) -> [String: LogHead] {
        var found: [String: LogHead] = [:]
        for place in heads {
            guard let bytes = try? FileSystem.read(place, limit: LogHead.maximumSize) else { continue }
            let head = try LogHead(decoding: bytes)
            guard head.origin.utf8.elementsEqual(origin.utf8) else {
                throw LedgerError(
                    .wrongLedger,
                    "a head file is of another ledger; check the key safe's places"
                )
            }
            found[place] = head
        }
        return found
    }

    /// Writes the head again wherever it is older or missing, and gives the places that refuse.
    private func bringUpToDate(_ found: [String: LogHead], to head: LogHead) throws -> [String] {
        var unreachable: [String] = []
        for place in heads {
            let isCurrent = found[place] == head
            do {
                try keepEntries(beside: place, from: found[place]?.size ?? 0, to: head.size)
                if isCurrent { continue }
                try Self.write(head, to: place)
            } catch {
                unreachable.append(place)
                continue
            }
            try faults.reach(.ledgerHeadPersisted)
        }
        return unreachable
    }

    /// The unfinished tiles; when they do not lead to the head, what is kept beside it does.
    private func rightEdge(of head: LogHead) throws -> RightEdge {
        do throws(LedgerError) {
            return try reader.store.rightEdge(of: head)
        } catch {
            guard error.code == .damaged, let edge = try rebuild(to: head) else { throw error }
            return edge
        }
    }

    private func refuseUnlessOurs(_ signed: SignedCheckpoint, head: LogHead) throws(LedgerError) {
        do {
            try signed.verify(with: verifierKey)
        } catch {
            throw LedgerError(
                .wrongLedger,
                "the checkpoint was not signed by this ledger's key; check the key"
            )
        }
        guard signed.checkpoint.size <= head.size else {
            throw LedgerError(
                .headBehind,
                "the ledger's head is older than a signed checkpoint; an older key safe was put back"
            )
        }
        try refuseUnlessBeginning(of: head, LogHead(signed.checkpoint))
    }

    private func refuseUnlessBeginning(of head: LogHead, _ earlier: LogHead) throws(LedgerError) {
        var view = TreeView(store: reader.store, size: head.size)
        let root = earlier.size == 0 ? MerkleTree.emptyRoot : try view.root(of: 0..<earlier.size)
        guard root == earlier.root else {
            throw LedgerError(
                .forked,
                "two heads of the ledger contradict each other; do not go on with either"
            )
        }
    }
}

extension TileStore {
    /// Reads the unfinished tiles of the tree that a head promises and compares its root.
    ///
    /// - Throws: ``LedgerError`` with `damaged`.
    func rightEdge(of head: LogHead) throws(LedgerError) -> RightEdge {
        var levels: [[Digest]] = []
        for level in 0..<8 where TilePath.rowLength(of: .hashes(level: level), inTreeOf: head.size) > 0 {
            levels.append(try partial(.hashes(level: level), of: head.size).map(hashes) ?? [])
        }
        let entries = try partial(.entries, of: head.size).map(entries) ?? []
        let edge = RightEdge(size: head.size, entries: entries, levels: levels)
        guard edge.root == head.root, entries.map(MerkleTree.leafHash) == levels.first ?? [] else {
            throw LedgerError(
                .damaged,
                "the ledger's tiles do not lead to its head; restore the ledger's directory"
            )
        }
        return edge
    }

    /// The address of the unfinished tile of a row, `nil` when the row ends with a full one.
    private func partial(_ content: TilePath.Content, of size: UInt64) -> TilePath? {
        let row = TilePath.rowLength(of: content, inTreeOf: size)
        return TilePath(content, index: row / UInt64(TilePath.fullWidth), inTreeOf: size)
    }
}
