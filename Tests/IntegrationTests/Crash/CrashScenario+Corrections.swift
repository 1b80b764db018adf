import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What must hold after a crash of a correction that is disputed, or about who the patient is.
extension CrashScenario {
    /// A statement of disagreement is never there without the decision; what is disputed stays as it was.
    func expectDisputed(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        try await controller.expectWhole(round.person, comment)
        let history = try await controller.history(of: round.person.note)
        #expect(history.count == 2, comment)
        let statements = try #require(history.last).statements
        let isDone = !statements.isEmpty
        #expect(statements.count == 1 || (answer == nil && !isDone), comment)
        let decided = try await controller.decisions(
            of: round.person.note,
            by: StaffMember(Sample.staff),
            for: .administration
        ).filter { $0.action == .rectify }
        // The refusal is a decision of its own, and kept before the statement.
        #expect(decided.count == 1 || (decided.isEmpty && !isDone), comment)
        let records = try await controller.records(of: round.person.patient).count
        #expect(records == (isDone ? 4 : 3), comment)
        if isDone {
            #expect(try await controller.bytes(of: statements[0]) == document, comment)
        }
        if let said = answer?["statement"]?.stringValue {
            #expect(statements.map(\.description) == [said], comment)
        }
    }

    /// Two numbers are one person or two, for all that is asked.
    func expectMerged(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        try await controller.expectWhole(round.person, comment)
        let identifier = try #require(PatientIdentifier("urn:mrn|round-\(round.number)-other"))
        let isDone = try await controller.find(identifier) == [round.person.patient]
        #expect(isDone || answer == nil, comment)
        let records = try await controller.records(of: round.other).count
        #expect(records == (isDone ? 4 : 1), comment)
        let marks = try await controller.marks(of: round.other).map(\.event)
        #expect(marks == (isDone ? [.merged, .merged] : []), comment)
    }

    /// The form stands in exactly one file with all its versions, and the file that it left says so.
    func expectMoved(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        try await controller.expectWhole(round.person, comment)
        let there = try await controller.records(of: round.other).contains { $0.record == round.form }
        let here = try await controller.records(of: round.person.patient).contains { $0.record == round.form }
        #expect(there != here && (there || answer == nil), comment)
        #expect(try await controller.bytes(of: round.form, version: 1) == Sample.form, comment)
        #expect(try await controller.bytes(of: round.form) == Sample.scan, comment)
        let marks = [
            try await controller.marks(of: round.person.patient).map(\.event),
            try await controller.marks(of: round.other).map(\.event),
        ]
        #expect(marks == (there ? [[.left(versions: 2)], [.arrived([round.form])]] : [[], []]), comment)
        if let said = answer?["certificate"]?.stringValue {
            let certificates = try await controller.certificates()
            #expect(certificates.contains { $0.id.description == said }, comment)
        }
    }

    /// The patient is found by what was wrong, or by what is right; never by both, never by neither.
    func expectIdentityCorrected(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        let person = round.person
        let name = try #require(try await controller.identity(of: person.patient).identity.name)
        let isDone = name == round.newName
        #expect(isDone || (answer == nil && name == person.name), comment)
        let (old, new) = (
            try #require(PatientIdentifier(person.identifier)),
            try #require(PatientIdentifier(round.newIdentifier))
        )
        let everywhere = [
            try await controller.find(isDone ? new : old),
            try await controller.find(isDone ? round.newName : person.name, born: "1970-01-02"),
        ]
        #expect(everywhere == [[person.patient], [person.patient]], comment)
        #expect(try await controller.find(isDone ? old : new).isEmpty, comment)
        let nobody = try await controller.find(isDone ? person.name : round.newName, born: "1970-01-02")
        #expect(nobody.isEmpty, comment)
        #expect(try await controller.bytes(of: person.note) == Sample.secondNote, comment)
        let history = try await controller.history(of: round.identity).map(\.version.rawValue)
        #expect(history == [isDone ? 2 : 1], comment)
        if let said = answer?["certificate"]?.stringValue {
            let certificates = try await controller.certificates()
            #expect(certificates.contains { $0.id.description == said }, comment)
        }
    }
}
