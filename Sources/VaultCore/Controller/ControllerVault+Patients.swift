internal import Keyring
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// How many patient numbers are leased from the key safe at a time.
    private static let leaseSize = 64

    /// What search terms of a patient are sealed for.
    private static let searchUse = "search"

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
        let author = try required(staff)
        let facts = RecordFacts(recordClass: .identity).stating(nil, stated)
        try requireStatable(facts)
        try requireReached(identity.birthDate, "the date of birth")
        try requireReached(identity.deathDate, "the date of death")
        return try await registrationGate.pass {
            let tree = try await tables.patients.controller().tree
            let record = RecordID.random()
            let patient = PatientRow(
                number: try await nextNumber(),
                id: .random(),
                tree: tree,
                state: .active,
                serial: 1,
                identity: record
            )
            let terms = identity.searchTerms
            let sealedSearch = SealedRow.seal(
                SearchTerm.encode(terms),
                key: try await searchKey(of: patient),
                context: patient.id.bytes
            )
            let index = try await facilities.keySafe.indexKeys().current
            let intake = Intake(
                source: BytesSource(identity.resource),
                name: "Patient.json",
                mediaType: "application/fhir+json",
                facts: nil
            )
            let sealed = try await seal(
                intake,
                facts,
                try await decideStorage(of: facts, episode: nil, completed: nil, patient: nil),
                as: (record, .first),
                previous: nil,
                by: author
            )
            try await write(sealed, of: patient) { draft in
                try await tables.patients.register(
                    PatientDraft(
                        patient: patient,
                        sealedSearch: sealedSearch,
                        tokens: Self.tokens(terms, of: patient.number, key: index),
                        tokenKey: index.number,
                        identity: draft
                    )
                )
            }
            return patient.id
        }
    }

    /// Finds active patients by a strong identifier.
    ///
    /// - Throws: ``VaultError/Code/denied``: that somebody is known here is already something to know.
    public func find(
        _ identifier: PatientIdentifier,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [PatientID] {
        try require(requireReader(staff, for: purpose), maySee: .identity)
        return try await find(SearchTerm(kind: .identifier, text: identifier.normalised))
    }

    /// Finds active patients by full name and date of birth together.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    public func find(
        name: String,
        birthDate: Day,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [PatientID] {
        try require(requireReader(staff, for: purpose), maySee: .identity)
        let text = PatientIdentifier.normalised(name) + "\u{0}" + birthDate.description
        return try await find(SearchTerm(kind: .demographic, text: text))
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

    static func tokens(_ terms: [SearchTerm], of patient: PatientNumber, key: IndexKey) -> [TokenRow] {
        terms.map { TokenRow(token: $0.token(key: key.key.bytes), patient: patient, kind: $0.kind) }
    }

    /// The search terms of a patient, opened.
    func searchTerms(of row: PatientSearchRow) async throws -> [SearchTerm] {
        let key = try await searchKey(of: row.patient)
        return try SearchTerm.decode(
            SealedRow.open(row.sealedSearch, key: key, context: row.patient.id.bytes)
        )
    }

    private func find(_ term: SearchTerm) async throws -> [PatientID] {
        let index = try await facilities.keySafe.indexKeys().current
        let token = term.token(key: index.key.bytes)
        return try await tables.patients.find(tokens: [token], tokenKey: index.number).map(\.id)
    }

    /// The key that seals a patient's search terms: under serial 0, which goes only with the patient.
    private func searchKey(of patient: PatientRow) async throws -> SecretBytes {
        guard let slot = Slot(patient: patient.number, serial: 0) else {
            throw VaultError(.damaged, "a patient's scope slot cannot be formed")
        }
        return try await keys.wrapKey(for: slot, tree: patient.tree, binding: binding(use: Self.searchUse))
    }

    /// The next patient number, from a block whose end the key safe remembers.
    ///
    /// A block counts only while the database still knows exactly the key safe's mark; after a restore it does not, and
    /// a new block begins above everything ever handed out.
    private func nextNumber() async throws -> PatientNumber {
        let row = try await tables.patients.controller()
        let mark = try await facilities.keySafe.status().patientMark
        var next = row.nextPatientNumber
        if next >= row.leasedUntil || row.leasedUntil != mark {
            let block = try await facilities.keySafe.leasePatientNumbers(Self.leaseSize)
            try await tables.patients.noteLease(next: block.lowerBound, until: block.upperBound)
            next = block.lowerBound
        }
        guard let number = PatientNumber(next) else {
            throw VaultError(.unusable, "this controller has no patient number left")
        }
        return number
    }
}
