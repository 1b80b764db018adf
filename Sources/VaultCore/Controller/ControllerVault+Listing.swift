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
        let patientKeys = try await keys.keys(of: row.number, in: row.tree)
        return try await tables.records.currentVersions(of: row.number).map { version in
            try open(version, key: unwrap(version, keys: patientKeys, permit: permit).bytes)
        }
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
        let (row, _) = try await readableVersion(nil, of: record)
        let patientKeys = try await keys.keys(of: row.patient.number, in: row.patient.tree)
        return try await tables.records.versions(of: record).map { version in
            try open(version, key: unwrap(version, keys: patientKeys, permit: permit).bytes)
        }
    }

    /// Every version of every record of a patient, record by record.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func chart(
        of patient: PatientID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [OpenedVersion] {
        let permit = try Permit.grant(.read(by: staff, for: purpose), by: policy)
        let row = try await activePatient(patient)
        let patientKeys = try await keys.keys(of: row.number, in: row.tree)
        return try await tables.records.allVersions(of: row.number).map { version in
            try open(version, key: unwrap(version, keys: patientKeys, permit: permit).bytes)
        }
    }
}
