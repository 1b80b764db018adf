internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// One item on its way through an import.
struct ImportWork: Sendable {
    let item: ImportItem
    var owner: PatientRow?
    var decided: (facts: RecordFacts, decision: StoringDecision)?
    private(set) var sealed: SealedVersion?
    private(set) var outcome: ImportResult.Outcome?

    init(item: ImportItem) {
        self.item = item
    }

    /// What became of it.
    var result: ImportResult {
        ImportResult(
            number: item.number,
            outcome: outcome ?? .refused("it was passed over; import it again"),
            size: item.size
        )
    }

    /// The record, once it is stored.
    var storedRecord: RecordID? {
        if case .stored(let record)? = outcome { record } else { nil }
    }

    mutating func refuse(_ error: VaultError) {
        outcome = .refused(error.message)
    }

    mutating func noteStored() {
        outcome = sealed.map { .stored($0.record) }
    }

    /// Notes that it was stored before; a source id that names somebody else's record is refused.
    mutating func note(known: AliasedRecord, isOne: Bool) {
        guard isOne else {
            return refuse(VaultError(.conflict, "its source ids name several records"))
        }
        guard known.patient == owner?.number else {
            return refuse(VaultError(.conflict, "its source id names a record of another patient"))
        }
        outcome = .known(known.record)
    }

    /// Its source ids as tokens under index keys.
    func aliases(under keys: [IndexKey]) -> [AliasToken] {
        keys.flatMap { key in
            item.sources.map { AliasToken(key: key.number, token: SourceID($0).token(key: key.key.bytes)) }
        }
    }

    /// Reads and seals it; what cannot be read is refused.
    mutating func seal(with sealer: VersionSealer, by author: StaffMember, at time: Timestamp) throws {
        guard outcome == nil, let (facts, decision) = decided else { return }
        do {
            sealed = try sealer.seal(
                item.intake.reading(RefusingSource(item.intake.source)),
                as: VersionSealer.Subject(
                    record: item.record ?? .random(),
                    version: .first,
                    previous: nil,
                    facts: facts,
                    decision: decision,
                    author: author,
                    at: time
                ),
                committing: .atOnce
            )
        } catch let error as VaultError {
            refuse(error)
        }
    }

    /// What is written of it, wrapped under its owner's keys.
    func record(
        of owner: PatientRow,
        keys: PatientKeys,
        aliases: [AliasToken],
        in vault: ControllerVault
    ) -> NewRecord? {
        guard let sealed else { return nil }
        let binding = vault.binding(sealed.record, sealed.version)
        return NewRecord(
            patient: owner.number,
            draft: sealed.draft(tree: owner.tree, keys: keys, binding: binding),
            aliases: aliases
        )
    }

    /// Removes its blobs, to which nothing refers.
    func removeBlobs(from blobs: any BlobStore) {
        for case .blob(let blob) in sealed?.parts.map(\.body) ?? [] { try? blobs.remove(blob) }
    }
}
