public import VaultModel

extension ControllerVault {
    /// The newest versions of a patient's records, in the order they were stored.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func records(
        of patient: PatientID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [OpenedVersion] {
        let reader = try requireReader(staff, for: purpose)
        let row = try await activePatient(patient)
        return try await open(tables.records.currentVersions(of: row.number), for: reader)
    }

    /// All versions of a record, by number.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func history(
        of record: RecordID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [OpenedVersion] {
        let reader = try requireReader(staff, for: purpose)
        _ = try await readableVersion(nil, of: record)
        return try await open(tables.records.versions(of: record), for: reader)
    }

    /// Every version of every record of a patient, in the order they were stored.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func chart(
        of patient: PatientID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [OpenedVersion] {
        let reader = try requireReader(staff, for: purpose)
        let row = try await activePatient(patient)
        return try await open(tables.records.allVersions(of: row.number), for: reader)
    }

    /// Opens versions of one patient, as far as the rules let this reader see them.
    func open(_ versions: [VersionRow], for reader: Reader) async throws -> [OpenedVersion] {
        let opened = try await versions.asyncMap { version -> OpenedVersion? in
            do {
                return try await open(version, for: reader).0
            } catch let error as VaultError where error.code == .denied {
                return nil
            }
        }.compactMap(\.self)
        guard let patient = versions.first?.slot.patient else { return [] }
        return try await linked(opened, of: patient)
    }
}
