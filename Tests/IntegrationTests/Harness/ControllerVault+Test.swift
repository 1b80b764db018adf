import Testing
import VaultCore
import VaultModel

/// The use cases with what tests always say.
extension ControllerVault {
    private static var staff: StaffMember? { StaffMember(Sample.staff) }

    /// Registers a patient by one identifier.
    func register(_ identifier: String, name: String? = nil) async throws -> PatientID {
        let identifiers = [try #require(PatientIdentifier(identifier))]
        let birthDate = Day(iso8601: "1970-01-02")
        let identity = try #require(
            PatientIdentity(identifiers: identifiers, name: name, birthDate: birthDate)
        )
        return try await register(identity, by: Self.staff)
    }

    /// Stores bytes as a record.
    func store(_ bytes: [UInt8], named name: String = "x.bin", for patient: PatientID) async throws
        -> RecordID
    {
        let intake = Intake(
            source: BytesSource(bytes),
            name: name,
            facts: Sample.facts
        )
        return try await store(intake, for: patient, by: Self.staff).record
    }

    /// Stores a record with facts of its own.
    func store(
        _ facts: [String: String],
        as recordClass: RecordClass = .clinicalCore,
        episode: Int32? = nil,
        for patient: PatientID
    ) async throws -> RecordID {
        let intake = Intake(
            source: BytesSource([1, 2, 3]),
            name: "x.bin",
            facts: RecordFacts(recordClass: recordClass, facts: facts),
            episode: episode
        )
        return try await store(intake, for: patient, by: Self.staff).record
    }

    /// Stores bytes as the next version of a record.
    func amend(_ record: RecordID, to bytes: [UInt8]) async throws -> VersionNumber {
        let intake = Intake(
            source: BytesSource(bytes),
            name: "x.bin",
            facts: Sample.facts
        )
        return try await amend(record, with: intake, by: Self.staff).version
    }

    /// Stores a form outside the treatment file in two versions, of which the second is a blob.
    func storeForm(_ facts: RecordFacts = Sample.formFacts, for patient: PatientID) async throws -> RecordID {
        func intake(_ bytes: [UInt8]) -> Intake {
            Intake(source: BytesSource(bytes), name: "form.txt", facts: facts)
        }
        let record = try await store(intake(Sample.form), for: patient, by: Self.staff).record
        _ = try await amend(record, with: intake(Sample.scan), by: Self.staff)
        return record
    }

    /// Corrects a record as the rules want it.
    @discardableResult
    func rectify(
        _ record: RecordID,
        to bytes: [UInt8],
        statement: [UInt8]? = nil,
        facts: [String: String] = Sample.rectificationFacts,
        isConfirmed: Bool = false
    ) async throws -> RectificationResult {
        let request = try RectificationRequest(ground: "Art 16 GDPR", facts: facts, isConfirmed: isConfirmed)
        let plan = try await planRectification(of: record, request, by: Self.staff)
        return try await rectify(
            plan,
            with: Intake(source: BytesSource(bytes), name: "right.txt", facts: nil),
            statement: statement.map { Intake(source: BytesSource($0), name: "statement.txt", facts: nil) },
            request,
            by: Self.staff
        )
    }

    /// Corrects who a patient is as the rules want it.
    @discardableResult
    func rectify(
        _ patient: PatientID,
        _ correction: IdentityCorrection,
        statement: [UInt8]? = nil,
        facts: [String: String] = Sample.rectificationFacts
    ) async throws -> RectificationResult {
        let request = try RectificationRequest(ground: "Art 16 GDPR", facts: facts)
        let plan = try await planRectification(of: patient, correction, request, by: Self.staff)
        return try await rectify(
            plan,
            statement: statement.map { Intake(source: BytesSource($0), name: "statement.txt", facts: nil) },
            request,
            by: Self.staff
        )
    }

    /// Who a patient is.
    func identity(of patient: PatientID) async throws -> (identity: PatientIdentity, record: RecordID) {
        try await identity(of: patient, by: Self.staff, for: .treatment)
    }

    /// Finds patients by name and date of birth.
    func find(_ name: String, born day: String) async throws -> [PatientID] {
        let day = try #require(Day(iso8601: day))
        return try await find(name: name, birthDate: day, by: Self.staff, for: .treatment)
    }

    /// Reads a version whole.
    func bytes(of record: RecordID, version: Int32? = nil) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let number = try version.map { try #require(VersionNumber($0)) }
        try await read(record, version: number, by: Self.staff, for: .treatment) { bytes += $0 }
        return bytes
    }

    /// Finds patients by an identifier.
    func find(_ identifier: PatientIdentifier) async throws -> [PatientID] {
        try await find(identifier, by: Self.staff, for: .treatment)
    }

    /// Erases on a ground.
    func erase(_ scope: ShredScope) async throws -> ErasureResult {
        try await erase(scope, Sample.request(), by: Self.staff)
    }

    /// The newest versions of a patient's records.
    func records(of patient: PatientID) async throws -> [OpenedVersion] {
        try await records(of: patient, by: Self.staff, for: .treatment).shown
    }

    /// All versions of a record.
    func history(of record: RecordID) async throws -> [OpenedVersion] {
        try await history(of: record, by: Self.staff, for: .treatment).shown
    }

    /// Expects that every invariant holds, bodies and commitments included.
    func expectSound(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation)
        async throws
    {
        try await flush()
        for result in try await check(CheckDepth(isDeep: true)) where !result.holds {
            Issue.record(
                "\(comment.map { "\($0): " } ?? "")\(result.invariant): \(result.violation ?? "")",
                sourceLocation: sourceLocation
            )
        }
    }

    /// Expects that a person's documents are there, byte by byte.
    func expectWhole(
        _ person: Sample.Person,
        _ comment: Comment? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let first = try await bytes(of: person.note, version: 1)
        #expect(first == Sample.firstNote, comment, sourceLocation: sourceLocation)
        let second = try await bytes(of: person.note, version: 2)
        #expect(second == Sample.secondNote, comment, sourceLocation: sourceLocation)
        let scan = try await bytes(of: person.scan)
        #expect(scan == Sample.scan, comment, sourceLocation: sourceLocation)
        let identifier = try #require(PatientIdentifier(person.identifier))
        let found = try await find(identifier)
        #expect(found == [person.patient], comment, sourceLocation: sourceLocation)
    }

    /// Expects that a record is erased for whoever asks.
    func expectErased(
        _ record: RecordID,
        _ comment: Comment? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        await expectError(.erased, comment, sourceLocation: sourceLocation) {
            _ = try await bytes(of: record)
        }
    }
}

/// Expects a failure of the vault with a code.
func expectError(
    _ code: VaultError.Code,
    _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record(
            "\(comment.map { "\($0): " } ?? "")nothing was thrown, \(code) expected",
            sourceLocation: sourceLocation
        )
    } catch {
        #expect(
            (error as? VaultError)?.code == code,
            "\(comment.map { "\($0): " } ?? "")\(error)",
            sourceLocation: sourceLocation
        )
    }
}
