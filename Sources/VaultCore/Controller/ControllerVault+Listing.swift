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
        let permit = try Permit.grant(.read(by: staff, for: purpose), by: policy)
        let row = try await activePatient(patient)
        return try await open(tables.records.currentVersions(of: row.number), permit: permit)
    }

    /// All versions of a record, by number.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func history(
        of record: RecordID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [OpenedVersion] {
        let permit = try Permit.grant(.read(by: staff, for: purpose), by: policy)
        _ = try await readableVersion(nil, of: record)
        return try await open(tables.records.versions(of: record), permit: permit)
    }

    /// Every version of every record of a patient, in the order they were stored.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func chart(
        of patient: PatientID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [OpenedVersion] {
        let permit = try Permit.grant(.read(by: staff, for: purpose), by: policy)
        let row = try await activePatient(patient)
        return try await open(tables.records.allVersions(of: row.number), permit: permit)
    }

    /// Opens metadata and facts of versions.
    func open(_ versions: [VersionRow], permit: Permit) async throws -> [OpenedVersion] {
        var opened: [OpenedVersion] = []
        for version in versions {
            opened.append(try open(version, key: await unwrap(version, permit: permit).bytes))
        }
        return opened
    }
}
