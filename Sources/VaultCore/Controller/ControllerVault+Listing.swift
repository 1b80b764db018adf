public import VaultModel

extension ControllerVault {
    /// The newest versions of a patient's records, in the order they were stored.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func records(
        of patient: PatientID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> Listing {
        let reader = try requireReader(staff, for: purpose)
        var listing = Listing(shown: [], withheld: [])
        for row in try await numbers(of: activePatient(patient)) {
            let versions = try await tables.records.currentVersions(of: row.number)
            listing.add(try await show(versions, as: .list, of: row, to: reader))
        }
        return listing
    }

    /// All versions of a record, by number.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func history(
        of record: RecordID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> Listing {
        let reader = try requireReader(staff, for: purpose)
        let row = try await readableVersion(nil, of: record).0.patient
        var listing = try await show(
            tables.records.versions(of: record),
            as: .history,
            of: row,
            to: reader
        )
        listing.marks = try await marks(of: row).filter { mark in
            if case .arrived(let records) = mark.event { records.contains(record) } else { false }
        }
        return listing
    }

    /// Every version of every record of a patient, in the order they were stored.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func chart(
        of patient: PatientID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> Listing {
        let reader = try requireReader(staff, for: purpose)
        var listing = Listing(shown: [], withheld: [])
        for row in try await numbers(of: activePatient(patient)) {
            let versions = try await tables.records.allVersions(of: row.number)
            listing.add(try await show(versions, as: .chart, of: row, to: reader))
            listing.marks += try await marks(of: row)
        }
        return listing
    }

    /// Opens versions of a patient as far as the rules let this reader see them, says what is withheld and why, and keeps
    /// one line about it.
    ///
    /// A version that is not the newest is shown only when the newest may be, too: what is known of it came later.
    private func show(
        _ versions: [VersionRow],
        as action: DecisionAction,
        of patient: PatientRow,
        to reader: Reader
    ) async throws -> Listing {
        let person = try await person(of: patient)
        let judged = try await judge(versions, of: person, to: reader)
        var newest: [RecordID: (version: VersionNumber, refusal: String?)] = [:]
        for (item, refusal) in judged
        where newest[item.row.record].map({ $0.version < item.row.version }) ?? true {
            newest[item.row.record] = (item.row.version, refusal)
        }
        var shown: [Chart.Item] = []
        var withheld: [WithheldVersion] = []
        var slots: (shown: [Slot], withheld: [Slot]) = ([], [])
        for (item, refusal) in judged {
            if let reason = refusal ?? newest[item.row.record]?.refusal {
                withheld.append(
                    WithheldVersion(record: item.row.record, version: item.row.version, reason: reason)
                )
                slots.withheld.append(item.row.slot)
            } else {
                shown.append(item)
                slots.shown.append(item.row.slot)
            }
        }
        let facts = person.facts.merging(Self.facts(of: reader)) { _, reader in reader }
        let file = ListingFile(
            action,
            by: reader.staff.name,
            at: clock.now,
            rulebook: person.law.reference.digest,
            facts: person.law.house.merging(facts) { _, given in given },
            shown: slots.shown,
            withheld: slots.withheld
        )
        try await keep(file, of: patient)
        return Listing(shown: try await linked(open(shown), of: patient.number), withheld: withheld)
    }

    /// Why a version is not shown; `nil` when it is.
    func refusal(of item: Chart.Item, of person: Person, to reader: Reader) throws -> String? {
        do {
            try require(disclosure(of: item, of: person, to: reader))
            return nil
        } catch let error as VaultError where error.code == .denied {
            return error.message
        }
    }
}
