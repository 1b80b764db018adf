internal import PolicyEngine
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// Says that a patient number belongs to the same person as another.
    ///
    /// No key and no record moves. From then on both are found, shown, judged by the law and erased as one person.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `invalidInput`; `alreadyExists` when they
    ///   are one person already, or the first follows a third.
    public func merge(
        _ patient: PatientID,
        with other: PatientID,
        reason: String?,
        by staff: StaffMember?
    ) async throws {
        try await merge(patient, other, isMerge: true, reason: reason, by: staff)
    }

    /// Takes back that a patient number belongs to the same person as another.
    ///
    /// Everything is as it was before; what was stored since stays where it was stored.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `invalidInput`; `notFound` also when these
    ///   two were not merged with each other.
    public func separate(
        _ patient: PatientID,
        from other: PatientID,
        reason: String?,
        by staff: StaffMember?
    ) async throws {
        try await merge(patient, other, isMerge: false, reason: reason, by: staff)
    }

    /// All numbers of the person that a patient is, as ids, the one that leads first.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func numbers(of patient: PatientID, by staff: StaffMember?, for purpose: Purpose?) async throws
        -> [PatientID]
    {
        _ = try requireReader(staff, for: purpose)
        return try await numbers(of: activePatient(patient)).map(\.id)
    }

    /// The rows of all numbers of a person, the one that leads first, then by number.
    ///
    /// - Throws: ``VaultError`` with `erased` or `closed` when one of them is not active.
    func numbers(of patient: PatientRow) async throws -> [PatientRow] {
        guard let person = patient.person else { return [patient] }
        let rows = try await tables.patients.numbers(of: person)
        guard rows.allSatisfy({ $0.state == .active }), rows.contains(where: { $0.number == patient.number })
        else {
            throw VaultError(.closed, "another number of this person is closed: an erasure runs")
        }
        return rows.sorted {
            ($0.number != person ? 1 : 0, $0.number) < ($1.number != person ? 1 : 0, $1.number)
        }
    }

    private func merge(
        _ patient: PatientID,
        _ other: PatientID,
        isMerge: Bool,
        reason: String?,
        by staff: StaffMember?
    ) async throws {
        let author = try requireRectifying(by: staff)
        try require(requireReader(staff, for: .administration), maySee: .identity)
        let reason = try MoveRequest.checked(reason, for: isMerge ? "merging" : "separating")
        guard patient != other else {
            throw VaultError(.invalidInput, "that is the same number twice")
        }
        let pair = [try await activePatient(patient), try await activePatient(other)]
        let statement = Statement.Event.merge(
            MergeStatement(outcome: isMerge ? .merged : .separated, by: author.name, reason: reason)
        )
        let now = clock.now
        let changed = try await retryingEvictions {
            let events = try await pair.asyncMap { row in
                let sealer = try await eventSealer(of: row.number, in: row.tree)
                return (patient: row.number, event: sealer.draft(of: statement, at: now))
            }
            return try await tables.patients.merge(
                MergeDraft(number: pair[0].number, into: pair[1].number, isMerge: isMerge, events: events)
            )
        }
        try faults.reach(.patientsMerged)
        for number in changed { patients.forget(number) }
    }
}
