internal import Keyring
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// How many patient numbers are leased from the key safe at a time.
    private static let leaseSize = 64

    /// Adds a site.
    public func addSite(name: String, region: String, calendar: String) async throws -> Site {
        try requireWritable()
        guard name.isPrintableLine, region.wholeMatch(of: /[A-Z]{2}-[A-Z0-9]{1,3}/) != nil else {
            throw VaultError(.invalidInput, "a site has a name and a region after ISO 3166-2, such as DE-BE")
        }
        return try await tables.patients.addSite(name: name, region: region, calendar: calendar)
    }

    /// All sites, by number.
    public func sites() async throws -> [Site] {
        try await tables.patients.sites()
    }

    /// Registers a patient: a number, the identity record and the tokens to find them by.
    ///
    /// - Parameter stated: Facts about the person, and what stands on their whole file.
    /// - Throws: ``VaultError`` with `denied`, or `alreadyExists` when an identifier finds a living patient; `invalidInput`
    ///   naming a fact.
    public func register(
        _ identity: PatientIdentity,
        stating stated: [String: String] = [:],
        by staff: StaffMember?
    ) async throws -> PatientID {
        try requireWritable()
        try facilities.requireRoom()
        let author = try required(staff)
        let facts = RecordFacts(recordClass: .identity).stating(nil, stated)
        try Self.refuseBirth(stated)
        try requireStatable(facts)
        try requireReached(identity.birthDate, "the date of birth")
        try requireReached(identity.deathDate, "the date of death")
        return try await registrationGate.pass {
            let tree = try await tables.patients.controller().tree
            let record = RecordID.random()
            let patient = PatientRow(
                number: try await nextNumbers(1),
                id: .random(),
                tree: tree,
                state: .active,
                serial: 1,
                identity: record
            )
            let sealed = try await seal(
                identity.intake,
                facts,
                try await decideStorage(of: facts, episode: nil, completed: nil, patient: nil),
                as: (record, .first),
                previous: nil,
                by: author
            )
            try await write(sealed, of: patient) { draft, patient in
                try await tables.patients.register(
                    PatientDraft(
                        patient: patient,
                        search: search(for: identity, of: patient),
                        identity: draft
                    )
                )
            }
            return patient.id
        }
    }

    /// Who a patient is, from the identity record.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func identity(
        of patient: PatientID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> (identity: PatientIdentity, record: RecordID) {
        _ = try requireReader(staff, for: purpose)
        let row = try await activePatient(patient)
        guard let record = row.identity else {
            throw VaultError(.damaged, "this patient has no identity record")
        }
        var resource: [UInt8] = []
        try await read(record, by: staff, for: purpose) { resource.append(contentsOf: $0) }
        return (try PatientIdentity(resource: resource), record)
    }

    /// The active patient with a public id.
    ///
    /// - Throws: ``VaultError`` with `notFound`, `erased` or `closed`.
    func activePatient(_ id: PatientID) async throws -> PatientRow {
        guard let row = try await tables.patients.patient(id) else {
            throw VaultError(.notFound, "there is no patient \(id); find them with `lethe patient find`")
        }
        switch row.state {
        case .active: return row
        case .fenced: throw VaultError(.closed, "this patient is closed: an erasure runs")
        case .erased: throw VaultError(.erased, "this patient was erased")
        }
    }

    /// The first of the next patient numbers, from a block whose end the key safe remembers.
    ///
    /// A block counts only while the database still knows exactly the key safe's mark; after a restore it does not, and
    /// a new block begins above everything ever handed out.
    func nextNumbers(_ count: Int) async throws -> PatientNumber {
        let row = try await tables.patients.controller()
        let mark = try await facilities.keySafe.status().patientMark
        var next = row.nextPatientNumber
        if next + UInt64(count) > row.leasedUntil || row.leasedUntil != mark {
            let block = try await facilities.keySafe.leasePatientNumbers(max(Self.leaseSize, count))
            try await tables.patients.noteLease(next: block.lowerBound, until: block.upperBound)
            next = block.lowerBound
        }
        guard let number = PatientNumber(next) else {
            throw VaultError(.unusable, "this controller has no patient number left")
        }
        return number
    }
}
