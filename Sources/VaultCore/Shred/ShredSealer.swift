internal import Evidence
internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// Makes the intent of a shred once its versions are locked: terms, annex, statement, opening and what to destroy.
struct ShredSealer: Sendable {
    let shred: ShredID
    let patient: PatientID?
    let ground: String
    let staff: StaffMember
    let rulebook: RulebookReference
    let origin: String
    let controller: ControllerID
    let clock: VaultClock
    let officeKeys: PatientKeys
    let binding: KeyBinding

    /// Seals the intent; runs inside the fence's transaction.
    func intent(for fenced: ShredDraft.Fenced) throws -> ShredDraft.Intent {
        guard !fenced.versions.isEmpty else {
            throw VaultError(.damaged, "nothing was found to erase; run `lethe vault check`")
        }
        // Readers are let in until the transaction commits: the next whole second is not earlier than the truth.
        let closedAt = Timestamp(secondsSinceEpoch: clock.now.secondsSinceEpoch + 1)
        let terms = ErasureTerms(
            scope: (patient == nil ? ErasureCertificate.Scope.records : .patient).rawValue,
            ground: ground,
            approvers: [staff.name],
            rulebookName: rulebook.name,
            rulebookDigest: rulebook.digest.hex,
            closedForReadingSince: closedAt
        )
        let annex = ErasureAnnex(
            versions: fenced.versions.compactMap { line in
                line.commitment.map { .init(record: line.record, version: line.version, commitment: $0) }
            }
        )
        let statement = Statement(
            origin: origin,
            controller: controller,
            at: closedAt,
            event: .erasure(ErasureStatement(shred: shred, annex: annex, terms: terms))
        ).bytes
        let opening = Opening.random()
        let file = ShredFile(
            statement: statement,
            opening: opening.reveal(),
            annex: annex,
            terms: terms,
            patient: patient
        )
        let key = try officeKeys.key(of: fenced.slot, for: binding)
        return ShredDraft.Intent(
            fencedAt: closedAt,
            prefixes: Self.prefixes(of: fenced),
            sealedFile: SealedRow.seal(file.encoded, key: key, context: shred.bytes),
            commitment: Commitment.commit(to: statement, opening: opening)
        )
    }

    /// The patient's whole branch in every tree that has keys of theirs, or the leaves of the versions.
    private static func prefixes(of fenced: ShredDraft.Fenced) -> [Prefix] {
        guard let patient = fenced.patient else {
            return fenced.versions.map { Prefix.slot($0.slot, in: $0.tree) }
        }
        let trees = Set(fenced.versions.map(\.tree) + [patient.tree])
        return trees.map { Prefix.patient(patient.number, in: $0) }
    }
}
