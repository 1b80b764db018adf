internal import VaultCrypto
internal import VaultModel

/// What is to be done in a place so that it holds the valid state and nothing else.
struct PlaceRepair: Sendable {
    let state: TopKeySector
    /// Where the valid state is, or is to be written.
    let sector: Int
    let holdsState: Bool
    /// Whether the other sector holds an older state.
    let hasOlder: Bool
    /// Whether what the other sector holds stays for now.
    var keepsOther = false
    /// The newest epoch whose state the place holds whole; `nil` when it holds none.
    let ownEpoch: Epoch?
    /// Where each page file in use ends.
    let pageEnds: [Epoch: UInt64]
    let punctures: LogIndex
    let ownPunctures: LogIndex?
    let journal: LogIndex
    let ownJournal: LogIndex?
    /// The marks to write; `nil` when they are right.
    let marks: Marks?
    /// The custody record to write; `nil` when it is right.
    let custody: Custody?
    /// The limits to write; `nil` when they are right.
    let limits: SafeLimits?
    /// The waiting orders to write; `nil` when they are right.
    let waiting: WaitingList?
    /// The places to copy from.
    let others: [Place]
}

extension Place {
    /// Repairs the place and returns what could not be mended, in a sentence.
    ///
    /// A place that holds the valid state destroys the older one first: nothing of it is needed. Another takes the
    /// steps of a change of state in their order.
    /// - Throws: `KeyringError` or `FileError`; an older state may still be there then.
    func carryOut(_ repair: PlaceRepair) throws -> String? {
        setRoom(nil)
        guard repair.holdsState else {
            try dropPages(after: repair.ownEpoch)
            try copyMissing(repair)
            try writeNotes(repair)
            try writeSector(repair.state, at: repair.sector)
            try destroySector(at: 1 - repair.sector)
            try? clearPages(except: repair.pageEnds)
            return nil
        }
        if !repair.keepsOther { try destroySector(at: 1 - repair.sector) }
        do {
            try copyMissing(repair)
            try writeNotes(repair)
            if !repair.keepsOther { try clearPages(except: repair.pageEnds) }
            return nil
        } catch {
            return FileKeySafe.reason(error)
        }
    }

    private func writeNotes(_ repair: PlaceRepair) throws {
        if let marks = repair.marks { try writeMarks(marks) }
        if let custody = repair.custody { try writeCustody(custody) }
        if let limits = repair.limits { try writeLimits(limits) }
        if let waiting = repair.waiting { try writeWaiting(waiting) }
        try endCreation()
    }

    private func copyMissing(_ repair: PlaceRepair) throws {
        try fromAnother(repair.others) { try copyPages(repair.pageEnds, from: $0) }
        try repairLog(.punctures, repair.punctures, own: repair.ownPunctures, others: repair.others)
        try repairLog(.journal, repair.journal, own: repair.ownJournal, others: repair.others)
    }

    private func repairLog(_ kind: LogKind, _ wanted: LogIndex, own: LogIndex?, others: [Place]) throws {
        let shared = min(own?.count ?? 0, wanted.count)
        if let own, shared == wanted.count {
            let mine = shared == 0 ? own.start : try digest(kind, own, shared - 1)
            guard mine != wanted.last else {
                // Only lines of an attempt that was given up may follow.
                try copyLog(kind, upTo: wanted.end, common: wanted.end, from: self)
                return
            }
        }
        try fromAnother(others) { other in
            var common = 0
            if let own, own.start == wanted.start {
                let equal =
                    shared == 0
                    ? true : try digest(kind, own, shared - 1) == other.digest(kind, wanted, shared - 1)
                if kind == .journal, !equal { throw KeyringError.diverged }
                common = equal ? wanted.begin(of: shared) : 0
            }
            try copyLog(kind, upTo: wanted.end, common: common, from: other)
        }
    }

    /// Tries the other places one after another; with none, only what needs no copy can succeed.
    private func fromAnother(_ others: [Place], _ body: (Place) throws -> Void) throws {
        guard !others.isEmpty else { return try body(self) }
        var failure: (any Error)?
        for other in others {
            do { return try body(other) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
