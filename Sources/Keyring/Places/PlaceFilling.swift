internal import VaultCrypto
internal import VaultModel

/// What a new place is filled with before it is given a key.
struct PlaceFilling: Sendable {
    let pageEnds: [Epoch: UInt64]
    let punctures: LogIndex
    let journal: LogIndex
    let marks: Marks
    let custody: Custody
    let limits: SafeLimits
    let waiting: WaitingList
    /// The places to copy from.
    let sources: [Place]

    init(state: LoadedState, sources: [Place]) {
        pageEnds = state.live.ends
        punctures = state.punctures
        journal = state.journal
        marks = state.marks
        custody = state.custody
        limits = state.limits
        waiting = state.waiting
        self.sources = sources
    }
}

extension Place {
    /// Does work on the place's own thread.
    func perform<Value: Sendable>(_ work: @escaping @Sendable (Place) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            enqueue { place in continuation.resume(with: Result { try work(place) }) }
        }
    }

    /// Copies everything of a key safe but its keys; a marker says until the end of the change that it does not count.
    func fill(_ filling: PlaceFilling) throws {
        try dropPages(after: nil)
        try prepareTopKeyFile()
        var failure: any Error = KeyringError(.noPlace, "no place of the key safe can be used now")
        for source in filling.sources {
            do {
                try copyPages(filling.pageEnds, from: source)
                try copyLog(.punctures, upTo: filling.punctures.end, common: 0, from: source)
                try copyLog(.journal, upTo: filling.journal.end, common: 0, from: source)
                try writeMarks(filling.marks)
                try writeCustody(filling.custody)
                try writeLimits(filling.limits)
                try writeWaiting(filling.waiting)
                try copyNeighbours(from: source)
                return
            } catch {
                failure = error
            }
        }
        throw failure
    }

    /// Copies what the vault keeps beside the key safe: its signing keys, the head of the ledger.
    ///
    /// Anything larger is made again by its owner.
    private func copyNeighbours(from source: Place) throws {
        let own: Set = ["lock", "readers", "incomplete", "top-key", "marks", "custody", "limits", "waiting"]
        let logs = Set([LogKind.punctures, .journal].map(\.fileName))
        for name in try FileSystem.list(source.folder) where !own.contains(name) && !logs.contains(name) {
            let status = try FileSystem.status(of: source.path(name))
            guard status.kind == .regular, status.size <= Self.neighbourLimit else { continue }
            let content = SharedSecret(
                try FileSystem.readSecret(source.path(name), limit: Self.neighbourLimit)
            )
            try perform(.makeFile) {
                try FileSystem.writeNew(path(name), secret: content.bytes, permissions: 0o600)
            }
        }
    }

    private static let neighbourLimit = 1 << 16

    /// Destroys what a place that leaves holds, reads it back, and removes its files; nothing there is left to do.
    func vacate() throws {
        guard try FileSystem.exists(folder) else { return }
        if try FileSystem.exists(topKeyPath) { try prepareTopKeyFile(isDestroying: true) }
        for name in try FileSystem.list(folder) {
            let inner = path(name)
            if try FileSystem.status(of: inner).kind == .directory {
                for file in try FileSystem.list(inner) {
                    try perform(.remove) { try FileSystem.remove(inner + "/" + file) }
                }
            }
            try perform(.remove) { try FileSystem.remove(inner) }
        }
        try perform(.remove) { try FileSystem.remove(folder) }
        try perform(.syncDirectory) { try FileSystem.syncDirectory(label) }
    }
}
