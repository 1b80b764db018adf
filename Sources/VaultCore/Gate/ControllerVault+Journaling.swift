internal import Keyring
internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    static let journalUse = "journal"

    /// The slot under which is journaled what concerns the controller itself: it is never destroyed.
    private static var officeSlot: Slot? { Slot(patient: .office, serial: 0) }

    /// Does something that narrows, once the key safe's journal has it.
    ///
    /// The journal comes first: what was answered can be repeated on any older database. When what follows fails, the entry
    /// counts for nothing; a crash in between is made good when the vault is opened next, which repeats it.
    /// - Parameter slot: Whose erasure takes the entry with it.
    func journaling<Value>(
        _ event: Narrowing,
        under slot: Slot,
        in tree: TreeNumber,
        _ work: () async throws -> Value
    ) async throws -> Value {
        let id = RequestID.random()
        let sealed = try await retryingEvictions {
            SealedRow.seal(
                event.encoded,
                key: try await keys.keys(of: slot.patient, in: tree).key(
                    of: slot,
                    for: binding(use: Self.journalUse)
                ),
                context: id.bytes
            )
        }
        let number = try await facilities.keySafe.appendJournal(
            JournalEntry(id: id, kind: event.kind, at: clock.now, tree: tree, slot: slot, sealed: sealed)
        )
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        // Unnoted, it is repeated when the vault is opened next, and changes nothing then.
        try? await tables.gate.note(narrowing: number, id, as: .written)
        return try result.get()
    }

    /// The same for what concerns the controller itself.
    func journaling<Value>(_ event: Narrowing, _ work: () async throws -> Value) async throws -> Value {
        guard let slot = Self.officeSlot else {
            throw VaultError(.damaged, "the office has no place for its journal")
        }
        return try await journaling(event, under: slot, in: officeTree(), work)
    }

    /// The same for facts that are stated about a record, as far as they narrow: holds and restrictions that begin.
    func journaling<Value>(
        _ facts: [String: String],
        about version: VersionRow,
        of patient: PatientRow,
        _ assertion: FactAssertion,
        _ work: () async throws -> Value
    ) async throws -> Value {
        let vocabulary = law.rulebook.vocabulary
        let narrow = facts.filter { name, text in
            guard let fact = vocabulary.facts[name], fact.source == .hold else { return false }
            return fact.kind.value(of: text) == .yesNo(true)
        }
        guard !narrow.isEmpty else { return try await work() }
        let isWholeFile = version.record == patient.identity
        // A whole file's holds outlive a correction of who the patient is; a record's go with the record.
        guard let slot = isWholeFile ? Slot(patient: patient.number, serial: 0) : version.slot else {
            return try await work()
        }
        let event = Narrowing.facts(
            Narrowing.Facts(
                patient: patient.id,
                record: isWholeFile ? nil : version.record,
                facts: narrow,
                assertion: assertion
            )
        )
        return try await journaling(event, under: slot, in: patient.tree, work)
    }
}
