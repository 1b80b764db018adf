internal import Keyring
public import VaultCrypto
public import VaultModel

/// What an import asks before it stores: what is there already, and who it is about.
extension ControllerVault {
    /// The records that ids name which their senders gave them; what names nothing is left out.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    public func records(knownBy names: [String], by staff: StaffMember?) async throws -> [String:
        SourcedRecord]
    {
        _ = try required(staff)
        guard !names.isEmpty else { return [:] }
        var index: IndexKey
        var found: [[UInt8]: AliasedRecord] = [:]
        repeat {
            index = try await facilities.keySafe.indexKeys().current
            found = try await tables.aliases.records(
                named: Self.tokens(of: names, under: index),
                tokenKey: index.number
            )
            // A renewal of the index that ended meanwhile has taken these tokens away.
        } while try await facilities.keySafe.indexKeys().current.number != index.number
        var records: [String: SourcedRecord] = [:]
        var owners: [PatientNumber: PatientID] = [:]
        for (name, token) in zip(names, Self.tokens(of: names, under: index)) {
            guard let record = found[token] else { continue }
            if record.patient != .office, owners[record.patient] == nil {
                owners[record.patient] = try await tables.records.version(nil, of: record.record)?.0.patient
                    .id
            }
            records[name] = SourcedRecord(record: record.record, patient: owners[record.patient])
        }
        return records
    }

    private static func tokens(of names: [String], under index: IndexKey) -> [[UInt8]] {
        names.map { SourceID($0).token(key: index.key.bytes) }
    }

    /// The active patients whom strong identifiers find; of a person with several numbers the one that leads.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    public func patients(knownBy identifiers: [PatientIdentifier], by staff: StaffMember?) async throws
        -> [PatientIdentifier: [PatientID]]
    {
        _ = try required(staff)
        guard !identifiers.isEmpty else { return [:] }
        var patients: [PatientIdentifier: [PatientID]] = [:]
        for (identifier, row) in try await self.patients(foundBy: identifiers) {
            patients[identifier] = [try row.get().id]
        }
        return patients
    }

    /// The patient whom the identifiers of somebody find; `nil` when they find nobody.
    ///
    /// - Throws: ``VaultError`` with `denied`; `conflict` when they find several, or somebody who was born on another day.
    public func patient(knownAs identity: PatientIdentity, by staff: StaffMember?) async throws -> PatientID?
    {
        _ = try required(staff)
        let found = try await patients(foundBy: identity.identifiers).values.map { try $0.get() }
        guard let row = found.first else { return nil }
        guard Set(found.map(\.number)).count == 1 else {
            throw VaultError(
                .conflict,
                "its identifiers find several patients; merge them first, if they are one"
            )
        }
        if let birthDate = identity.birthDate,
            case .day(let known)? = try await person(of: row).facts["subject.birth"],
            known != birthDate
        {
            throw VaultError(
                .conflict,
                "an identifier finds a patient with another date of birth; correct one of the two first"
            )
        }
        return row.id
    }

    /// Whether a record began with content of a digest; so does one whose first version is gone.
    public func began(_ record: RecordID, with digest: Digest) async throws -> Bool {
        guard let (_, version) = try await tables.records.version(.first, of: record) else { return true }
        do {
            let opened = try open(version, key: await unwrap(version).bytes)
            return opened.metadata.parts.first?.sha256 == digest
        } catch let error as KeyringError where error.code == .punctured {
            return true
        }
    }

    /// The class that the rulebook's table gives a document; `nil` when it knows none of the codes, or several classes.
    ///
    /// - Parameter last: The code that counts when the table knows none of the others.
    public func recordClass(of codes: [DocumentCode], otherwise last: DocumentCode) -> RecordClass? {
        let table = law.rulebook.classes
        let found = Set(codes.compactMap { table.recordClass(of: $0.code, in: $0.system) })
        guard found.count < 2 else { return nil }
        return (found.first ?? table.recordClass(of: last.code, in: last.system)).flatMap(
            RecordClass.init(rawValue:)
        )
    }

    /// Stores some documents in one transaction: all of them, or none.
    ///
    /// - Returns: What became of each; when none is stored, only what stood in the way.
    /// - Throws: ``VaultError/Code/denied``, and what stops the whole, such as a lost database.
    public func storeWhole(_ items: [ImportItem], by staff: StaffMember?) async throws -> [ImportResult] {
        try requireWritable()
        return try await ImportDesk(vault: self, author: try required(staff)).storeWhole(items)
    }
}
