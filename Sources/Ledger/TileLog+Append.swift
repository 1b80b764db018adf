public import VaultCrypto

extension TileLog {
    /// Appends a batch and returns when a signed checkpoint covers it.
    ///
    /// When this throws, the batch may or may not be part of the ledger: call ``recover()``, look at the entries
    /// beyond the size known before, and append only what is missing. Until then nothing more is appended.
    /// - Returns: The places of the entries, in their order.
    /// - Throws: `FileError`, or ``LedgerError`` with `outOfRange` when the batch is too large, or `needsRecovery`.
    public func append(_ batch: [Commitment]) throws -> Range<UInt64> {
        try append(entries: batch.map(\.bytes))
    }

    /// Appends entries of 32 bytes.
    func append(entries batch: [[UInt8]]) throws -> Range<UInt64> {
        guard batch.count <= Self.maximumBatch else {
            throw LedgerError(.outOfRange, "a batch of the ledger has at most 65536 entries; divide it")
        }
        return try state.withLock { state in
            guard var edge = state.edge else { throw Self.needsRecovery }
            let start = edge.size
            guard !batch.isEmpty else { return start..<start }
            // From here on the disk may be ahead of memory, until the last step has succeeded.
            state.edge = nil
            let tiles = edge.append(batch)
            try reader.store.write(tiles)
            try faults.reach(.ledgerTilesWritten)
            let head = LogHead(Checkpoint(origin: origin, size: edge.size, root: edge.root))
            state.unreachableHeads = try persist(head, after: start, batch)
            try sign(head)
            state.edge = edge
            // Only housekeeping: a partial tile that stays behind is still a true one.
            try? reader.store.removePartials(of: tiles)
            return start..<edge.size
        }
    }

    /// Writes the batch and the head to every place that can be written; one is enough, since the newest head is believed.
    ///
    /// - Returns: The places that could not be written; they are brought up to date when the ledger is opened.
    /// - Throws: What the last place threw when none could be written.
    private func persist(_ head: LogHead, after start: UInt64, _ batch: [[UInt8]]) throws -> [String] {
        var unreachable: [String] = []
        for place in heads {
            do {
                try KeptEntries(beside: place).write(batch, at: start)
                try Self.write(head, to: place)
            } catch {
                unreachable.append(place)
                if unreachable.count == heads.count { throw error }
                continue
            }
            try faults.reach(.ledgerHeadPersisted)
        }
        return unreachable
    }
}
